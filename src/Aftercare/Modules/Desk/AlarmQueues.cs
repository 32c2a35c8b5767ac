using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Emergencies the caller was called to and nobody took yet: before everything else on the home page.</summary>
internal sealed class EmergencyQueue(Texts texts) : IQueueSource
{
    public string Title => "desk.emergencies";

    public string Permission => "desk.read";

    public int Order => 1;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        if (db.Caller.Person is not { } person) return ([], "/tickets");
        // Emergencies stand before the beginning of the index: few rows are looked at.
        var called = await db.All<Ticket>().Where(ticket => ticket.NextDueAt < Ticket.Ahead && ticket.TakenAt == null && db.All<TicketAlarm>().Any(alarm => alarm.TicketId == ticket.Id && alarm.PersonId == person))
            .OrderBy(ticket => ticket.NextDueAt).Take(20).ToListAsync(ct);
        return ([.. called.Select(ticket => new QueueItem($"{ticket.Number} {texts.In(language, "desk.emergency-called", ticket.AlarmRounds)}", ticket.Fault, $"/emergencies/{ticket.Id}", ticket.NextDueAt + Ticket.AheadBy, Tone.Bad))], "/tickets");
    }
}

/// <summary>Tickets that were taken up to the caller, until they take them (R315).</summary>
internal sealed class EscalatedQueue(EscalationRows rows) : IQueueSource
{
    public string Title => "desk.escalated-to-me";

    public string Permission => "desk.read";

    public int Order => 4;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        if (db.Caller.Person is not { } person) return ([], "/escalations");
        var waiting = await db.Visible<Escalation>().Where(one => one.ToId == person && one.AcceptedAt == null).OrderBy(one => one.At).Take(20).ToListAsync(ct);
        // A ticket that climbed past the caller twice is one thing to do.
        return ([.. (await rows.Of(waiting, language, ct)).DistinctBy(row => row.Ticket).Select(row => new QueueItem($"{row.Number} {row.Level}", row.Reason ?? row.Fault, $"/tickets/{row.Ticket}", row.DueAt, Tone.Bad))], "/escalations?mine=true&waiting=true");
    }
}

/// <summary>Requests to excuse one that wait for a decision (B32).</summary>
internal sealed class BreachQueue(Texts texts) : IQueueSource
{
    public string Title => "desk.breaches";

    public string Permission => "desk.read";

    public int Order => 30;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        if (db.Caller.Person is not { } person) return ([], "/breaches");
        var asked = db.Caller.May("desk.manage")
            ? await db.Visible<BreachReview>().Where(review => review.State == BreachState.Asked && review.AskedById != person && review.HandlerId != person).OrderBy(review => review.AskedAt).Take(10).ToListAsync(ct)
            : [];
        return ([.. asked.Select(review => new QueueItem(texts.In(language, "desk.breach.asked-by", review.AskedBy!), review.Grounds!, "/breaches?wanted=Asked", null, Tone.Warn))], "/breaches?wanted=Asked");
    }
}
