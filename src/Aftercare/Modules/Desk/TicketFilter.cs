using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>The order of a list of tickets.</summary>
internal enum TicketSort
{
    /// <summary>Open tickets, what runs out first on top.</summary>
    Due,

    /// <summary>The newest on top.</summary>
    Opened,
}

/// <summary>Which tickets a list, an export or an archive search shows.</summary>
/// <param name="Open">Open ones, ended ones, or both when left out; sorted by due time only open ones.</param>
/// <param name="Mine">Those the caller handles or is the technician of.</param>
/// <param name="Overdue">A clock that nobody stopped is past its due time.</param>
/// <param name="Repeat">Came back with the same symptom on the same machine (返修).</param>
/// <param name="Unit">This unit and everything below it.</param>
/// <param name="Q">A ticket number, a phone number, a serial number, or a part of a customer's name.</param>
/// <param name="From">Opened on this day or later, in the reader's zone.</param>
/// <param name="To">Opened on this day or earlier.</param>
internal sealed record TicketFilter(
    bool? Open = null, TicketStatus? Status = null, Priority? Priority = null, string? Type = null, PersonId? Handler = null, bool Mine = false, bool Overdue = false, UnitId? Unit = null,
    Channel? Channel = null, CustomerId? Customer = null, AssetId? Asset = null, string? Symptom = null, string? Cause = null, string? Q = null, LocalDate? From = null, LocalDate? To = null,
    TicketSort Sort = TicketSort.Due, bool Repeat = false);

/// <summary>
/// Reads pages of tickets by key. A caller who sees a few units of many gets the page unit by unit, each from an index that
/// begins with the unit, and merged: otherwise the database would walk past everybody else's rows to find theirs.
/// </summary>
internal sealed class TicketPages(AppDb db, IOrganisation organisation, ICustomers customers, IAssets assets)
{
    private const int MostBranches = 32;

    /// <summary>The rows after a key in the filter's order, at most <paramref name="most"/>.</summary>
    public async Task<List<Ticket>> Read(TicketFilter filter, string? after, int most, CancellationToken ct) => await (await Query(filter, after, most, ct)).ToListAsync(ct);

    /// <summary>The same as a query that has not been sent yet.</summary>
    internal async Task<IQueryable<Ticket>> Query(TicketFilter filter, string? after, int most, CancellationToken ct)
    {
        var units = await Units(filter, ct);
        var oneByOne = units is { Count: <= MostBranches } && !OwnWorkOnly;
        // A branch names one unit the caller sees, which is all that VisibleTo would ask; asking twice misleads SQLite's planner.
        var tickets = await Matching(filter, oneByOne ? db.All<Ticket>() : db.Visible<Ticket>(), ct);
        var key = PageKey.Parse(after);
        IQueryable<Ticket> Branch(IQueryable<Ticket> tickets) => Ordered(After(tickets, filter.Sort, key), filter.Sort).Take(most);

        if (!oneByOne) return Branch(units is null ? tickets : tickets.Where(ticket => units.Contains(ticket.UnitId)));
        if (units!.Count == 0) return tickets.Where(ticket => false);
        var merged = units.Select(unit => Branch(tickets.Where(ticket => ticket.UnitId == unit))).Aggregate((all, one) => all.Concat(one));
        return units.Count == 1 ? merged : Ordered(merged, filter.Sort).Take(most);
    }

    public static PageKey KeyOf(Ticket ticket, TicketSort sort) => new(sort is TicketSort.Due ? ticket.NextDueAt : ticket.OpenedAt, ticket.Id.Value);

    /// <summary>The units to read one by one; null when the caller sees all of them and asks for none in particular, or sees only own work.</summary>
    private async Task<List<UnitId>?> Units(TicketFilter filter, CancellationToken ct)
    {
        var caller = db.Caller;
        var seen = caller.SeesAllUnits || OwnWorkOnly ? null : caller.Units.ToList();
        if (filter.Unit is not { } top) return seen;
        var below = await Below(top, ct);
        return seen is null ? below : [.. below.Intersect(seen)];
    }

    /// <summary>A technician, or the holder of a link: units do not decide what they see.</summary>
    private bool OwnWorkOnly => db.Caller.OwnOnly || db.Caller.Kind is CallerKind.Link or CallerKind.Anonymous;

    private async Task<List<UnitId>> Below(UnitId top, CancellationToken ct)
    {
        var below = new HashSet<UnitId> { top };
        foreach (var unit in await organisation.Units(ct))
            if (unit.Parent is { } parent && below.Contains(parent)) below.Add(unit.Id);
        return [.. below];
    }

    private async Task<IQueryable<Ticket>> Matching(TicketFilter filter, IQueryable<Ticket> tickets, CancellationToken ct)
    {
        var (person, now) = (db.Caller.Person, db.Now);
        if (filter.Sort is TicketSort.Due || filter.Overdue || filter.Open is true) tickets = tickets.Where(ticket => ticket.NextDueAt <= Ticket.Never);
        if (filter.Open is false) tickets = tickets.Where(ticket => ticket.NextDueAt == Ticket.Ended);
        if (filter.Overdue && now - Ticket.AheadBy is var ahead) tickets = tickets.Where(ticket => (ticket.NextDueAt >= Ticket.Ahead && ticket.NextDueAt < now) || ticket.NextDueAt < ahead);
        if (filter.Repeat) tickets = tickets.Where(ticket => ticket.RepeatOfId != null && ticket.RepeatRefuted == null);
        if (filter.Status is { } status) tickets = tickets.Where(ticket => ticket.Status == status);
        if (filter.Priority is { } priority) tickets = tickets.Where(ticket => ticket.Priority == priority);
        if (filter.Type is { } type) tickets = tickets.Where(ticket => ticket.Type == type);
        if (filter.Handler is { } handler) tickets = tickets.Where(ticket => ticket.HandlerId == handler);
        if (filter.Mine) tickets = tickets.Where(ticket => ticket.HandlerId == person || ticket.TechnicianId == person);
        if (filter.Channel is { } channel) tickets = tickets.Where(ticket => ticket.Channel == channel);
        if (filter.Customer is { } customer) tickets = tickets.Where(ticket => ticket.CustomerId == customer);
        if (filter.Asset is { } asset) tickets = tickets.Where(ticket => ticket.AssetId == asset);
        if (filter.Symptom is { } symptom) tickets = tickets.Where(ticket => ticket.Symptom == symptom);
        if (filter.Cause is { } cause) tickets = tickets.Where(ticket => ticket.Cause == cause);
        if (filter.From is { } first && await Midnight(first, ct) is var from) tickets = tickets.Where(ticket => ticket.OpenedAt >= from);
        if (filter.To is { } last && await Midnight(last.PlusDays(1), ct) is var to) tickets = tickets.Where(ticket => ticket.OpenedAt < to);
        return filter.Q?.Trim() is { Length: > 0 } q ? await Saying(tickets, q, ct) : tickets;
    }

    /// <summary>What people type into a search box is a number, a phone, a serial or a name: each is looked up where it is indexed.</summary>
    private async Task<IQueryable<Ticket>> Saying(IQueryable<Ticket> tickets, string q, CancellationToken ct)
    {
        var asset = (await assets.BySerial(q, ct))?.Id;
        var byPhone = (await customers.ByPhone(q, ct))?.Customer.Id;
        var named = await customers.Cards.Where(card => card.Name.Contains(q)).Select(card => card.Id).Take(100).ToListAsync(ct);
        if (byPhone is { } one) named.Add(one);
        var number = q.ToUpperInvariant();
        return tickets.Where(ticket => ticket.Number == number || ticket.CallerPhone == q || ticket.Symptom == q || ticket.ExternalId == q || (asset != null && ticket.AssetId == asset) || named.Contains(ticket.CustomerId));
    }

    private static IQueryable<Ticket> After(IQueryable<Ticket> tickets, TicketSort sort, PageKey? key)
    {
        // The first condition, implied by the second, is the one an index can begin at.
        if (key is not { } after) return tickets;
        var (at, id) = (after.At, new TicketId(after.Id));
        return sort is TicketSort.Due
            ? tickets.Where(ticket => ticket.NextDueAt >= at && (ticket.NextDueAt > at || ticket.Id > id))
            : tickets.Where(ticket => ticket.OpenedAt <= at && (ticket.OpenedAt < at || ticket.Id < id));
    }

    private static IQueryable<Ticket> Ordered(IQueryable<Ticket> tickets, TicketSort sort) => sort is TicketSort.Due
        ? tickets.OrderBy(ticket => ticket.NextDueAt).ThenBy(ticket => ticket.Id)
        : tickets.OrderByDescending(ticket => ticket.OpenedAt).ThenByDescending(ticket => ticket.Id);

    /// <summary>When a day begins at the caller's unit, or at the head of the company for callers without one.</summary>
    private async Task<Instant> Midnight(LocalDate day, CancellationToken ct) => day.AtStartOfDayInZone(await organisation.ZoneOf(db.Caller.HomeUnit, ct)).ToInstant();
}
