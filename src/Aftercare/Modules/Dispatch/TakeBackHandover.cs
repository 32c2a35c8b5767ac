using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Dispatch.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Dispatch;

/// <summary>The unit that handed a work order over takes it back before it was answered, with a reason.</summary>
internal static class TakeBackHandover
{
    [Needs("field.manage")]
    internal sealed record Command([property: Required, StringLength(500)] string Reason, int? Version = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public HandoverId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/handovers/{id:long}/take-back", Post);

    /// <summary>Take a handed work order back</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, HandoverBooks books) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var handover = await db.Load<Handover>(command.Id.Value, "handover", ct);
            handover.Expect(command.Version);
            if (handover.WhyNotTakeBack(caller) is { } refusal) throw refusal;

            await books.End(handover, HandoverState.TakenBack, ct, words: command.Reason);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
