using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>What modules below ask and tell the desk.</summary>
internal sealed class Desk(AppDb db, Reckoner reckoner, Intake intake, ICustomers customers, Repeats repeats) : IDesk
{
    public async Task<TicketCard> Ticket(TicketId ticket, CancellationToken ct) => (await Tickets([ticket], ct)).GetValueOrDefault(ticket) ?? throw Refusal.NotFound("ticket", ticket);

    public Task<bool> Sees(TicketId ticket, CancellationToken ct) => db.Visible<Ticket>().AnyAsync(row => row.Id == ticket, ct);

    public async Task<TicketCard?> ByNumber(string number, CancellationToken ct)
    {
        var wanted = number.Trim().ToUpperInvariant();
        return (await db.All<Ticket>().Include(ticket => ticket.Clocks).SingleOrDefaultAsync(ticket => ticket.Number == wanted, ct))?.ToCard();
    }

    public async Task<IReadOnlyDictionary<TicketId, TicketCard>> Tickets(IReadOnlyCollection<TicketId> tickets, CancellationToken ct) =>
        (await db.All<Ticket>().Where(ticket => tickets.Contains(ticket.Id)).Include(ticket => ticket.Clocks).ToListAsync(ct)).ToDictionary(ticket => ticket.Id, ticket => ticket.ToCard());

    public async Task PlaceHold(TicketId ticket, long holder, string reasonKey, CancellationToken ct)
    {
        var held = await reckoner.Find(ticket, ct);
        if (held.WhyNotWork() is { } why) throw why;
        if (held.Holds.All(hold => hold.Holder != holder)) held.Holds.Add(new() { TicketId = ticket, Holder = holder, ReasonKey = reasonKey, Since = db.Now });
    }

    public async Task ReleaseHold(TicketId ticket, long holder, CancellationToken ct) => (await reckoner.Find(ticket, ct)).Holds.RemoveAll(hold => hold.Holder == holder);

    public async Task ProductConfirmed(TicketId ticket, AssetId asset, CancellationToken ct)
    {
        var told = await reckoner.Find(ticket, ct);
        (told.AssetId, told.ProductOpen) = (asset, false);
        await repeats.Detect(told, ct);
    }

    public Task Responded(TicketId ticket, PersonId? by, Instant at, CancellationToken ct) => Tell(ticket, by, at, (told, act) => told.Respond(act), ct);

    public Task Arrived(TicketId ticket, PersonId by, Instant at, CancellationToken ct) => Tell(ticket, by, at, (told, act) => { told.Respond(act); told.Arrive(act); }, ct);

    public async Task Assigned(TicketId ticket, PersonId? technician, CancellationToken ct) => (await reckoner.Find(ticket, ct)).TechnicianId = technician;

    public async Task Solved(TicketId ticket, PersonId? by, string solution, string? causeCode, Instant at, CancellationToken ct)
    {
        var solved = await reckoner.Find(ticket, ct);
        if (solved.WhyNotUrge() is not null) return;
        if (solved.WhyNoRescue() is { } why) throw why;
        await Tell(ticket, by, Instant.Max(at, solved.LastTurn), (told, act) => told.Solve(solution, causeCode, remotely: false, act), ct);
        db.Announce(new TicketSolved(ticket, solved.SolvedAt!.Value));
    }

    public async Task ConfirmedByCustomer(TicketId ticket, string how, Instant at, CancellationToken ct)
    {
        var told = await reckoner.Find(ticket, ct);
        if (told.WhyNotConfirm() is null) told.Confirm(how, Act.Of(db, at));
    }

    public async Task<bool> NotSolved(TicketId ticket, string reason, CancellationToken ct)
    {
        var told = await reckoner.Find(ticket, ct);
        if (told.WhyNotReopen() is not null) return false;
        var act = Act.Of(db);
        told.Reopen(reason, act);
        await reckoner.Follow(told, act, ct);
        await reckoner.Reckon(told, ct);
        db.Announce(new TicketReopened(ticket, act.At));
        return true;
    }

    public async Task<IReadOnlyList<ImportedTicket>> Import(IReadOnlyList<CaseHistory> histories, CancellationToken ct)
    {
        var (sources, ids, owners) = (histories.Select(one => one.Source).Distinct().ToList(), histories.Select(one => one.ExternalId).Distinct().ToList(), histories.Select(one => one.Customer).Distinct().ToList());
        var known = (await db.All<Ticket>().Where(ticket => sources.Contains(ticket.Source!) && ids.Contains(ticket.ExternalId!)).ToListAsync(ct)).ToDictionary(ticket => (ticket.Source!, ticket.ExternalId!));
        var cards = await customers.Cards.Where(card => owners.Contains(card.Id)).ToDictionaryAsync(card => card.Id, ct);

        var strangers = histories.DistinctBy(history => (history.Source, history.ExternalId)).Where(history => !known.ContainsKey((history.Source, history.ExternalId))).ToList();
        var numbers = new Queue<string>(await intake.Numbers([.. strangers.Select(history => (history.Unit, history.OpenedAt))], ct));

        var imported = new List<ImportedTicket>(histories.Count);
        foreach (var history in histories)
        {
            var isNew = !known.TryGetValue((history.Source, history.ExternalId), out var ticket);
            if (isNew) known[(history.Source, history.ExternalId)] = ticket = await OpenFrom(history, cards.GetValueOrDefault(history.Customer) ?? throw Refusal.NotFound("customer", history.Customer), numbers.Dequeue(), ct);
            else await reckoner.Whole(ticket!, ct);
            var added = new Replay(db, ticket!, history.Source).Add(history.Events, history.OnlyNew);
            if (isNew || added > 0) await reckoner.Reckon(ticket!, ct, quietly: true);
            imported.Add(new(ticket!.Id, ticket.Number, isNew, added));
        }
        return imported;
    }

    public async Task<IReadOnlyDictionary<Priority, Verdicts>> SolveVerdicts(string source, CancellationToken ct)
    {
        var settled = from ticket in db.All<Ticket>()
                      where ticket.Source == source
                      join clock in db.All<TicketClock>() on ticket.Id equals clock.TicketId
                      where clock.Kind == ClockKind.Solve && clock.Met != null
                      group clock by ticket.Priority into priority
                      select new { priority.Key, Settled = priority.LongCount(), Met = priority.LongCount(clock => clock.Met == true) };
        return await settled.ToDictionaryAsync(row => row.Key, row => new Verdicts(row.Settled, row.Met), ct);
    }

    private async Task<Ticket> OpenFrom(CaseHistory history, CustomerCard customer, string number, CancellationToken ct)
    {
        var (ticket, _) = await intake.Open(new()
        {
            Unit = history.Unit, Handler = history.Handler, Channel = history.Channel, Type = history.Type, Customer = customer, Asset = history.Asset,
            ProductText = history.Model, ProductOpen = history.Asset is null && history.Model is null, Fault = history.Fault, Symptom = history.Symptom, Priority = history.Priority,
            OpenedAt = history.OpenedAt, Source = history.Source, ExternalId = history.ExternalId, Number = number,
        }, Act.Of(db), ct);
        return ticket;
    }

    /// <summary>News of something that may have happened a while ago, on a ticket that may have gone on meanwhile: too early counts as the opening, later than now as now.</summary>
    private async Task Tell(TicketId id, PersonId? by, Instant at, Action<Ticket, Act> what, CancellationToken ct)
    {
        var ticket = await reckoner.Find(id, ct);
        if (ticket.WhyNotWork() is not null) return;
        what(ticket, Act.Of(db, Instant.Max(ticket.OpenedAt, Instant.Min(at, db.Now))) with { By = by });
        await reckoner.Reckon(ticket, ct);
    }
}
