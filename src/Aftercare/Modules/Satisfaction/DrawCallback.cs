using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// A work order was completed: the policy of the day says whether its customer is called, when and by whom (B11, R322).
/// Which orders are drawn follows from their identifiers and the policy alone. Measure `satisfaction.callback.due`. Idempotent.
/// </summary>
internal static class DrawCallback
{
    [Needs("satisfaction.do")]
    internal sealed record Command(WorkOrderId Order, Instant CompletedAt) : ICommand<Done>;

    internal static Command On(WorkOrderCompleted fact) => new(fact.Order, fact.At);

    internal sealed class Handler(AppDb db, IField field, Callbacks callbacks) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (await db.All<Callback>().AnyAsync(row => row.OrderId == command.Order, ct)) return Done.Instance;
            var order = await field.WorkOrder(command.Order, ct);
            var policy = await CallbackPolicy.On(db, await callbacks.Today(order.Unit, ct), ct);
            if (!policy.Covers(order.Kind) || !policy.DrawsToAsk(order.Id.Value)) return Done.Instance;
            if (await db.All<Rating>().AnyAsync(rating => rating.OrderId == order.Id, ct)) return Done.Instance;

            await callbacks.Add(Served.Of(order), command.CompletedAt, policy, CallbackPurpose.Ask, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
