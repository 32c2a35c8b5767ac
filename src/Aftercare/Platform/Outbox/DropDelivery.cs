using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Give up a parked delivery, so that later facts about the record get through. What it said is kept, with the reason in the audit trail.</summary>
internal static class DropDelivery
{
    [Needs("platform.manage")]
    internal sealed record Command(string Key, [property: Required, StringLength(500)] string Reason) : ICommand<Done>, IReasoned;

    internal sealed record Body(string Reason);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/deliveries/{key}/drop", Post).WithName("DropDelivery");

    /// <summary>Gives up a parked delivery for good; the reason goes into the audit trail.</summary>
    internal static async Task<Ok<Done>> Post(string key, Body body, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(key, body.Reason), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (what, id, _) = StuckKey.Parse(command.Key);
            var delivery = await db.Set<OutboxDelivery>().SingleOrDefaultAsync(row => row.CompanyId == db.CompanyScope && row.Id == id, ct);
            if (what != "delivery" || delivery is null) throw Refusal.NotFound("delivery", command.Key);
            if (delivery.State is not DeliveryState.Parked) throw new Refusal("delivery.not-parked");

            db.Add(new DroppedDelivery { Id = db.NewId<DroppedDeliveryId>(), Subscriber = delivery.Subscriber, Fact = delivery.Fact, About = delivery.About, Payload = delivery.Payload, At = delivery.At, Error = delivery.Error });
            db.Remove(delivery);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
