using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Reads a ticket's clocks after something happened and puts what follows into the books: figures, facts, the next waking. Saves nothing.</summary>
internal sealed class Reckoner(AppDb db, DeskRules rules, Kept<ClockBooks> books, ICalendars calendars, IOrganisation organisation)
{
    internal const string Timer = "desk.clock-due";

    /// <summary>The ticket with its facts and clocks, if the caller may see it; refused when it changed since <paramref name="version"/>.</summary>
    public async Task<Ticket> Load(TicketId id, int? version, CancellationToken ct)
    {
        var ticket = await Whole(await db.Load<Ticket>(id.Value, "ticket", ct), ct);
        ticket.Expect(version);
        return ticket;
    }

    /// <summary>The ticket with its facts for a question, if the caller may see it.</summary>
    public async Task<Ticket> Read(TicketId id, CancellationToken ct) =>
        await db.Visible<Ticket>().Include(ticket => ticket.Facts.OrderBy(fact => fact.Sequence)).Include(ticket => ticket.Clocks).Include(ticket => ticket.Holds).Include(ticket => ticket.Attempts)
            .AsSplitQuery().SingleOrDefaultAsync(Ticket.WithKey(id.Value), ct) ?? throw Refusal.NotFound("ticket", id);

    /// <summary>How its clocks stand at this moment, computed from the facts.</summary>
    public async Task<IReadOnlyList<ClockReading>> Readings(Ticket ticket, CancellationToken ct) =>
        ClockMachine.Compute(ticket.Facts.OrderBy(fact => fact.Sequence).Select(fact => fact.ToClockFact()), await Book(ticket, ct), db.Now);

    /// <summary>The ticket whoever asks inside the company: for modules below, timers and jobs.</summary>
    public async Task<Ticket> Find(TicketId id, CancellationToken ct) =>
        await Whole(await db.All<Ticket>().SingleOrDefaultAsync(Ticket.WithKey(id.Value), ct) ?? throw Refusal.NotFound("ticket", id), ct);

    /// <summary>Loads what a ticket consists of, once in a session.</summary>
    public async Task<Ticket> Whole(Ticket ticket, CancellationToken ct)
    {
        var entry = db.Entry(ticket);
        if (entry.State is EntityState.Added || entry.Collection(one => one.Facts).IsLoaded) return ticket;
        await entry.Collection(one => one.Facts).Query().OrderBy(fact => fact.Sequence).LoadAsync(ct);
        await entry.Collection(one => one.Clocks).LoadAsync(ct);
        await entry.Collection(one => one.Holds).LoadAsync(ct);
        await entry.Collection(one => one.Attempts).LoadAsync(ct);
        entry.Collection(one => one.Facts).IsLoaded = true;
        return ticket;
    }

    /// <summary>Every policy and calendar version the ticket mentions.</summary>
    public async Task<ClockBook> Book(Ticket ticket, CancellationToken ct) =>
        await (await books.Of(db, ct)).Of(rules, calendars, [.. ticket.PoliciesMentioned], [.. ticket.CalendarsMentioned], ct);

    /// <summary>The policy in force for the ticket.</summary>
    public async Task<PolicyDefinition> PolicyOf(Ticket ticket, CancellationToken ct) => (await rules.Definition(new(ticket.Policy, ticket.PolicyVersion), ct)).Definition;

    /// <summary>What changed while the ticket was closed holds from here on: the versions of its policy and its unit's calendar that are in force then.</summary>
    public async Task Follow(Ticket ticket, Act act, CancellationToken ct)
    {
        ticket.AdoptCalendar((await calendars.Of(ticket.UnitId, ct)).Key, act);
        if (await rules.InForce(new(ticket.Policy, ticket.PolicyVersion), act.At, ct) is { } policy) ticket.AdoptPolicy(policy, act);
    }

    /// <summary>Reckons the clocks as of now and records what changed.</summary>
    /// <param name="quietly">Broken promises of the past are counted but nobody is alarmed.</param>
    public async Task Reckon(Ticket ticket, CancellationToken ct, bool quietly = false)
    {
        var unit = await organisation.Unit(ticket.UnitId, ct);
        var told = ticket.Reckon(await Book(ticket, ct), unit.Zone, db.Now);
        told.Measures.ForEach(db.Count);
        if (!quietly)
        {
            told.Breached.ForEach(db.Announce);
            told.DueSoon.ForEach(db.Announce);
        }
        if (told.WakeAt is { } wake) await db.SetTimer(Timer, ticket.Id.Value, wake, ct);
        else if (ticket.Version > 0) await db.ClearTimer(Timer, ticket.Id.Value, ct);
    }
}
