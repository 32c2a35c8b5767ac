using System.Runtime.Loader;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Aftercare.Platform;

/// <summary>The database under the product: how to open a session on it, how to bring its schema up to date.</summary>
public abstract class Engine
{
    /// <summary>Queries made ready. Left to itself EF Core keeps 1,024 of them; the product has more, and the next to ask one that was thrown out waits tens of milliseconds.</summary>
    protected static MemoryCache ReadyQueries { get; } = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>`sqlite` or `postgres`.</summary>
    public abstract string Name { get; }

    /// <summary>A session out of the pool; disposing gives it back.</summary>
    internal AppDb NewSession(Recorder recorder)
    {
        var db = Lease();
        db.Use(recorder);
        return db;
    }

    protected abstract AppDb Lease();

    /// <summary>Takes a block of identifiers in a transaction of its own.</summary>
    internal abstract long ReserveIds();

    /// <summary>Brings the schema up to date; also re-applies search tables, which migrations do not know.</summary>
    public async Task Migrate(Recorder recorder, CancellationToken ct)
    {
        await using var db = NewSession(recorder);
        await ClearDeadMigrationLock(db, ct);
        await db.Database.MigrateAsync(ct);
        await SearchTables.Apply(db, ct);
    }

    // A migration killed midway leaves a row that would block the next one for ever; the file or advisory lock of the caller says nobody else migrates.
    private static async Task ClearDeadMigrationLock(AppDb db, CancellationToken ct)
    {
        if (!db.Database.IsSqlite() || !await db.Database.CanConnectAsync(ct)) return;
        await db.Database.ExecuteSqlRawAsync("drop table if exists \"__EFMigrationsLock\"", ct);
    }

    /// <summary>Migrations live beside the application, outside its build: they are loaded from its folder.</summary>
    protected static System.Reflection.Assembly Migrations(string engine)
    {
        var name = $"Aftercare.Migrations.{engine}";
        try
        {
            return System.Reflection.Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        }
    }

    internal static Engine From(IConfiguration configuration, string dataFolder) => configuration["Database"] switch
    {
        null or "" or "sqlite" => new SqliteEngine(configuration.GetConnectionString("Main") ?? $"Data Source={Path.Combine(dataFolder, "aftercare.db")}"),
        "postgres" => new PostgresEngine(configuration.GetConnectionString("Main") ?? throw new SetUpProblem("With Database=postgres, ConnectionStrings:Main must name the server and database.")),
        var other => throw new SetUpProblem($"Database is '{other}'; it can be 'sqlite' (the default) or 'postgres'."),
    };
}

/// <summary>Something about the installation is not as it must be; shown as one clear line, never as a stack trace.</summary>
public sealed class SetUpProblem(string message) : Exception(message);
