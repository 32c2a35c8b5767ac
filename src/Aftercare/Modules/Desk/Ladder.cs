using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>
/// Takes a ticket up its way: finds who is there on a level, the stand-in of who is away, or the next level, and in the end
/// whoever manages the desk; never nobody (R315). Saves nothing.
/// </summary>
internal sealed class Ladder(AppDb db, Kept<DeskBook> book, IOrganisation organisation, IAccounts accounts, IWorkforce workforce)
{
    /// <param name="Step">-1 when no level of the way had anybody.</param>
    /// <param name="InPlaceOf">Who is away.</param>
    internal sealed record Asked(int Step, PersonId To, PersonId? InPlaceOf);

    /// <summary>The terms in force for a ticket of this unit now.</summary>
    public async Task<(int Edition, TermsDefinition Terms)> Terms(UnitId unit, CancellationToken ct) =>
        DeskTerms.On((await book.Of(db, ct)).Terms, db.Now.InZone((await organisation.Unit(unit, ct)).Zone).Date);

    /// <summary>Who is asked on this level, or on the first above it that has somebody.</summary>
    public async Task<Asked> Find(Ticket ticket, IReadOnlyList<EscalationLevel> levels, int from, CancellationToken ct)
    {
        for (var step = from; step < levels.Count; step++)
            if (await On(ticket.UnitId, levels[step], ct) is { } found) return found with { Step = step };
        var above = (await organisation.Above(ticket.UnitId, ct)).Select(unit => unit.Id).ToList();
        var managers = (await accounts.WhoMay("desk.manage", above, ct)).Select(card => card.Person).OfType<PersonId>().Distinct().ToList();
        return await There(await Nearest(managers, above, ct), null, ct) is { } manager ? manager with { Step = -1 } : new(-1, ticket.HandlerId, null);
    }

    /// <summary>Puts it into the books, counts it (`desk.escalated`) and tells whom it concerns.</summary>
    public async Task<Escalation> Raise(Ticket ticket, EscalationPath path, int from, EscalateWhen why, Act act, CancellationToken ct, ClockKind? clock = null, Instant? due = null, string? reason = null, string? reference = null)
    {
        var (edition, terms) = await Terms(ticket.UnitId, ct);
        var levels = terms.Levels(path);
        var asked = await Find(ticket, levels, from, ct);
        var level = levels[asked.Step < 0 ? from : asked.Step];
        var last = Math.Max(
            await db.All<Escalation>().Where(one => one.TicketId == ticket.Id).MaxAsync(one => (int?)one.Sequence, ct) ?? 0,
            db.Set<Escalation>().Local.Where(one => one.TicketId == ticket.Id).Select(one => one.Sequence).DefaultIfEmpty(0).Max());
        var escalation = db.Add(new Escalation
        {
            Id = db.NewId<EscalationId>(), TicketId = ticket.Id, Sequence = last + 1, UnitId = ticket.UnitId, Path = path, Step = asked.Step < 0 ? levels.Count - 1 : asked.Step, Level = level.Code, Edition = edition,
            Why = why, Clock = clock, DueAt = due, ToId = asked.To, InPlaceOfId = asked.InPlaceOf, At = act.At, Who = act.Who, Reason = reason, Reference = reference,
        }).Entity;
        db.Count(new("desk.escalated", db.Now.InZone((await organisation.Unit(ticket.UnitId, ct)).Zone).Date, ticket.HandlerId, ticket.UnitId, ticket.Type, 1, 0, ticket.Key));
        db.Announce(new TicketEscalated(ticket.Id, escalation.Id, escalation.ToId, asked.InPlaceOf, level.Chinese, level.English, why is EscalateWhen.ByHand ? "hand" : why is EscalateWhen.Warning ? "warning" : "breach", reason, act.At));
        return escalation;
    }

    /// <summary>Those of these people who are not away now.</summary>
    public async Task<IReadOnlyList<PersonId>> NotAway(IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        if (people.Count == 0) return [];
        var away = (await workforce.Absences(people, new(db.Now, db.Now + Duration.FromSeconds(1)), ct)).Select(absence => absence.Person).ToHashSet();
        away.UnionWith(await db.All<StandIn>().Where(one => people.Contains(one.PersonId) && one.From <= db.Now && one.Until > db.Now).Select(one => one.PersonId).ToListAsync(ct));
        var cards = await organisation.People(people, ct);
        return [.. people.Where(person => !away.Contains(person) && cards.GetValueOrDefault(person) is { Active: true })];
    }

    private async Task<Asked?> On(UnitId unit, EscalationLevel level, CancellationToken ct)
    {
        var above = (await organisation.Above(unit, ct)).Select(one => one.Id).ToList();
        var holders = new List<PersonId>();
        foreach (var role in level.Roles)
            foreach (var at in above)
                holders.AddRange((await accounts.Holders(role, at, ct)).Select(card => card.Person).OfType<PersonId>());
        var people = await Nearest([.. holders.Distinct()], above, ct);
        return await There(level.Person is { } named ? [named, .. people.Where(person => person != named)] : people, level.Deputy, ct);
    }

    /// <summary>Those of the ticket's own unit first, then upwards, then the rest.</summary>
    private async Task<List<PersonId>> Nearest(List<PersonId> people, List<UnitId> above, CancellationToken ct)
    {
        if (people.Count == 0) return [];
        var cards = await organisation.People(people, ct);
        return [.. people.Where(cards.ContainsKey).OrderBy(person => above.IndexOf(cards[person].Unit) is var at && at < 0 ? int.MaxValue : at).ThenBy(person => person.Value)];
    }

    /// <summary>The first of them who is there; else the first stand-in who is; else the level's deputy.</summary>
    private async Task<Asked?> There(List<PersonId> people, PersonId? deputy, CancellationToken ct)
    {
        var present = await NotAway(people, ct);
        // The first in line decides: a colleague of the same rank further away is asked only when nobody stands in for them.
        if (people is [var first, ..])
        {
            if (present.Contains(first)) return new(0, first, null);
            var standIns = await db.All<StandIn>().Where(one => one.PersonId == first && one.From <= db.Now && one.Until > db.Now).OrderByDescending(one => one.Id).Select(one => one.DeputyId).ToListAsync(ct);
            if (deputy is { } also) standIns.Add(also);
            if (await NotAway([.. standIns.Distinct()], ct) is [var standIn, ..]) return new(0, standIn, first);
            return present is [var other, ..] ? new(0, other, first) : null;
        }
        return deputy is { } only && await NotAway([only], ct) is [_] ? new(0, only, null) : null;
    }
}
