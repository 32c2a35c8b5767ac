using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>The ledger of money taken (收款台账): one row a receipt, counter-entries with their sign, the newest first.</summary>
internal static class ListPayments
{
    [Needs("charges.read")]
    internal sealed record Query(PaymentFilter Filter, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(
        PaymentId Id, string Receipt, WorkOrderId Order, string OrderNumber, CustomerId Customer, string CustomerName, UnitId Unit, string? UnitName, PersonId Collector, string? CollectorName,
        PaymentMethod Method, decimal Amount, string? Reference, string? Reason, Instant At);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/payments", Get);

    /// <summary>A page of payments, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get([AsParameters] LedgerQuery query, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(query.Payments, query.After, query.Size ?? 25), ct));

    internal sealed class Handler(AppDb db, Ledger ledger) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var rows = await ledger.Payments(query.Filter.Of(db).NewestFirst(payment => payment.At, payment => payment.Id, query.After).Take(query.Size + 1), ct);
            return rows.CutToPage(query.Size, row => new(row.At, row.Id.Value));
        }
    }
}
