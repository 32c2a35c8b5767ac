using Aftercare.Modules.Dispatch.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>Work orders handed over and not answered yet, those that run out first at the top: what the own unit must answer, and what it waits for (B01).</summary>
internal sealed class OffersQueue(Texts texts) : IQueueSource
{
    public string Title => "dispatch.handovers.queue";

    public string Permission => "field.manage";

    public int Order => 29;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var offers = await db.Visible<Handover>().Where(row => row.State == HandoverState.Offered).OrderBy(row => row.AnswerBy).Take(20).ToListAsync(ct);
        return ([.. offers.Select(offer => new QueueItem(
            offer.OrderNumber, texts.In(language, offer.ToUnitId == db.Caller.HomeUnit ? "dispatch.handovers.to-answer" : "dispatch.handovers.waiting"), $"/work-orders/{offer.OrderId}#holder", offer.AnswerBy,
            offer.AnswerBy - db.Now < Duration.FromMinutes(10) ? Tone.Bad : offer.ToUnitId == db.Caller.HomeUnit ? Tone.Warn : Tone.Info))], "/dispatch/handovers?state=Offered");
    }
}
