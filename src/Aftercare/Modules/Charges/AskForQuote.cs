using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;

namespace Aftercare.Modules.Charges;

/// <summary>
/// Where the rules want a quote first, an order out of warranty cannot be completed before it has one: what was done for money
/// shows in the books (R704).
/// </summary>
internal static class AskForQuote
{
    [Needs("charges.do")]
    internal sealed record Command(WorkOrderId Order) : ICommand<Done>;

    internal static Command On(WorkOrderCreated fact) => new(fact.Order);

    internal sealed class Handler(AppDb db, QuoteDesk desk, Pricing pricing, IField field) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await field.WorkOrder(command.Order, ct);
            var prices = await pricing.Of(order, ct);
            var open = order.Status is not (WorkOrderStatus.Completed or WorkOrderStatus.Cancelled);
            if (open && prices.Book.QuoteFirst && prices.Warranty is not WarrantyState.In && await desk.Of(order.Id, ct) is null)
                await field.PlaceHold(order.Id, order.Id.Value, "charges.hold.no-quote", ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
