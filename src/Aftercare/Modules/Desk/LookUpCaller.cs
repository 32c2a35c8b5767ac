using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Who calls: the customer of a phone number, or of the machine in question, with machines and recent requests, before the caller has finished the first sentence.</summary>
internal static class LookUpCaller
{
    /// <param name="Asset">The machine, when it is known and the number is not.</param>
    [Needs("desk.do")]
    internal sealed record Query([property: StringLength(50)] string? Phone = null, AssetId? Asset = null) : IQuery<Response>;

    /// <param name="Customer">Null when nobody has this number.</param>
    /// <param name="Recent">The newest first, as far as the caller sees them; open ones may be what this call is about.</param>
    internal sealed record Response(CustomerCard? Customer, ContactCard? Contact, IReadOnlyList<AssetCard> Assets, IReadOnlyList<SiteCard> Sites, IReadOnlyList<ListTickets.Row> Recent)
    {
        /// <summary>Machines of the customer that were solved within the window for repeats, with the last ticket (R326).</summary>
        public IReadOnlyList<FixedTicket> FixedLately { get; init; } = [];

        public int RepeatDays { get; init; }
    }

    internal sealed record FixedTicket(AssetId Asset, TicketId Id, string Number, string? Symptom, NodaTime.Instant SolvedAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/desk/callers", Get);

    /// <summary>The customer of a phone number, with machines and recent requests.</summary>
    internal static async Task<Ok<Response>> Get(string phone, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(phone), ct));

    internal sealed class Handler(AppDb db, ICustomers customers, IAssets assets, TicketPages pages, TicketRows rows, Ladder ladder) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (await Find(caller, query, ct) is not { Customer: var customer, Contact: var contact }) return new(null, null, [], [], []);
            var recent = await pages.Read(new(Customer: customer.Id, Sort: TicketSort.Opened), null, 8, ct);
            var days = (await ladder.Terms(customer.Unit, ct)).Terms.RepeatDays;
            var since = db.Now - NodaTime.Duration.FromDays(days);
            var solved = await db.Visible<Ticket>().Where(ticket => ticket.CustomerId == customer.Id && ticket.AssetId != null && ticket.SolvedAt >= since).OrderByDescending(ticket => ticket.SolvedAt).Take(100).ToListAsync(ct);
            return new(customer, contact, await assets.OfCustomer(customer.Id, ct), await customers.Sites(customer.Id, ct), await rows.Of(recent, caller.Language, ct))
            {
                RepeatDays = days,
                FixedLately = [.. solved.DistinctBy(ticket => ticket.AssetId).Select(last => new FixedTicket(last.AssetId!.Value, last.Id, last.Number, last.Symptom, last.SolvedAt!.Value))],
            };
        }

        // A number is told by who knows it; a machine is shown to whom its unit is open.
        private async Task<(CustomerCard Customer, ContactCard? Contact)?> Find(Caller caller, Query query, CancellationToken ct)
        {
            if (!string.IsNullOrWhiteSpace(query.Phone)) return await customers.ByPhone(query.Phone, ct);
            if (query.Asset is not { } id) throw Refusal.Invalid("request.invalid", nameof(query.Phone));
            var asset = await assets.Asset(id, ct);
            if (!caller.SeesAllUnits && !caller.Units.Contains(asset.Unit)) throw Refusal.NotFound("asset", id);
            return asset.Customer is { } owner ? (await customers.Customer(owner, ct), null) : null;
        }
    }
}
