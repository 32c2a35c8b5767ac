using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Dispatch;

/// <summary>A handed work order was cancelled before it was answered: there is nothing to answer any more. Idempotent.</summary>
internal static class DropHandover
{
    [Needs("field.manage")]
    internal sealed record Command(WorkOrderId Order, string Reason) : ICommand<Done>;

    internal static Command On(WorkOrderCancelled fact) => new(fact.Order, fact.Reason);

    internal sealed class Handler(AppDb db, HandoverBooks books) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var handover = await db.All<Handover>().SingleOrDefaultAsync(row => row.OrderId == command.Order && row.State == HandoverState.Offered, ct);
            if (handover is null) return Done.Instance;

            await books.End(handover, HandoverState.TakenBack, ct, words: command.Reason);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
