using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Escalations the caller sees, the newest on top: of one ticket, waiting ones, one's own (R315).</summary>
internal static class ListEscalations
{
    /// <param name="Waiting">Nobody took them yet.</param>
    /// <param name="Mine">The caller was asked.</param>
    [Needs("desk.read")]
    internal sealed record Query(TicketId? Ticket = null, bool Waiting = false, bool Mine = false, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    /// <param name="InPlaceOf">Who is away.</param>
    internal sealed record Row(
        EscalationId Id, TicketId Ticket, string Number, string Fault, EscalationPath Path, string Level, EscalateWhen Why, ClockKind? Clock, Instant? DueAt, PersonId To, string ToName, string? InPlaceOf, Instant At, string Who,
        string? Reason, string? Reference, Instant? AcceptedAt, string? AcceptedBy);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/escalations", Get);

    /// <summary>Escalations, the newest on top.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, long? ticket = null, bool waiting = false, bool mine = false, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(ticket is { } id ? new TicketId(id) : null, waiting, mine, after, size), ct));

    internal sealed class Handler(AppDb db, EscalationRows rows) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var found = db.Visible<Escalation>();
            if (query.Ticket is { } ticket) found = found.Where(one => one.TicketId == ticket);
            if (query.Waiting) found = found.Where(one => one.AcceptedAt == null);
            if (query.Mine) found = found.Where(one => one.ToId == caller.Person);
            var page = (await found.NewestFirst(one => one.At, one => one.Id, query.After).Take(query.Size + 1).ToListAsync(ct)).CutToPage(query.Size, one => new(one.At, one.Id.Value));
            return new(await rows.Of(page.Items, caller.Language, ct), page.Next);
        }
    }
}

/// <summary>Makes rows of escalations: names and tickets fetched for the whole page at once.</summary>
internal sealed class EscalationRows(AppDb db, Kept<DeskBook> book, IOrganisation organisation)
{
    public async Task<IReadOnlyList<ListEscalations.Row>> Of(IReadOnlyList<Escalation> escalations, string language, CancellationToken ct)
    {
        if (escalations.Count == 0) return [];
        var ids = escalations.Select(one => one.TicketId).Distinct().ToList();
        var tickets = await db.All<Ticket>().Where(ticket => ids.Contains(ticket.Id)).ToDictionaryAsync(ticket => ticket.Id, ticket => new { ticket.Number, ticket.Fault }, ct);
        var names = await organisation.Names(escalations.SelectMany(one => new[] { one.ToId, one.InPlaceOfId }), ct);
        var editions = (await book.Of(db, ct)).Terms.ToDictionary(terms => terms.Edition, terms => terms.Terms);
        string Level(Escalation one) => editions.GetValueOrDefault(one.Edition, TermsDefinition.Standard).Levels(one.Path).FirstOrDefault(level => level.Code == one.Level)?.In(language) ?? one.Level;
        return [.. escalations.Select(one => new ListEscalations.Row(
            one.Id, one.TicketId, tickets[one.TicketId].Number, tickets[one.TicketId].Fault, one.Path, Level(one), one.Why, one.Clock, one.DueAt, one.ToId, names.GetValueOrDefault(one.ToId) ?? "",
            one.InPlaceOfId is { } away ? names.GetValueOrDefault(away) : null, one.At, one.Who, one.Reason, one.Reference, one.AcceptedAt, one.AcceptedBy))];
    }
}
