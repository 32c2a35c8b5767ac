using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>The quote of an order, for whoever sees the order; and what every change of it brings about.</summary>
internal sealed class QuoteDesk(AppDb db, IField field, IOrganisation organisation)
{
    /// <summary>The order, or a refusal (404, `work-order.not-found`) for who does not see it.</summary>
    public async Task<WorkOrderCard> Order(WorkOrderId order, CancellationToken ct) =>
        await field.Sees(order, ct) ? await field.WorkOrder(order, ct) : throw Refusal.NotFound("work-order", order);

    /// <summary>The order's quote; null while nobody made one.</summary>
    public Task<Quote?> Of(WorkOrderId order, CancellationToken ct) => db.All<Quote>().SingleOrDefaultAsync(quote => quote.OrderId == order, ct);

    /// <summary>The order and its quote at the version the editor saw, or a refusal (404, `quote.not-found`).</summary>
    public async Task<(WorkOrderCard Order, Quote Quote)> Editing(WorkOrderId id, int? version, CancellationToken ct)
    {
        var order = await Order(id, ct);
        var quote = await Of(id, ct) ?? throw Refusal.NotFound("quote", order.Number);
        quote.Expect(version);
        return (order, quote);
    }

    /// <summary>Money taken for it and counter-entries, in their order, for whoever sees the order.</summary>
    public Task<List<Payment>> PaymentsOf(Quote quote, CancellationToken ct) => db.All<Payment>().Where(payment => payment.QuoteId == quote.Id).OrderBy(payment => payment.At).ThenBy(payment => payment.Id).ToListAsync(ct);

    /// <summary>An empty quote for the order.</summary>
    public async Task<Quote> Begin(WorkOrderCard order, CancellationToken ct) => db.Add(new Quote
    {
        Id = db.NewId<QuoteId>(), OrderId = order.Id, OrderNumber = order.Number, TicketId = order.Ticket, OrderKind = order.Kind, UnitId = order.Unit, CustomerId = order.Customer,
        MadeAt = db.Now, Date = await Today(order.Unit, ct), Currency = Yuan.Currency,
    }).Entity;

    /// <summary>The local day of a unit.</summary>
    public async Task<LocalDate> Today(UnitId unit, CancellationToken ct) => db.Now.InZone((await organisation.Unit(unit, ct)).Zone).Date;

    /// <summary>The work cannot be completed while the customer has not agreed (R703), and no longer waits for a quote.</summary>
    public async Task Hold(Quote quote, CancellationToken ct)
    {
        await field.ReleaseHold(quote.OrderId, quote.OrderId.Value, ct);
        if (quote.HoldReason is { } reason) await field.PlaceHold(quote.OrderId, quote.Id.Value, reason, ct);
        else await field.ReleaseHold(quote.OrderId, quote.Id.Value, ct);
    }
}
