using Aftercare.Platform;
using Microsoft.EntityFrameworkCore.Design;

namespace Aftercare.Migrations.Postgres;

/// <summary>Lets the migration tool see the model; opens no database.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresAppDb>
{
    public PostgresAppDb CreateDbContext(string[] args) => (PostgresAppDb)new PostgresEngine("Host=localhost").NewSession(null!);
}
