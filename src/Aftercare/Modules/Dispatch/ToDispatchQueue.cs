using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.UiKit;

namespace Aftercare.Modules.Dispatch;

/// <summary>Work orders that wait for a technician, on the dispatcher's home page.</summary>
internal sealed class ToDispatchQueue(IField field) : IQueueSource
{
    public string Title => "dispatch.queue.title";

    public string Permission => "field.manage";

    public int Order => 30;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        if (!db.Caller.SeesAllUnits && db.Caller.Units.IsEmpty) return ([], "/dispatch");
        var waiting = await field.ToPlan(db.Caller.SeesAllUnits ? [] : db.Caller.Units, ct);
        return ([.. waiting.Take(20).Select(order => new QueueItem($"{order.Number} {order.Request}", order.Priority.ToString(), $"/dispatch?order={order.Id}", order.CreatedAt,
            order.Priority is Desk.Face.Priority.P1 ? Tone.Bad : order.Priority is Desk.Face.Priority.P2 ? Tone.Warn : Tone.Info))], "/dispatch");
    }
}
