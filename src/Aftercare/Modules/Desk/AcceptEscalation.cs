using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>Whoever was asked says that they take care (R315): it leaves their queue, and the story says when.</summary>
internal static class AcceptEscalation
{
    [Needs("desk.read")]
    internal sealed record Command(EscalationId Id) : ICommand<Response>;

    internal sealed record Response(EscalationId Id, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/escalations/{id:long}/accept", Post);

    /// <summary>Takes an escalation.</summary>
    internal static async Task<Ok<Response>> Post(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var escalation = await db.Load<Escalation>(command.Id.Value, "escalation", ct);
            if (escalation.WhyNotAccept(caller) is { } why) throw why;
            escalation.Accept(Act.Of(db));
            await db.SaveChangesAsync(ct);
            return new(escalation.Id, escalation.Version);
        }
    }
}
