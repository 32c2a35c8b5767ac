using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Publish the draft of a price list (R701): from then on it is never changed, and orders made on or after its first day take it.</summary>
internal static class PublishPriceList
{
    [Needs("charges.manage")]
    internal sealed record Command(int? Version = null) : ICommand<Response>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public PriceListId Id { get; init; }
    }

    internal sealed record Response(int Number, LocalDate ValidFrom, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/price-lists/{id:long}/publish", Post);

    /// <summary>Publish the draft of a price list</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var list = await db.Load<PriceList>(command.Id.Value, "price-list", ct);
            list.Expect(command.Version);
            if (PriceList.WhyNotEdit(caller, list.UnitId) is { } refusal) throw refusal;
            var zone = await organisation.ZoneOf(list.UnitId, ct);

            var version = list.Publish(db.Now.InZone(zone).Date, db.Now);

            await db.SaveChangesAsync(ct);
            return new(version.Number, version.ValidFrom, list.Version);
        }
    }
}
