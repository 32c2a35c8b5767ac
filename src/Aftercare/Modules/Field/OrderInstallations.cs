using System.Globalization;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>
/// Order the installation of everything that was sold on a day (R403): a ticket and a work order for each machine that has a customer
/// and neither installation nor order yet. A chunk at a time: first the tickets, then their orders; repeated, it adds nothing.
/// </summary>
internal static class OrderInstallations
{
    private const int Chunk = 25, Minutes = 120;
    private const string Kind = "installation";

    /// <param name="SoldOn">A local day; yesterday when left out.</param>
    [Needs("field.manage")]
    internal sealed record Command(LocalDate? SoldOn = null) : ICommand<Response>;

    /// <param name="Ordered">Work orders made now.</param>
    /// <param name="More">There is more to do: call again.</param>
    internal sealed record Response(LocalDate SoldOn, int Ordered, bool More);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/installations", Post);

    /// <summary>Order the installation of what was sold on a day</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, HttpRequest request, CancellationToken ct) =>
        TypedResults.Ok(await All(door, command, request.Headers["Idempotency-Key"].FirstOrDefault() ?? "", ct));

    /// <summary>All chunks, one command each.</summary>
    internal static async Task<Response> All(Door door, Command command, string key, CancellationToken ct)
    {
        var ordered = 0;
        for (var step = 0; ; step++)
        {
            // Each chunk is a command of its own, so the key of the request names each of them.
            var made = await door.Run(command, ct, key.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{key}-{step}"));
            ordered += made.Ordered;
            if (!made.More) return made with { Ordered = ordered };
        }
    }

    internal sealed class Handler(AppDb db, IDesk desk, IAssets assets, IOrganisation organisation, Numbers numbers, OrderChecklists checklists, Texts texts) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var day = command.SoldOn ?? db.Now.InZone(zone).Date.PlusDays(-1);
            var sold = (await assets.SoldOn(day, ct)).Where(asset => asset.Customer is not null && (caller.SeesAllUnits || caller.Units.Contains(asset.Unit))).ToList();
            List<AssetId?> ids = [.. sold.Select(asset => (AssetId?)asset.Id)];
            var ordered = await db.Visible<WorkOrder>().Where(order => ids.Contains(order.AssetId) && order.Kind == Kind).Select(order => order.AssetId!.Value).ToListAsync(ct);
            var open = sold.Where(asset => !ordered.Contains(asset.Id)).ToList();
            var chunk = open.Take(Chunk).ToList();
            if (chunk.Count == 0) return new(day, 0, false);

            var tickets = await desk.Import([.. chunk.Select(History)], ct);
            var fresh = tickets.Any(ticket => ticket.Created);
            if (!fresh) await Order(caller, chunk, tickets, zone, ct);
            await db.SaveChangesAsync(ct);
            return new(day, fresh ? 0 : chunk.Count, fresh || open.Count > chunk.Count);
        }

        private CaseHistory History(AssetCard asset) => new()
        {
            Source = "sales", ExternalId = asset.Id.ToString(), Unit = asset.Unit, Customer = asset.Customer!.Value, Type = Kind, Channel = Channel.Api, OpenedAt = db.Now, Asset = asset.Id,
            Fault = texts.In(Texts.Chinese, "field.installation.request", asset.ModelName, asset.SerialNumber),
        };

        private async Task Order(Caller caller, List<AssetCard> chunk, IReadOnlyList<ImportedTicket> tickets, DateTimeZone zone, CancellationToken ct)
        {
            var cards = await desk.Tickets([.. tickets.Select(ticket => ticket.Ticket)], ct);
            foreach (var (asset, ticket) in chunk.Zip(tickets, (asset, ticket) => (asset, cards[ticket.Ticket])))
            {
                var order = new WorkOrder
                {
                    Id = db.NewId<WorkOrderId>(), Number = await numbers.Next(db, "WO", db.Now.InZone(zone).Date, ct), TicketId = ticket.Id, TicketNumber = ticket.Number, Kind = Kind, UnitId = asset.Unit,
                    CustomerId = ticket.Customer, SiteId = asset.Site ?? ticket.Site, ContactId = ticket.Contact, AssetId = asset.Id, Priority = ticket.Priority, Request = ticket.Fault, CreatedAt = db.Now,
                    OrderedBy = caller.Person, RequiredSkill = asset.RequiredSkill, EstimatedMinutes = Minutes,
                };
                await checklists.Give(order, db.Now.InZone(zone).Date, ct);
                db.Add(order);
                await desk.PlaceHold(ticket.Id, order.Id.Value, "field.hold.open-work-order", ct);
                db.Announce(new WorkOrderCreated(order.Id, ticket.Id, order.UnitId, db.Now));
            }
        }
    }
}
