using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>What complaints want of the caller today: own ones by due time, opinions asked, what waits for leadership, and the channel test of the week.</summary>
internal sealed class ComplaintQueue(Texts texts, Kept<QualityBook> book, IOrganisation organisation) : IQueueSource
{
    public string Title => "quality.queue";

    public string Permission => "quality.read";

    public int Order => 15;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var (person, decides) = (db.Caller.Person ?? default, Complaint.MayDecide(db.Caller));
        var mine = await db.Visible<Complaint>().Where(complaint => complaint.Status != ComplaintStatus.Closed)
            .Where(complaint => complaint.OwnerId == person || (decides && (complaint.EscalatedAt != null || (complaint.Severity == ComplaintSeverity.Major && complaint.MeasuresAt == null))))
            .OrderBy(complaint => complaint.NextDueAt).ThenBy(complaint => complaint.Id).Take(20).ToListAsync(ct);
        var asked = await db.Visible<Complaint>().Where(complaint => complaint.Status != ComplaintStatus.Closed).SelectMany(complaint => complaint.Consultations)
            .Where(asked => asked.PersonId == person && asked.AnsweredAt == null).OrderBy(asked => asked.DueOn).Take(20).ToListAsync(ct);
        var zone = await Zone(db, ct);
        return ([.. new[] { await ChannelTestDue(db, zone, language, ct) }.OfType<QueueItem>(), .. asked.Select(one => Opinion(db, one, zone, language)), .. mine.Select(complaint => Item(db, complaint, language))], "/complaints?mine=true");
    }

    private QueueItem Item(AppDb db, Complaint complaint, string language)
    {
        var waits = complaint.WhyNotMoveOn() is not null ? "quality.queue.measures" : complaint.EscalatedAt is not null ? "quality.queue.escalated" : $"quality.status.{complaint.Status}";
        Instant? due = complaint.NextDueAt < Complaint.Never ? complaint.NextDueAt : null;
        var tone = due < db.Now || complaint.WhyNotMoveOn() is not null || complaint.EscalatedAt is not null ? Tone.Bad : due is null ? Tone.Neutral : Tone.Warn;
        return new($"{complaint.Number} {texts.In(language, waits)}", complaint.Words, $"/complaints/{complaint.Id}", due, tone);
    }

    private QueueItem Opinion(AppDb db, Consultation asked, DateTimeZone zone, string language)
    {
        var due = asked.DueOn.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
        return new(texts.In(language, "quality.queue.opinion"), asked.Question, $"/complaints/{asked.ComplaintId}", due, due <= db.Now ? Tone.Bad : Tone.Warn);
    }

    private async Task<QueueItem?> ChannelTestDue(AppDb db, DateTimeZone zone, string language, CancellationToken ct)
    {
        if (db.Caller.OwnOnly || !db.Caller.May("quality.do")) return null;
        var days = (await book.Of(db, ct)).On(db.Now.InZone(zone).Date).ChannelTestDays;
        var last = await db.Visible<ChannelTest>().OrderByDescending(test => test.TestedAt).Select(test => (Instant?)test.TestedAt).FirstOrDefaultAsync(ct);
        var due = last + Duration.FromDays(days);
        if (due > db.Now) return null;
        var detail = last is { } at ? texts.In(language, "quality.queue.tested", at.InZone(zone).Date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) : texts.In(language, "quality.queue.never-tested");
        return new(texts.In(language, "quality.queue.channel-test"), detail, "/complaints/channels", due, Tone.Warn);
    }

    /// <summary>Of the caller's unit, or of the head of the company.</summary>
    private async Task<DateTimeZone> Zone(AppDb db, CancellationToken ct)
    {
        var units = await organisation.Units(ct);
        return units.FirstOrDefault(unit => unit.Id == db.Caller.HomeUnit)?.Zone ?? (units is [var top, ..] ? top.Zone : DateTimeZone.Utc);
    }
}
