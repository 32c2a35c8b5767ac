using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SQLitePCL;

namespace Aftercare.Platform;

/// <summary>One file, write-ahead log, every commit on disk before it is answered.</summary>
internal sealed class SqliteEngine : Engine
{
    private const string Pragmas = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000; pragma temp_store = memory; pragma cache_size = -32000;";
    private static readonly ConditionalWeakTable<sqlite3, string> Configured = [];

    private readonly string _connectionString;
    private readonly Lazy<DbContextOptions<SqliteAppDb>> _options;
    private readonly Lazy<PooledDbContextFactory<SqliteAppDb>> _sessions;

    public SqliteEngine(string connectionString)
    {
        (_connectionString, _options, _sessions) = (connectionString, new(Build), new(NewPool));
        File = new SqliteConnectionStringBuilder(connectionString).DataSource;
    }

    public override string Name => "sqlite";

    public string File { get; }

    /// <summary>Sessions for somebody who sets their connection: never to be mixed with those that open their own.</summary>
    public PooledDbContextFactory<SqliteAppDb> NewPool() => new(_options.Value);

    protected override AppDb Lease() => _sessions.Value.CreateDbContext();

    public SqliteConnection OpenForWriting()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString());
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
        .UseSqlite(_connectionString, sqlite => sqlite.MigrationsAssembly(Migrations("Sqlite")))
        .UseSnakeCaseNamingConvention()
        .UseMemoryCache(ReadyQueries)
        .AddInterceptors(new ConfigureOnOpen())
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options;

    // The pool hands the same handle out again and again, with what it was told.
    private static void Configure(DbConnection connection)
    {
        if (!Configured.TryAdd(((SqliteConnection)connection).Handle!, Pragmas)) return;
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
