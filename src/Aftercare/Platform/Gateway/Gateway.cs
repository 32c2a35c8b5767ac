using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// The one door. Pages, API, jobs, imports, devices, command line and fact handlers all pass here, with an explicit
/// caller. A command is checked for permission and shape, then runs in a transaction and a fresh scope; its answer
/// is given only after the commit.
/// </summary>
public sealed class Gateway(SliceRegistry slices, IWritePath writePath, IServiceScopeFactory scopes, IClock clock)
{
    // A command inside a command would wait for the one writer that waits for it, or commit apart from it.
    private static readonly AsyncLocal<string?> Running = new();

    internal static readonly ActivitySource Activities = new("Aftercare.Gateway");

    /// <summary>Runs a command.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="command">The `Command` of a slice.</param>
    /// <param name="idempotencyKey">Repeating a call with the same key and values gets the first answer again; other values are refused (`idempotency.reused`).</param>
    /// <exception cref="Refusal">The product says no; nothing was written.</exception>
    public async Task<TResponse> Run<TResponse>(Caller caller, ICommand<TResponse> command, CancellationToken ct, string? idempotencyKey = null) =>
        (TResponse)await Run(caller, (object)command, ct, idempotencyKey);

    /// <summary>Runs a command as if it were then: how the demo company gets a past. Everything it writes carries that time.</summary>
    internal async Task<TResponse> Replay<TResponse>(Caller caller, ICommand<TResponse> command, Instant then, string idempotencyKey, CancellationToken ct) =>
        (TResponse)await Run(caller, command, ct, idempotencyKey, then: then);

    /// <summary>Asks a question.</summary>
    public async Task<TResponse> Ask<TResponse>(Caller caller, IQuery<TResponse> query, CancellationToken ct)
    {
        var slice = slices.Of(query.GetType());
        using var activity = Activities.StartActivity(slice.Name);
        caller.Require(slice.Permission);
        Shape.Check(query);

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(caller, null, clock.GetCurrentInstant());
        // Once for all that the handler asks, instead of once for each.
        await db.Database.OpenConnectionAsync(ct);
        return (TResponse)await slice.Invoke(scope.ServiceProvider, caller, query, ct);
    }

    internal async Task<object> Run(Caller caller, object command, CancellationToken ct, string? idempotencyKey = null, Alongside? alongside = null, Instant? then = null)
    {
        var slice = slices.Of(command.GetType());
        using var activity = Activities.StartActivity(slice.Name);
        if (Running.Value is { } outer) throw new InvalidOperationException($"{outer} may not run {slice.Name}: a slice never calls another.");
        caller.Require(slice.Permission);
        Shape.Check(command);
        var repeat = idempotencyKey is null ? null : Repeat.Of(caller, slice, command, idempotencyKey);

        return await writePath.Write(new WriteWork(slice.Name, async (services, open, token) =>
        {
            Running.Value = slice.Name;
            var running = new RunningCommand(slice.Name, then ?? clock.GetCurrentInstant(), (command as IReasoned)?.Reason);
            var db = open(caller, running);
            if (repeat is not null && await repeat.Earlier(db, slice.Response, token) is { } earlier) return new(earlier, running.Announced);

            if (alongside is not null) await alongside.Before(db);
            var response = await slice.Invoke(services, caller, command, token);
            if (db.ChangeTracker.HasChanges()) throw new InvalidOperationException($"{slice.Name} left changes unsaved: the last line of a handler saves.");
            if (alongside?.After is { } after) await after(db, response);
            if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(token);
            if (repeat is not null) await repeat.Remember(db, running, response, token);
            return new(response, running.Announced);
        }), ct);
    }
}

/// <summary>What a pump or an import does in the transaction of the command it runs: the row it claimed and the command's effect stand or fall together. Rows that After adds are saved by the gateway.</summary>
internal sealed record Alongside(Func<AppDb, Task> Before, Func<AppDb, object, Task>? After = null);
