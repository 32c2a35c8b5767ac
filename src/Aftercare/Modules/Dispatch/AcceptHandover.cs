using Aftercare.Modules.Dispatch.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Dispatch;

/// <summary>The unit that was handed a work order takes it: it waits there for one of its technicians (B01).</summary>
internal static class AcceptHandover
{
    [Needs("field.manage")]
    internal sealed record Command(int? Version = null) : ICommand<Done>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public HandoverId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/handovers/{id:long}/accept", Post);

    /// <summary>Accept a work order that was handed to the unit</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, HandoverBooks books) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var handover = await db.Load<Handover>(command.Id.Value, "handover", ct);
            handover.Expect(command.Version);
            if (handover.WhyNotAnswer(caller) is { } refusal) throw refusal;

            await books.End(handover, HandoverState.Accepted, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
