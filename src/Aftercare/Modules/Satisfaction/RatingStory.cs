using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Ratings in the story of a ticket, a customer and a work order.</summary>
internal sealed class RatingStory(Texts texts) : IStorySource
{
    public async Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct)
    {
        var about = kind switch
        {
            "ticket" => db.Visible<Rating>().Where(rating => rating.TicketId == new TicketId(record)),
            "customer" => db.Visible<Rating>().Where(rating => rating.CustomerId == new CustomerId(record)),
            "work-order" => db.Visible<Rating>().Where(rating => rating.OrderId == new WorkOrderId(record)),
            _ => null,
        };
        if (about is null) return [];
        var ratings = await about.OrderByDescending(rating => rating.GivenAt).Take(50).ToListAsync(ct);
        return [.. ratings.Select(rating => new StoryEntry(
            rating.RevisedAt ?? rating.GivenAt, null, texts.In(language, $"satisfaction.story.{rating.Channel}", rating.OrderNumber, rating.Stars), "star", rating.Comment,
            rating.Satisfied ? Tone.Good : Tone.Bad, $"/work-orders/{rating.OrderId}"))];
    }
}
