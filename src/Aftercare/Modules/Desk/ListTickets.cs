using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Tickets the caller sees: the queue by due time, or all of them by receipt.</summary>
internal static class ListTickets
{
    [Needs("desk.read")]
    internal sealed record Query(TicketFilter Filter, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    /// <param name="Urgings">How often the customer urged.</param>
    /// <param name="Urged">The last urging was not answered yet.</param>
    /// <param name="Clock">The promise that counts now: the next to run out, else one that rests, else the last to be settled.</param>
    internal sealed record Row(
        TicketId Id, string Number, TicketStatus Status, Priority Priority, string Type, string TypeName, string Fault, CustomerId Customer, string CustomerName, string? Product, PersonId Handler,
        string HandlerName, UnitId Unit, string UnitName, Channel Channel, Instant OpenedAt, Instant? ClosedAt, string? Symptom, string? Cause, string? Solution, RowClock? Clock, int Urgings, bool Urged, bool Emergency, bool Repeat);

    /// <param name="Left">Working seconds left now, negative when late; null once stopped.</param>
    /// <param name="CountsUntil">While it counts: when the present working hours end; null outside them.</param>
    internal sealed record RowClock(ClockKind Kind, ClockState State, Instant? DueAt, long? Left, Instant? StoppedAt, bool IsProvisional, bool? Met, Instant? CountsUntil);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tickets", Get);
        api.MapGet("/tickets/lookup", Lookup);
    }

    /// <summary>A page of tickets. Sorted by `Due`: open ones, what runs out first on top; by `Opened`: the newest on top.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get([AsParameters] FilterQuery filter, Door door, CancellationToken ct, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(filter.ToFilter(), after, size), ct));

    /// <summary>Open tickets for a picker, what runs out first on top: value, text and hint.</summary>
    internal static async Task<Ok<IEnumerable<Choice>>> Lookup(Door door, CancellationToken ct, string? q = null) =>
        TypedResults.Ok((await door.Ask(new Query(new(Open: true, Q: string.IsNullOrWhiteSpace(q) ? null : q), Size: 20), ct)).Items.Select(row => new Choice(row.Id.ToString(), $"{row.Number} {row.CustomerName}", row.Fault)));

    internal sealed record Choice(string Value, string Text, string Hint);

    internal sealed class Handler(TicketPages pages, TicketRows rows) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var tickets = (await pages.Read(query.Filter, query.After, query.Size + 1, ct)).CutToPage(query.Size, ticket => TicketPages.KeyOf(ticket, query.Filter.Sort));
            return new(await rows.Of(tickets.Items, caller.Language, ct), tickets.Next);
        }
    }

    /// <summary>The filter as an address carries it.</summary>
    internal sealed record FilterQuery
    {
        public bool? Open { get; init; }

        public TicketStatus? Status { get; init; }

        public Priority? Priority { get; init; }

        public string? Type { get; init; }

        public long? Handler { get; init; }

        public bool? Mine { get; init; }

        public bool? Overdue { get; init; }

        public long? Unit { get; init; }

        public Channel? Channel { get; init; }

        public long? Customer { get; init; }

        public long? Asset { get; init; }

        public string? Symptom { get; init; }

        public string? Cause { get; init; }

        public string? Q { get; init; }

        public string? From { get; init; }

        public string? To { get; init; }

        public TicketSort? Sort { get; init; }

        public bool? Repeat { get; init; }

        public TicketFilter ToFilter() => new(
            Open, Status, Priority, Type, Handler is { } handler ? new PersonId(handler) : null, Mine ?? false, Overdue ?? false, Unit is { } unit ? new UnitId(unit) : null, Channel,
            Customer is { } customer ? new CustomerId(customer) : null, Asset is { } asset ? new AssetId(asset) : null, Symptom, Cause, Q, Day(From), Day(To), Sort ?? (Open is false ? TicketSort.Opened : TicketSort.Due), Repeat ?? false);

        private static LocalDate? Day(string? text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: var day } ? day : null;
    }
}

/// <summary>Makes rows of tickets: names and clocks fetched for the whole page at once.</summary>
internal sealed class TicketRows(AppDb db, DeskRules rules, Kept<ClockBooks> books, ICalendars calendars, IOrganisation organisation, ICustomers customers, IAssets assets)
{
    public async Task<IReadOnlyList<ListTickets.Row>> Of(IReadOnlyList<Ticket> tickets, string language, CancellationToken ct)
    {
        if (tickets.Count == 0) return [];
        var (ids, owners, things) = (tickets.Select(ticket => ticket.Id).ToList(), tickets.Select(ticket => ticket.CustomerId).Distinct().ToList(), tickets.Where(ticket => ticket.AssetId is not null).Select(ticket => ticket.AssetId!.Value).Distinct().ToList());
        var clocks = (await db.All<TicketClock>().Where(clock => ids.Contains(clock.TicketId)).ToListAsync(ct)).ToLookup(clock => clock.TicketId);
        var names = await organisation.Names(tickets.Select(ticket => (PersonId?)ticket.HandlerId).Distinct(), ct);
        var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
        var customerNames = await customers.Cards.Where(card => owners.Contains(card.Id)).ToDictionaryAsync(card => card.Id, card => card.Name, ct);
        var products = things.Count == 0 ? [] : await assets.Cards.Where(card => things.Contains(card.Id)).ToDictionaryAsync(card => card.Id, card => $"{card.ModelName} {card.SerialNumber}", ct);
        var types = (await rules.Types(ct)).ToDictionary(type => type.Code, type => type.NameIn(language));

        var rows = new List<ListTickets.Row>(tickets.Count);
        foreach (var ticket in tickets)
            rows.Add(new(
                ticket.Id, ticket.Number, ticket.Status, ticket.Priority, ticket.Type, types.GetValueOrDefault(ticket.Type) ?? ticket.Type, ticket.Fault, ticket.CustomerId,
                customerNames.GetValueOrDefault(ticket.CustomerId) ?? "", ticket.AssetId is { } asset ? products.GetValueOrDefault(asset) : ticket.ProductText, ticket.HandlerId,
                names.GetValueOrDefault(ticket.HandlerId) ?? "", ticket.UnitId, units.GetValueOrDefault(ticket.UnitId) ?? "", ticket.Channel, ticket.OpenedAt, ticket.ClosedAt, ticket.Symptom,
                ticket.Cause, ticket.Solution, await Counting(clocks[ticket.Id], ct), ticket.Urgings, ticket.UrgedAt is not null, ticket.Emergency, ticket.IsRepeat));
        return rows;
    }

    private async Task<ListTickets.RowClock?> Counting(IEnumerable<TicketClock> clocks, CancellationToken ct)
    {
        var clock = clocks.OrderBy(clock => clock.IsLive ? clock.DueAt is null ? 1 : 0 : 2).ThenBy(clock => clock.IsLive ? clock.DueAt : null).ThenByDescending(clock => clock.Kind is ClockKind.Solve).FirstOrDefault();
        if (clock is null) return null;
        var hours = clock is { State: not ClockState.Resting, IsLive: true, DueAt: not null } ? await Hours(clock, ct) : null;
        long? left = clock switch
        {
            { IsLive: false } => null,
            { DueAt: { } due } when hours is not null => (long)(due >= db.Now ? hours.Between(db.Now, due) : -hours.Between(due, db.Now)).TotalSeconds,
            _ => clock.TargetSeconds - clock.UsedSeconds,
        };
        // The stored state is as of the last reading: a due time that has passed since is told at once.
        var state = clock is { State: ClockState.Running, DueAt: { } passed } && db.Now > passed ? ClockState.Overdue : clock.State;
        return new(clock.Kind, state, clock.DueAt, left, clock.StoppedAt, clock.IsProvisional, clock.Met,
            hours?.IsOpen(db.Now) is true ? hours.WindowsIn(db.Now, db.Now + Duration.FromDays(1)).First().To : null);
    }

    private async ValueTask<WorkingTime> Hours(TicketClock clock, CancellationToken ct)
    {
        var version = new VersionRef(clock.Calendar, clock.CalendarVersion);
        return version == ClockBooks.AlwaysOpen.Calendar.Key ? ClockBooks.AlwaysOpen : await (await books.Of(db, ct)).Hours(version, calendars, ct);
    }
}
