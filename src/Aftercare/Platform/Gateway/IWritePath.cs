namespace Aftercare.Platform;

/// <summary>How commands reach the database: one writer with group commit on SQLite, a transaction each on PostgreSQL.</summary>
public interface IWritePath
{
    /// <summary>Runs the work in a transaction and answers after its commit; a refused or failed work leaves nothing behind.</summary>
    internal Task<object> Write(WriteWork work, CancellationToken ct);
}

/// <summary>Opens the session of the work's transaction for a caller and a command.</summary>
internal delegate AppDb OpenSession(Caller caller, RunningCommand command);

/// <param name="Name">The slice, for logs.</param>
/// <param name="Run">Gets a fresh scope and opens its session; may run again in another fresh scope after a lost race.</param>
internal sealed record WriteWork(string Name, Func<IServiceProvider, OpenSession, CancellationToken, Task<WriteResult>> Run);

internal sealed record WriteResult(object Response, IReadOnlyList<Announcement> Announced);
