using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>What came of a follow-up (R909). When it was to find the right number, the customer is called again, or given up.</summary>
internal static class FinishFollowUp
{
    /// <param name="GiveUp">There is no right number: the customer counts as unreachable.</param>
    [Needs("satisfaction.do")]
    internal sealed record Command([property: Required, StringLength(1000)] string Result, bool GiveUp = false, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which follow-up; over HTTP the address says it.</summary>
        public FollowUpId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/follow-ups/{id:long}/finish", Post);

    /// <summary>Write down what came of a follow-up</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Callbacks callbacks) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var followUp = await db.Load<FollowUp>(command.Id.Value, "follow-up", ct);
            followUp.Expect(command.Version);
            var waiting = followUp is { Kind: FollowUpKind.CorrectContact, CallbackId: { } id } ? await db.All<Callback>().SingleAsync(row => row.Id == id, ct) : null;

            followUp.Finish(command.Result, caller.Name, db.Now);

            if (waiting is { State: CallbackState.WrongNumber } && command.GiveUp)
            {
                waiting.GiveUp(db.Now);
                callbacks.Count(waiting, "unreachable", 1);
            }
            else if (waiting is { State: CallbackState.WrongNumber }) waiting.CallAgain(db.Now);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
