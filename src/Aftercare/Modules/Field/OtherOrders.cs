using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>A ticket may have several orders: what it is told when one of them loses its technician or ends depends on the others.</summary>
internal sealed class OtherOrders(AppDb db, IDesk desk)
{
    /// <summary>Nobody is on this order any more: the ticket is with whoever comes next for another one of its orders, or with nobody.</summary>
    public async Task Released(WorkOrder order, CancellationToken ct)
    {
        var next = await Others(order).Where(other => other.TechnicianId != null).OrderBy(other => other.SlotStart).Select(other => other.TechnicianId).FirstOrDefaultAsync(ct);
        await desk.Assigned(order.TicketId, next, ct);
    }

    /// <summary>
    /// This order was completed or cancelled: it holds the ticket no longer. When no other is open the ticket is solved by
    /// what was done last, if anything was; and confirmed, if the customer signed for it in the same moment.
    /// </summary>
    /// <param name="followed">More work was ordered in the same command: the ticket stays open.</param>
    public async Task Ended(WorkOrder order, Instant at, CancellationToken ct, bool followed = false)
    {
        await desk.ReleaseHold(order.TicketId, order.Id.Value, ct);
        // Asked once the ticket's version is read: of two that end at once, the later one loses its race and asks again.
        if (followed || await Others(order).AnyAsync(ct)) return;
        var last = order.Status is WorkOrderStatus.Completed
            ? order
            : await db.All<WorkOrder>().Where(other => other.TicketId == order.TicketId && other.Status == WorkOrderStatus.Completed).OrderByDescending(other => other.CompletedAt).FirstOrDefaultAsync(ct);
        if (last is null) return;
        await desk.Solved(order.TicketId, last.TechnicianId, $"{last.Action}\n{last.Result}", last.FaultCode, at, ct);
        if (last == order && order.SignatureOf(Signer.Customer) is { } signature) await desk.ConfirmedByCustomer(order.TicketId, "signature", signature.SignedAt, ct);
    }

    private IQueryable<WorkOrder> Others(WorkOrder order) => db.All<WorkOrder>()
        .Where(other => other.TicketId == order.TicketId && other.Id != order.Id && other.Status != WorkOrderStatus.Completed && other.Status != WorkOrderStatus.Cancelled);
}
