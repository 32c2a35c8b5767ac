using Aftercare.Platform;
using Microsoft.EntityFrameworkCore.Design;

namespace Aftercare.Migrations.Sqlite;

/// <summary>Lets the migration tool see the model; opens no database.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteAppDb>
{
    public SqliteAppDb CreateDbContext(string[] args) => (SqliteAppDb)new SqliteEngine("Data Source=:memory:").NewSession(null!);
}
