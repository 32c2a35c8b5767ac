using System.Globalization;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>What strained a ticket, for its story: escalations, calls to an emergency, the rescue, a fault that came back, reasons for broken promises.</summary>
internal sealed class TicketStrains(Texts texts, EscalationRows rows, IOrganisation organisation)
{
    public async Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, TicketId id, string language, CancellationToken ct)
    {
        var escalations = await rows.Of(await db.All<Escalation>().Where(one => one.TicketId == id).OrderBy(one => one.Sequence).ToListAsync(ct), language, ct);
        var alarms = await db.All<TicketAlarm>().Where(alarm => alarm.TicketId == id).ToListAsync(ct);
        var rescue = await db.All<TicketRescue>().SingleOrDefaultAsync(one => one.TicketId == id, ct);
        var reviews = await db.All<BreachReview>().Where(review => review.TicketId == id).ToListAsync(ct);
        var ticket = await db.All<Ticket>().Where(one => one.Id == id).Select(one => new { one.TakenAt, one.TakenById, one.RepeatRefuted, one.RepeatRefutedBy, one.EnteredAt }).SingleAsync(ct);
        var names = await organisation.Names([.. alarms.Select(alarm => (PersonId?)alarm.PersonId), ticket.TakenById], ct);
        string Clock(ClockKind kind) => texts.In(language, $"desk.clock.{Ticket.NameOf(kind)}");

        var story = new List<StoryEntry>();
        foreach (var one in escalations)
        {
            var why = one.Why is EscalateWhen.ByHand ? texts.In(language, "desk.escalate-when.ByHand") : $"{Clock(one.Clock!.Value)} {texts.In(language, $"desk.escalate-when.{one.Why}")}";
            var to = one.InPlaceOf is { } away ? texts.In(language, "desk.escalated.for", one.ToName, away) : one.ToName;
            story.Add(new(one.At, one.Why is EscalateWhen.ByHand ? one.Who : null, texts.In(language, "desk.story.escalated", one.Level, to, why), "trending-up", string.Join(' ', new[] { one.Reason, one.Reference }.OfType<string>()), Tone.Bad, Internal: true));
            if (one.AcceptedAt is { } at) story.Add(new(at, one.AcceptedBy, texts.In(language, "desk.story.escalation-accepted", one.Level), "circle-check", Tone: Tone.Active, Internal: true));
        }
        story.AddRange(alarms.GroupBy(alarm => (alarm.Round, alarm.At)).Select(round => new StoryEntry(round.Key.At, null, texts.In(language, "desk.story.alarm", round.Key.Round.ToString(CultureInfo.InvariantCulture)), "urgent",
            string.Join(texts.In(language, "desk.list-comma"), round.Select(alarm => names.GetValueOrDefault(alarm.PersonId))), Tone.Bad, Internal: true)));
        if (ticket is { TakenAt: { } taken, TakenById: { } by }) story.Add(new(taken, names.GetValueOrDefault(by), texts.In(language, "desk.story.emergency-taken"), "circle-check", Tone: Tone.Active, Internal: true));
        if (rescue is not null)
        {
            story.Add(new(rescue.ArrivedAt, rescue.Who, texts.In(language, "desk.story.rescue-arrived"), "map-pin", Internal: true));
            story.Add(new(rescue.ReleasedAt, rescue.Who, texts.In(language, "desk.story.rescue-released", rescue.People, rescue.Injured), "user-check", rescue.Note, Tone.Good, Internal: true));
        }
        foreach (var review in reviews)
        {
            if (review is { AskedAt: { } asked }) story.Add(new(asked, review.AskedBy, texts.In(language, "desk.story.exemption-asked", Clock(review.Clock)), "clock-exclamation", review.Grounds, Tone.Warn, Internal: true));
            if (review is { DecidedAt: { } decided }) story.Add(new(decided, review.DecidedBy, texts.In(language, $"desk.story.exemption-{review.State}", Clock(review.Clock)), "clock-exclamation", review.Decision, Tone.Info, Internal: true));
            story.Add(new(review.ExplainedAt, review.ExplainedBy, texts.In(language, "desk.story.breach-explained", Clock(review.Clock)), "clock-exclamation", review.Note, Internal: true));
        }
        return story;
    }
}
