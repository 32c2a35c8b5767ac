using System.Collections.Concurrent;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>What a company decided about complaints, and the clock books made of it; kept between commands, as the index of working time is costly.</summary>
internal sealed class QualityBook(IReadOnlyList<QualityPolicy> editions)
{
    private const int Most = 500;
    private readonly ConcurrentDictionary<(int, VersionRef), ClockBook> _books = [];

    public static async Task<QualityBook> Read(AppDb db, CancellationToken ct) => new(await db.All<QualityPolicy>().AsNoTracking().ToListAsync(ct));

    /// <summary>The edition in force on a day.</summary>
    public QualityPolicy On(LocalDate day) => editions.Where(policy => policy.ValidFrom <= day).MaxBy(policy => (policy.ValidFrom, policy.Edition)) ?? QualityPolicy.Standard;

    public QualityPolicy Edition(int number) => editions.FirstOrDefault(policy => policy.Edition == number) ?? QualityPolicy.Standard;

    public int NextEdition => editions.Select(policy => policy.Edition).DefaultIfEmpty().Max() + 1;

    public async Task<ClockBook> Clocks(int edition, VersionRef calendar, ICalendars calendars, CancellationToken ct)
    {
        if (_books.TryGetValue((edition, calendar), out var known)) return known;
        var hours = new WorkingTime(await calendars.Version(calendar.Id, calendar.Version, ct));
        if (_books.Count > Most) _books.Clear();
        return _books[(edition, calendar)] = new([Edition(edition).ToClockPolicy()], [hours]);
    }
}

/// <summary>Loads complaints whole, reads their clocks, and puts what follows into the books: figures, facts, the next waking. Saves nothing.</summary>
internal sealed class ComplaintBooks(AppDb db, Kept<QualityBook> book, ICalendars calendars, IOrganisation organisation)
{
    internal const string Timer = "quality.complaint-due";

    /// <summary>The complaint with all that happened, if the caller may see it; refused when it changed since <paramref name="version"/>.</summary>
    public async Task<Complaint> Load(ComplaintId id, int? version, CancellationToken ct)
    {
        var complaint = await Whole(await db.Load<Complaint>(id.Value, "complaint", ct), ct);
        complaint.Expect(version);
        return complaint;
    }

    /// <summary>The complaint for a question, if the caller may see it.</summary>
    public async Task<Complaint> Read(ComplaintId id, CancellationToken ct) =>
        await db.Visible<Complaint>().Include(complaint => complaint.Steps.OrderBy(step => step.Sequence)).Include(complaint => complaint.Clocks).Include(complaint => complaint.Consultations)
            .AsSplitQuery().SingleOrDefaultAsync(Complaint.WithKey(id.Value), ct) ?? throw Refusal.NotFound("complaint", id);

    /// <summary>The complaint whoever asks inside the company: for the timer.</summary>
    public async Task<Complaint> Find(ComplaintId id, CancellationToken ct) =>
        await Whole(await db.All<Complaint>().SingleOrDefaultAsync(Complaint.WithKey(id.Value), ct) ?? throw Refusal.NotFound("complaint", id), ct);

    /// <summary>How its clocks stand at this moment, computed from what happened.</summary>
    public async Task<IReadOnlyList<ClockReading>> Readings(Complaint complaint, CancellationToken ct) => ClockMachine.Compute(complaint.ClockFacts, await Clocks(complaint, ct), db.Now);

    public async Task<QualityPolicy> PolicyOn(UnitId unit, CancellationToken ct) => (await book.Of(db, ct)).On(db.Now.InZone((await organisation.Unit(unit, ct)).Zone).Date);

    public async Task<QualityPolicy> PolicyOf(Complaint complaint, CancellationToken ct) => (await book.Of(db, ct)).Edition(complaint.PolicyEdition);

    /// <summary>Reckons the clocks as of now and records what changed.</summary>
    public async Task Reckon(Complaint complaint, CancellationToken ct)
    {
        var told = complaint.Reckon(await Clocks(complaint, ct), (await organisation.Unit(complaint.UnitId, ct)).Zone, db.Now);
        told.Measures.ForEach(db.Count);
        told.Overdue.ForEach(db.Announce);
        if (told.WakeAt is { } wake) await db.SetTimer(Timer, complaint.Key, wake, ct);
        else if (complaint.Version > 0) await db.ClearTimer(Timer, complaint.Key, ct);
    }

    private async Task<ClockBook> Clocks(Complaint complaint, CancellationToken ct) => await (await book.Of(db, ct)).Clocks(complaint.PolicyEdition, complaint.CalendarRef, calendars, ct);

    private async Task<Complaint> Whole(Complaint complaint, CancellationToken ct)
    {
        var entry = db.Entry(complaint);
        await entry.Collection(one => one.Steps).Query().OrderBy(step => step.Sequence).LoadAsync(ct);
        await entry.Collection(one => one.Clocks).LoadAsync(ct);
        await entry.Collection(one => one.Consultations).LoadAsync(ct);
        return complaint;
    }
}
