using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Charges;

/// <summary>
/// Take money for a work order, with a receipt (R704). Cash is open against whoever took it until it is handed in; everything
/// else carries the transfer's reference. Measure `charges.received` by kind of order, with minor units as its sum.
/// </summary>
internal static class TakePayment
{
    /// <param name="Amount">Yuan; all that is due when left out.</param>
    /// <param name="Reference">The transfer's number; needed for all but cash.</param>
    /// <param name="Version">Of the quote.</param>
    [Needs("charges.do")]
    internal sealed record Command(PaymentMethod Method, decimal? Amount = null, [property: StringLength(100)] string? Reference = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>For which order; over HTTP the address says it.</summary>
        public WorkOrderId Order { get; init; }
    }

    internal sealed record Response(PaymentId Payment, string Receipt, decimal Amount, decimal Due);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/payments", Post);

    /// <summary>Take money for a work order</summary>
    internal static async Task<Created<Response>> Post(long id, Command command, Door door, CancellationToken ct)
    {
        var taken = await door.Run(command with { Order = new(id) }, ct);
        return TypedResults.Created($"/api/payments/{taken.Payment}", taken);
    }

    internal sealed class Handler(AppDb db, QuoteDesk desk, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var me = await organisation.Person(caller.RequirePerson(), ct);
            var (order, quote) = await desk.Editing(command.Order, command.Version, ct);
            if (command.Method is not PaymentMethod.Cash && string.IsNullOrWhiteSpace(command.Reference)) throw Refusal.Invalid("payment.reference-missing", nameof(command.Reference));
            var amount = command.Amount is { } yuan ? Yuan.ToMinor(yuan, nameof(command.Amount)) : quote.Due;
            var day = await desk.Today(order.Unit, ct);

            quote.Pay(order, amount);

            var payment = db.Add(new Payment
            {
                Id = db.NewId<PaymentId>(), QuoteId = quote.Id, OrderId = order.Id, OrderNumber = order.Number, UnitId = order.Unit, CustomerId = order.Customer, CollectorId = me.Id,
                Receipt = await ReceiptBook.Next(db, order.Unit, day, ct), Method = command.Method, Amount = amount, Currency = quote.Currency,
                Reference = string.IsNullOrWhiteSpace(command.Reference) ? null : command.Reference.Trim(), At = db.Now, Date = day,
            }).Entity;
            if (command.Method is PaymentMethod.Cash)
            {
                var box = await CashBox.Open(db, me.Id, me.Unit, ct);
                box.Post(new() { Id = db.NewId<CashEntryId>(), BoxId = box.Id, Kind = CashEntryKind.Collected, Amount = amount, At = db.Now, PaymentId = payment.Id });
            }
            db.Count(new("charges.received", day, me.Id, order.Unit, order.Kind, 1, amount, payment.Id.Value));
            await db.SaveChangesAsync(ct);
            return new(payment.Id, payment.Receipt, Yuan.Of(amount), Yuan.Of(quote.Due));
        }
    }
}
