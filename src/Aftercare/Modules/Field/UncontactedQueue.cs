using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Field;

/// <summary>From the set hour on: visits of today whose customers nobody has called (R403).</summary>
internal sealed class UncontactedQueue(IOrganisation organisation) : IQueueSource
{
    public string Title => "field.uncontacted.title";

    public string Permission => "field.manage";

    public int Order => 31;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var zone = await organisation.ZoneOf(db.Caller.HomeUnit, ct);
        var day = db.Now.InZone(zone).Date;
        var (start, end) = (zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
        if (db.Now.InZone(zone).TimeOfDay < await FieldPolicy.ContactBy(db, day, ct)) return ([], "/work-orders/uncontacted");
        var orders = await db.Visible<WorkOrder>()
            .Where(order => order.SlotStart >= start && order.SlotStart < end && (order.Status == WorkOrderStatus.Scheduled || order.Status == WorkOrderStatus.Accepted)
                && order.Visits.Any(visit => visit.WithdrawnAt == null && visit.FinishedAt == null && visit.ContactedAt == null))
            .OrderBy(order => order.SlotStart).Take(20).Select(order => new { order.Number, order.TechnicianId, order.SlotStart }).ToListAsync(ct);
        var names = await organisation.Names(orders.Select(order => order.TechnicianId), ct);
        return ([.. orders.Select(order => new QueueItem(order.Number, order.TechnicianId is { } person ? names.GetValueOrDefault(person) ?? "" : "", "/work-orders/uncontacted", order.SlotStart, Tone.Warn))], "/work-orders/uncontacted");
    }
}
