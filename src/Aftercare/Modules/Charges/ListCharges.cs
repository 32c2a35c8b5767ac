using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>The ledger of charges (收费台账): one row an order, the newest first.</summary>
internal static class ListCharges
{
    [Needs("charges.read")]
    internal sealed record Query(ChargeFilter Filter, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(
        QuoteId Id, WorkOrderId Order, string OrderNumber, string OrderKind, CustomerId Customer, string CustomerName, UnitId Unit, string? UnitName, PersonId? Technician, string? TechnicianName,
        WarrantyState Warranty, QuoteState State, decimal Total, decimal Paid, decimal Due, Instant MadeAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/charges", Get);

    /// <summary>A page of charges, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get([AsParameters] LedgerQuery query, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(query.Charges, query.After, query.Size ?? 25), ct));

    internal sealed class Handler(AppDb db, Ledger ledger) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var rows = await ledger.Charges(query.Filter.Of(db).NewestFirst(quote => quote.MadeAt, quote => quote.Id, query.After).Take(query.Size + 1), ct);
            return rows.CutToPage(query.Size, row => new(row.MadeAt, row.Id.Value));
        }
    }
}

/// <summary>Rows of the two ledgers with their names, for lists and files alike.</summary>
internal sealed class Ledger(IOrganisation organisation, ICustomers customers)
{
    public async Task<List<ListCharges.Row>> Charges(IQueryable<Quote> quotes, CancellationToken ct)
    {
        var found = await quotes.IgnoreAutoIncludes().AsNoTracking().ToListAsync(ct);
        var (people, units, names) = await Names(found.Select(quote => quote.TechnicianId), found.Select(quote => quote.CustomerId), ct);
        return found.ConvertAll(quote => new ListCharges.Row(
            quote.Id, quote.OrderId, quote.OrderNumber, quote.OrderKind, quote.CustomerId, names.GetValueOrDefault(quote.CustomerId)?.Name ?? "", quote.UnitId, units.GetValueOrDefault(quote.UnitId),
            quote.TechnicianId, quote.TechnicianId is { } person ? people.GetValueOrDefault(person) : null, quote.Warranty, quote.State, Yuan.Of(quote.Total), Yuan.Of(quote.Paid), Yuan.Of(quote.Due), quote.MadeAt));
    }

    public async Task<List<ListPayments.Row>> Payments(IQueryable<Payment> payments, CancellationToken ct)
    {
        var found = await payments.AsNoTracking().ToListAsync(ct);
        var (people, units, names) = await Names(found.Select(payment => (PersonId?)payment.CollectorId), found.Select(payment => payment.CustomerId), ct);
        return found.ConvertAll(payment => new ListPayments.Row(
            payment.Id, payment.Receipt, payment.OrderId, payment.OrderNumber, payment.CustomerId, names.GetValueOrDefault(payment.CustomerId)?.Name ?? "", payment.UnitId, units.GetValueOrDefault(payment.UnitId),
            payment.CollectorId, people.GetValueOrDefault(payment.CollectorId), payment.Method, Yuan.Of(payment.Amount), payment.Reference, payment.Reason, payment.At));
    }

    private async Task<(IReadOnlyDictionary<PersonId, string> People, Dictionary<UnitId, string> Units, IReadOnlyDictionary<CustomerId, CustomerCard> Customers)> Names(IEnumerable<PersonId?> people, IEnumerable<CustomerId> of, CancellationToken ct) =>
        (await organisation.Names(people.Distinct(), ct), (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name), await customers.Customers([.. of.Distinct()], ct));
}
