using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Which broken promises a list shows.</summary>
internal enum BreachWanted { Unexplained, Explained, Asked, Approved, Refused }

/// <summary>Broken promises with their reasons, the last due on top: what the timely figures are made of (B32, R310).</summary>
internal static class ListBreaches
{
    /// <param name="Mine">Of tickets the caller handles.</param>
    [Needs("desk.read")]
    internal sealed record Query(BreachWanted? Wanted = null, ClockKind? Clock = null, LocalDate? From = null, LocalDate? To = null, bool Mine = false, TicketId? Ticket = null, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    /// <param name="Review">Null while nobody said why.</param>
    internal sealed record Row(
        TicketId Ticket, string Number, string Fault, ClockKind Clock, Instant DueAt, Instant? StoppedAt, string Handler, string? Cause, string? Note, BreachReviewId? Review, int? Version, BreachState? State, string? Grounds, string? AskedBy,
        string? DecidedBy, string? Decision, IReadOnlyList<FileCard> Evidence, bool MayDecide);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/breaches", Get);

    /// <summary>Broken promises with their reasons, the last due on top.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(
        Door door, CancellationToken ct, BreachWanted? wanted = null, ClockKind? clock = null, string? from = null, string? to = null, bool mine = false, long? ticket = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(wanted, clock, Day(from), Day(to), mine, ticket is { } id ? new TicketId(id) : null, after, size), ct));

    private static LocalDate? Day(string? text) => string.IsNullOrEmpty(text) ? null : Days.Parse(text, "from");

    internal sealed class Handler(BreachPages pages) : IHandle<Query, PageOf<Row>>
    {
        public Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct) => pages.Read(caller, query, ct);
    }
}

/// <summary>Reads pages of broken promises: whoever sees the ticket sees why its promises broke.</summary>
internal sealed class BreachPages(AppDb db, Ladder ladder, IOrganisation organisation, IFiles files)
{
    private sealed record Broken(Ticket Ticket, TicketClock Clock, BreachReview? Review);

    public async Task<PageOf<ListBreaches.Row>> Read(Caller caller, ListBreaches.Query query, CancellationToken ct)
    {
        var tickets = db.Visible<Ticket>();
        if (query.Ticket is { } one) tickets = tickets.Where(ticket => ticket.Id == one);
        if (query.Mine) tickets = tickets.Where(ticket => ticket.HandlerId == caller.Person);
        if (await Midnight(query.From, ct) is { } from) tickets = tickets.Where(ticket => ticket.OpenedAt >= from);
        if (await Midnight(query.To?.PlusDays(1), ct) is { } to) tickets = tickets.Where(ticket => ticket.OpenedAt < to);
        var broken = from ticket in tickets
                     join clock in db.All<TicketClock>() on ticket.Id equals clock.TicketId
                     where clock.Met == false && clock.DueAt != null && (clock.Kind == ClockKind.Respond || clock.Kind == ClockKind.Arrive || clock.Kind == ClockKind.Solve)
                     from review in db.All<BreachReview>().Where(review => review.TicketId == ticket.Id && review.Clock == clock.Kind && review.DueAt == clock.DueAt).DefaultIfEmpty()
                     select new { ticket, clock, review, rank = clock.Kind == ClockKind.Respond ? 0 : clock.Kind == ClockKind.Arrive ? 1 : 2 };
        if (query.Clock is { } kind) broken = broken.Where(row => row.clock.Kind == kind);
        if (query.Wanted is BreachWanted.Unexplained) broken = broken.Where(row => row.review == null);
        else if (query.Wanted is { } wanted && Enum.Parse<BreachState>(wanted.ToString()) is var state) broken = broken.Where(row => row.review != null && row.review.State == state);
        // The key of a row is its due time, and the ticket's id eight times over plus the clock.
        if (PageKey.Parse(query.After) is { } key && new TicketId(key.Id / 8) is var id && (int)(key.Id % 8) is var last)
            broken = broken.Where(row => row.clock.DueAt < key.At || (row.clock.DueAt == key.At && (row.ticket.Id < id || (row.ticket.Id == id && row.rank < last))));
        var page = (await broken.OrderByDescending(row => row.clock.DueAt).ThenByDescending(row => row.ticket.Id).ThenByDescending(row => row.rank).Take(query.Size + 1).ToListAsync(ct))
            .CutToPage(query.Size, row => new(row.clock.DueAt!.Value, (row.ticket.Id.Value * 8) + row.rank));
        return new(await Rows(caller, [.. page.Items.Select(row => new Broken(row.ticket, row.clock, row.review))], ct), page.Next);
    }

    private async Task<IReadOnlyList<ListBreaches.Row>> Rows(Caller caller, IReadOnlyList<Broken> broken, CancellationToken ct)
    {
        var names = await organisation.Names(broken.Select(row => (PersonId?)row.Ticket.HandlerId), ct);
        var rows = new List<ListBreaches.Row>(broken.Count);
        foreach (var (ticket, clock, review) in broken)
        {
            var causes = (await ladder.Terms(ticket.UnitId, ct)).Terms.Causes;
            rows.Add(new(
                ticket.Id, ticket.Number, ticket.Fault, clock.Kind, clock.DueAt!.Value, clock.StoppedAt, names.GetValueOrDefault(ticket.HandlerId) ?? "",
                review is null ? null : causes.FirstOrDefault(cause => cause.Code == review.Cause)?.In(caller.Language) ?? review.Cause, review?.Note, review?.Id, review?.Version, review?.State, review?.Grounds, review?.AskedBy,
                review?.DecidedBy, review?.Decision, review is null ? [] : await files.Of(db, BreachReview.FileKind, review.Key, ct), review is not null && caller.May("desk.manage") && review.WhyNotDecide(caller) is null));
        }
        return rows;
    }

    private async Task<Instant?> Midnight(LocalDate? day, CancellationToken ct) => day?.AtStartOfDayInZone(await organisation.ZoneOf(db.Caller.HomeUnit, ct)).ToInstant();
}
