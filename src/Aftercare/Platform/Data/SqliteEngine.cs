using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Aftercare.Platform;

/// <summary>One file, write-ahead log, every commit on disk before it is answered.</summary>
internal sealed class SqliteEngine(string connectionString) : Engine
{
    private const string Pragmas = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000; pragma temp_store = memory; pragma cache_size = -32000;";
    private DbContextOptions<SqliteAppDb>? _options;

    public override string Name => "sqlite";

    public string File { get; } = new SqliteConnectionStringBuilder(connectionString).DataSource;

    internal override AppDb NewSession(Recorder recorder) => new SqliteAppDb(_options ??= Build(), recorder);

    public SqliteConnection OpenForWriting()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
        Configure(connection);
        return connection;
    }

    internal override long ReserveIds()
    {
        using var connection = OpenForWriting();
        return ReserveIds(connection);
    }

    internal static long ReserveIds(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "insert into id_blocks (name, next) values ($name, 1 + $size) on conflict (name) do update set next = next + $size returning next - $size";
        command.Parameters.AddWithValue("$name", IdBlock.Records);
        command.Parameters.AddWithValue("$size", IdBlocks.BlockSize);
        return (long)command.ExecuteScalar()!;
    }

    private DbContextOptions<SqliteAppDb> Build() => new DbContextOptionsBuilder<SqliteAppDb>()
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(Migrations("Sqlite")))
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(new ConfigureOnOpen())
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options;

    private static void Configure(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    private sealed class ConfigureOnOpen : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Configure(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Configure(connection);
            return Task.CompletedTask;
        }
    }
}
