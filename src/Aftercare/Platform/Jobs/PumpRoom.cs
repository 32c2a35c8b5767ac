using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>What every pump needs: the gateway, the writer for its own statements, the clock, and its settings (`Pumps:…`).</summary>
internal sealed partial class PumpRoom(Gateway gateway, IWritePath writePath, IServiceScopeFactory scopes, Engine engine, IClock clock, CommitSignal committed, IConfiguration configuration, ILogger<PumpRoom> logger)
{
    /// <summary>This process, in the leases it takes: never the same twice.</summary>
    public string Me { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}");

    /// <summary>`Pumps=off`: nothing runs by itself. Tests turn the handle instead.</summary>
    public bool Off { get; } = configuration["Pumps"] == "off";

    /// <summary>`Pumps:PollSeconds`: the net below the wake-up call.</summary>
    public TimeSpan Poll { get; } = TimeSpan.FromSeconds(configuration.GetValue("Pumps:PollSeconds", 2.0));

    /// <summary>`Pumps:Attempts`: after so many failures a row is parked until somebody looks.</summary>
    public int Attempts { get; } = configuration.GetValue("Pumps:Attempts", 8);

    /// <summary>`Pumps:LeaseSeconds`: how long a crashed process keeps others from its rows.</summary>
    public Duration Lease { get; } = Duration.FromSeconds(configuration.GetValue("Pumps:LeaseSeconds", 60));

    /// <summary>`Pumps:AtOnce`: on SQLite the many share one commit, on PostgreSQL each has a connection.</summary>
    public int AtOnce { get; } = configuration.GetValue("Pumps:AtOnce", engine is SqliteEngine ? 64 : 8);

    public Gateway Gateway => gateway;

    public CommitSignal Committed => committed;

    public Instant Now => clock.GetCurrentInstant();

    /// <summary>Rows that other nodes are claiming are passed over; SQLite has one writer and nobody to pass.</summary>
    public string SkipLocked { get; } = engine is SqliteEngine ? "" : "for update skip locked";

    /// <summary>10 s after the first failure, then four times longer each time, at most an hour: eight attempts take about three hours.</summary>
    public static Duration Backoff(int attempts) => Duration.FromSeconds(Math.Min(3600, 10 * Math.Pow(4, attempts - 1)));

    /// <summary>A statement of the pump's own, in a transaction of its own.</summary>
    public async Task<T> Write<T>(string name, Func<AppDb, Task<T>> work) where T : notnull => (T)await writePath.Write(
        new(name, async (_, open, _) => new(await work(open(Caller.System(name, null), new(name, Now, null))), [])), CancellationToken.None);

    /// <summary>A question of the pump's own.</summary>
    public async Task<T> Read<T>(string name, Func<AppDb, Task<T>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(Caller.System(name, null), null, Now);
        return await read(db);
    }

    public void Tell(Exception failure, string what) => LogFailed(failure, what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} failed and will be tried again or parked")]
    private partial void LogFailed(Exception exception, string what);

    /// <summary>What went wrong, for the person who looks at a parked row.</summary>
    public static string ErrorOf(Exception failure) => failure switch
    {
        Refusal refusal => refusal.Message,
        Unroutable => failure.Message,
        DbException or DbUpdateException => $"{failure.Message} {failure.InnerException?.Message}".Cut(2000),
        _ => failure.ToString().Cut(2000),
    };

}

/// <summary>The row is no longer this process's: its lease ran out, or somebody changed it meanwhile. Nothing was done.</summary>
internal sealed class LeaseLost : Exception;

/// <summary>The program no longer has what this row is for; it is parked at once, for a person to decide.</summary>
internal sealed class Unroutable(string message) : Exception(message);
