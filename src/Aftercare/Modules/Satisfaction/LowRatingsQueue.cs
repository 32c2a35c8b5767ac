using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Customers who were not satisfied in the last two weeks, and ratings tried from our own devices.</summary>
internal sealed class LowRatingsQueue(Texts texts) : IQueueSource
{
    private static readonly Duration Window = Duration.FromDays(14);

    public string Title => "satisfaction.queue.title";

    public string Permission => "satisfaction.do";

    public int Order => 50;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var since = db.Now - Window;
        var low = await db.Visible<Rating>().Where(rating => !rating.Satisfied && rating.GivenAt >= since).OrderBy(rating => rating.Stars).ThenByDescending(rating => rating.GivenAt)
            .Take(20).Select(rating => new { rating.OrderId, rating.OrderNumber, rating.Stars, rating.Comment, rating.GivenAt }).ToListAsync(ct);
        return ([.. low.Select(rating => new QueueItem(
            texts.In(language, "satisfaction.queue.item", rating.OrderNumber, rating.Stars), rating.Comment ?? "", $"/work-orders/{rating.OrderId}", rating.GivenAt, rating.Stars <= 2 ? Tone.Bad : Tone.Warn))], "/ratings?low=true");
    }
}
