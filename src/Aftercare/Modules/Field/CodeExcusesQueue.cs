using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Field;

/// <summary>Reasons for completing without the customer's service code that wait for somebody to decide, the oldest first (B07).</summary>
internal sealed class CodeExcusesQueue : IQueueSource
{
    public string Title => "field.queue.excuses";

    public string Permission => "field.manage";

    public int Order => 33;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var orders = db.Visible<WorkOrder>();
        var me = db.Caller.Person;
        var waiting = await (from code in db.All<CompletionCode>()
                             join order in orders on code.OrderId equals order.Id
                             where code.Excuse != null && code.Approved == null && code.EnteredAt == null && order.Status == WorkOrderStatus.OnSite && code.ExcusedBy != me
                             orderby code.ExcusedAt
                             select new { order.Id, order.Number, code.Excuse, code.ExcusedAt }).Take(20).ToListAsync(ct);
        return ([.. waiting.Select(row => new QueueItem(row.Number, row.Excuse!, $"/work-orders/{row.Id}", row.ExcusedAt, Tone.Warn))], "/work-orders?status=OnSite");
    }
}
