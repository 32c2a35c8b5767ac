using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>One person's cash: what is open, item by item, and what was handed in.</summary>
internal static class GetCashBox
{
    private const int HandInsShown = 30;

    /// <param name="Id">Of the box; the caller's own when left out.</param>
    [Needs("charges.read")]
    internal sealed record Query(CashBoxId? Id = null) : IQuery<Response>;

    /// <param name="MayTake">Whether the caller may count and take this cash in: nobody takes in their own.</param>
    internal sealed record Response(CashBoxId Id, int Version, PersonId Person, string PersonName, UnitId Unit, string UnitName, decimal Open, IReadOnlyList<Item> Items, IReadOnlyList<TakenRow> HandIns, bool MayTake);

    /// <param name="Open">What of the amount is not handed in yet.</param>
    /// <param name="Receipt">Of the payment it comes from; null for what a cashier took in too much.</param>
    internal sealed record Item(CashEntryKind Kind, decimal Amount, decimal Open, Instant At, PaymentId? Payment, string? Receipt, WorkOrderId? Order, string? OrderNumber);

    internal sealed record TakenRow(HandInId Id, int Version, string Number, decimal Expected, decimal Counted, decimal Difference, string? Reason, string? ReceivedBy, Instant At, Instant? SeenAt, string? SeenBy);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/cash-boxes/{id:long}", Get);
        api.MapGet("/cash-boxes/mine", GetMine);
    }

    /// <summary>One person's cash</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new CashBoxId(id)), ct));

    /// <summary>My own cash</summary>
    internal static async Task<Ok<Response>> GetMine(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var boxes = db.Visible<CashBox>().Include(box => box.Entries.Where(entry => entry.Open != 0));
            var me = query.Id is null ? caller.RequirePerson() : default;
            var box = await (query.Id is { } id ? boxes.SingleOrDefaultAsync(box => box.Id == id, ct) : boxes.SingleOrDefaultAsync(box => box.PersonId == me, ct)) ?? throw Refusal.NotFound("cash-box", query.Id?.ToString() ?? caller.Name);
            var paid = box.Entries.Where(entry => entry.PaymentId is not null).Select(entry => entry.PaymentId!.Value).ToList();
            var payments = await db.Visible<Payment>().Where(payment => paid.Contains(payment.Id)).ToDictionaryAsync(payment => payment.Id, ct);
            var taken = await db.Visible<HandIn>().Where(one => one.BoxId == box.Id).OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(HandInsShown).ToListAsync(ct);
            var names = await organisation.Names([box.PersonId, .. taken.Select(one => (PersonId?)one.ReceivedBy), .. taken.Select(one => one.SeenBy)], ct);
            return new(
                box.Id, box.Version, box.PersonId, names.GetValueOrDefault(box.PersonId) ?? "", box.UnitId, (await organisation.Unit(box.UnitId, ct)).Name, Yuan.Of(box.Entries.Sum(entry => entry.Open)),
                [.. box.Entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Id.Value).Select(entry => ItemOf(entry, entry.PaymentId is { } payment ? payments.GetValueOrDefault(payment) : null))],
                [.. taken.Select(one => new TakenRow(one.Id, one.Version, one.Number, Yuan.Of(one.Expected), Yuan.Of(one.Counted), Yuan.Of(one.Difference), one.Reason, names.GetValueOrDefault(one.ReceivedBy), one.At, one.SeenAt,
                    one.SeenBy is { } by ? names.GetValueOrDefault(by) : null))],
                box.PersonId != caller.Person && caller.May("charges.do"));
        }

        private static Item ItemOf(CashEntry entry, Payment? payment) =>
            new(entry.Kind, Yuan.Of(entry.Amount), Yuan.Of(entry.Open), entry.At, payment?.Id, payment?.Receipt, payment?.OrderId, payment?.OrderNumber);
    }
}
