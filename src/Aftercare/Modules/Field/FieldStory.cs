using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>What field work adds to the story of a ticket, an asset, a customer and of the order itself.</summary>
internal sealed class FieldStory(IOrganisation organisation, Texts texts) : IStorySource
{
    private const int OrdersTold = 50;

    public async Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct)
    {
        if (About(db, kind, record) is not { } about) return [];
        var orders = await about.OrderByDescending(order => order.CreatedAt).Take(OrdersTold).ToListAsync(ct);
        var visits = orders.SelectMany(order => order.Visits);
        var names = await organisation.Names(visits.Select(visit => (PersonId?)visit.TechnicianId), ct);
        return [.. orders.SelectMany(order => Tell(order, names, language))];
    }

    private static IQueryable<WorkOrder>? About(AppDb db, string kind, long record) => kind switch
    {
        "ticket" => db.Visible<WorkOrder>().Where(order => order.TicketId == new TicketId(record)),
        "asset" => db.Visible<WorkOrder>().Where(order => order.AssetId == new AssetId(record)),
        "customer" => db.Visible<WorkOrder>().Where(order => order.CustomerId == new CustomerId(record)),
        "work-order" => db.Visible<WorkOrder>().Where(order => order.Id == new WorkOrderId(record)),
        _ => null,
    };

    private IEnumerable<StoryEntry> Tell(WorkOrder order, IReadOnlyDictionary<PersonId, string> names, string language)
    {
        var href = $"/work-orders/{order.Id}";
        StoryEntry Line(Instant at, string? who, string what, string icon, Tone tone = Tone.Neutral, string? detail = null, bool? hidden = false) =>
            new(at, who, texts.In(language, $"field.story.{what}", order.Number), icon, detail, tone, href, Internal: hidden);

        yield return Line(order.CreatedAt, null, "created", "clipboard-list", Tone.Info, order.Request);
        foreach (var visit in order.Visits)
        {
            var who = names.GetValueOrDefault(visit.TechnicianId);
            yield return Line(visit.BookedAt, who, "scheduled", "calendar-event", Tone.Info);
            if (visit.AcceptedAt is { } accepted) yield return Line(accepted, who, "accepted", "check", hidden: true);
            if (visit.TravelAt is { } travel) yield return Line(travel, who, "travelling", "car");
            if (visit.ArrivedAt is { } arrived) yield return Line(arrived, who, visit.Late is true ? "arrived-late" : "arrived", "map-pin-check", visit.Late is true ? Tone.Warn : Tone.Active);
            if (visit.WithdrawnAt is { } withdrawn) yield return Line(withdrawn, who, visit.Declined ? "declined" : "withdrawn", "calendar-off", Tone.Warn, visit.WithdrawReason, hidden: true);
            if (visit is { FinishedAt: { } ended, Outcome: { } outcome and not VisitOutcome.Done })
                yield return Line(ended, who, $"ended-{outcome}", "calendar-off", Tone.Warn, visit.WithdrawReason);
            if (visit is { FinishedAt: { } done, Outcome: VisitOutcome.Done }) yield return Line(done, who, "completed", "circle-check", Tone.Good, order.Result);
        }
    }
}
