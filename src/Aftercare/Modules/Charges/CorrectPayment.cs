using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Charges;

/// <summary>
/// Take a payment back by a counter-entry with a receipt of its own: the entry it corrects stays as it is. Its amount is due
/// again, and cash no longer counts against who took it.
/// </summary>
internal static class CorrectPayment
{
    [Needs("charges.manage")]
    internal sealed record Command([property: Required, StringLength(500)] string Reason) : ICommand<Response>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public PaymentId Id { get; init; }
    }

    internal sealed record Response(PaymentId Payment, string Receipt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/payments/{id:long}/correct", Post);

    /// <summary>Take a payment back by a counter-entry</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, QuoteDesk desk, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var wrong = await db.Load<Payment>(command.Id.Value, "payment", ct);
            var quote = await db.All<Quote>().SingleAsync(quote => quote.Id == wrong.QuoteId, ct);
            if (wrong.Corrects is not null) throw new Refusal("payment.is-counter-entry");
            if (await db.All<Payment>().AnyAsync(other => other.Corrects == wrong.Id, ct)) throw new Refusal("payment.corrected-already");
            var (day, collector) = (await desk.Today(wrong.UnitId, ct), await organisation.Person(wrong.CollectorId, ct));

            quote.TakeBack(wrong.Amount);

            var counter = db.Add(new Payment
            {
                Id = db.NewId<PaymentId>(), QuoteId = wrong.QuoteId, OrderId = wrong.OrderId, OrderNumber = wrong.OrderNumber, UnitId = wrong.UnitId, CustomerId = wrong.CustomerId, CollectorId = wrong.CollectorId,
                Receipt = await ReceiptBook.Next(db, wrong.UnitId, day, ct), Method = wrong.Method, Amount = -wrong.Amount, Currency = wrong.Currency, Reference = wrong.Reference, At = db.Now, Date = day,
                Corrects = wrong.Id, Reason = command.Reason.Trim(),
            }).Entity;
            if (wrong.Method is PaymentMethod.Cash)
            {
                var box = await CashBox.Open(db, collector.Id, collector.Unit, ct);
                box.Post(new() { Id = db.NewId<CashEntryId>(), BoxId = box.Id, Kind = CashEntryKind.Corrected, Amount = -wrong.Amount, At = db.Now, PaymentId = counter.Id }, corrects: wrong.Id);
            }
            db.Count(new("charges.received", day, wrong.CollectorId, wrong.UnitId, quote.OrderKind, -1, -wrong.Amount, counter.Id.Value));
            await db.SaveChangesAsync(ct);
            return new(counter.Id, counter.Receipt);
        }
    }
}
