using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// A call that brought no answers (B11): nobody there, busy, later, wrong number, refused. After as many failures as the
/// policy allows the customer counts as unreachable; a wrong number makes a task for somebody to find the right one.
/// </summary>
internal static class RecordCall
{
    private static readonly Duration FarthestLater = Duration.FromDays(30);

    /// <param name="Result">Anything but `Reached`: that one comes with its answers.</param>
    /// <param name="LaterAt">When the customer wants to be called, for `CallLater`.</param>
    [Needs("satisfaction.do")]
    internal sealed record Command(CallResult Result, Instant? LaterAt = null, [property: StringLength(1000)] string? Note = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which call-back; over HTTP the address says it.</summary>
        public CallbackId Id { get; init; }
    }

    /// <param name="DueAt">When to call next; null when nobody calls any more.</param>
    internal sealed record Response(CallbackState State, Instant? DueAt, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/callbacks/{id:long}/calls", Post);

    /// <summary>Write down a call that brought no answers</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Callbacks callbacks, FollowUps followUps) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var callback = await db.Load<Callback>(command.Id.Value, "callback", ct);
            callback.Expect(command.Version);
            if ((callback.WhyNotCall(caller) ?? WhyNot(command, db.Now)) is { } refusal) throw refusal;
            var policy = await CallbackPolicy.Of(db, callback.PolicyNumber, ct);

            callback.Try(CallAttempt.Of(db, callback.Id, command.Result, command.Note, command.LaterAt), command.LaterAt, policy, await callbacks.Hours(callback.UnitId, ct));

            if (callback.State is CallbackState.Unreachable) callbacks.Count(callback, "unreachable", 1);
            if (callback.State is CallbackState.WrongNumber) await followUps.Open(FollowUpKind.CorrectContact, Served.Of(callback), command.Note, callback.Id, ct);
            if (callback.State is CallbackState.Unreachable && policy.AfterLast is AfterLastCall.FollowUp) await followUps.Open(FollowUpKind.NotReached, Served.Of(callback), command.Note, callback.Id, ct);
            await db.SaveChangesAsync(ct);
            return new(callback.State, callback.State is CallbackState.Waiting ? callback.DueAt : null, callback.Version);
        }

        private static Refusal? WhyNot(Command command, Instant now) => command switch
        {
            { Result: CallResult.Reached } => Refusal.Invalid("callback.answers-missing", nameof(command.Result)),
            { Result: CallResult.CallLater, LaterAt: null } => Refusal.Invalid("field.required", nameof(command.LaterAt)),
            { Result: CallResult.CallLater, LaterAt: { } at } when at <= now || at > now + FarthestLater => Refusal.Invalid("callback.later-impossible", nameof(command.LaterAt), FarthestLater.Days),
            _ => null,
        };
    }
}
