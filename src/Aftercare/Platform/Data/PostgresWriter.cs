using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Aftercare.Platform;

/// <summary>On PostgreSQL each command has a transaction of its own (READ COMMITTED); a lost race is run again in a fresh scope.</summary>
internal sealed class PostgresWriter(PostgresEngine engine, IServiceScopeFactory scopes, IdBlocks ids, CommitSignal committed) : IWritePath
{
    private const int Tries = 8;

    public async Task<object> Write(WriteWork work, CancellationToken ct)
    {
        if (ids.RunsLow) ids.Take(engine.ReserveIds());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(work, ct);
            }
            catch (Exception lost) when (IsLostRace(lost))
            {
                // A row that somebody else inserted is seen the next time: if it is still in the way then, the command is wrong, not unlucky.
                if (attempt == Tries) throw IsDuplicate(lost) ? lost : new Refusal("contended");
                await Task.Delay(Random.Shared.Next(1, 5 * attempt), ct);
            }
        }
    }

    private async Task<object> Once(WriteWork work, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Database.AutoSavepointsEnabled = false;
        var result = await work.Run(scope.ServiceProvider, (caller, command) =>
        {
            db.Open(caller, command, command.At);
            return db;
        }, ct);
        await transaction.CommitAsync(CancellationToken.None);
        committed.Raise(result.Announced);
        return result.Response;
    }

    // Serialization failure, deadlock, or somebody bumped the version (or inserted the row) between our read and our write.
    private static bool IsLostRace(Exception failure) =>
        failure is DbUpdateConcurrencyException || StateOf(failure) is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    private static bool IsDuplicate(Exception failure) => StateOf(failure) is PostgresErrorCodes.UniqueViolation;

    // Under what EF Core, and the driver's strategy that thinks it is worth another try, dress it in.
    private static string? StateOf(Exception? failure) => failure switch
    {
        PostgresException told => told.SqlState,
        DbUpdateException or InvalidOperationException => StateOf(failure.InnerException),
        _ => null,
    };
}
