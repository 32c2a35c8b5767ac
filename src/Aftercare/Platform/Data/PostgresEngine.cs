using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Aftercare.Platform;

/// <summary>A PostgreSQL server for scale; statements are prepared automatically.</summary>
internal sealed class PostgresEngine : Engine, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Lazy<PooledDbContextFactory<PostgresAppDb>> _sessions;

    public PostgresEngine(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 50;
        ConnectionString = settings.ToString();
        _source = new NpgsqlDataSourceBuilder(ConnectionString).Build();
        Aside = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 10, MinPoolSize = 0 }.ToString()).Build();
        _sessions = new(() => new(Build()));
    }

    public override string Name => "postgres";

    public string ConnectionString { get; }

    public NpgsqlDataSource Source => _source;

    /// <summary>For what a running command takes outside its transaction: from the same pool, commands could all wait for one more connection each.</summary>
    public NpgsqlDataSource Aside { get; }

    protected override AppDb Lease() => _sessions.Value.CreateDbContext();

    internal override long ReserveIds()
    {
        using var command = Aside.CreateCommand("insert into id_blocks as block (name, next) values ($1, 1 + $2) on conflict (name) do update set next = block.next + $2 returning next - $2");
        command.Parameters.AddWithValue(IdBlock.Records);
        command.Parameters.AddWithValue((long)IdBlocks.BlockSize);
        return (long)command.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Aside.DisposeAsync();
        await _source.DisposeAsync();
    }

    private DbContextOptions<PostgresAppDb> Build() => new DbContextOptionsBuilder<PostgresAppDb>()
        .UseNpgsql(_source, postgres => postgres.MigrationsAssembly(Migrations("Postgres")))
        .UseSnakeCaseNamingConvention()
        .UseMemoryCache(ReadyQueries)
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options;
}
