using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Field;

/// <summary>A technician's open appointments, the next one first.</summary>
internal sealed class MyVisitsQueue : IQueueSource
{
    public string Title => "field.queue.title";

    public string Permission => "field.do";

    public int Order => 20;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        if (db.Caller.Person is not { } me) return ([], "/my-day");
        var orders = await db.All<WorkOrder>()
            .Where(order => order.TechnicianId == me && (order.Status == WorkOrderStatus.Scheduled || order.Status == WorkOrderStatus.Accepted || order.Status == WorkOrderStatus.OnSite))
            .OrderBy(order => order.SlotStart).Take(20).Select(order => new { order.Id, order.Number, order.Request, order.SlotStart }).ToListAsync(ct);
        return ([.. orders.Select(order => new QueueItem(order.Number, order.Request, $"/my-day/{order.Id}", order.SlotStart, order.SlotStart < db.Now ? Tone.Warn : Tone.Info))], "/my-day");
    }
}
