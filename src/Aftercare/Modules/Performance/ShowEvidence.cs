using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Modules.Performance;

/// <summary>
/// The records behind a count of a scorecard line: what a figure drills down to (R1107). What was counted of a work order
/// (a visit kept, a rating) leads to the order's ticket; a complaint is itself.
/// </summary>
internal static class ShowEvidence
{
    /// <param name="Term">A name of the formula: `repairs_on_time`.</param>
    /// <param name="Without">Another name: leaves only records that count for the first and not for this one, such as the late ones.</param>
    [Needs("performance.read")]
    internal sealed record Query(KpiId Kpi, UnitId Unit, string Period, string Term, PersonId? Person = null, string? Without = null, long After = 0) : IQuery<Response>;

    /// <param name="Next">Where the next page starts; null when this was the last.</param>
    internal sealed record Response(string Number, string NameZh, string NameEn, ShowScorecard.TermNames Term, IReadOnlyList<Row> Rows, long? Next);

    /// <param name="Count">What it adds to the term: a number, or a sum in the measure's own unit.</param>
    internal sealed record Row(TicketId Ticket, string Number, string Fault, string Type, Priority Priority, Instant OpenedAt, LocalDate Date, long Count)
    {
        /// <summary>Set when the record is a complaint: its number and words stand for the ticket's.</summary>
        public ComplaintId? Complaint { get; init; }
    }

    private const int Size = 50;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/kpis/{id:long}/evidence", Get);

    /// <summary>The records behind a figure.</summary>
    internal static async Task<Ok<Response>> Get(long id, long unit, string period, string term, long? person, string? without, long? after, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Ask(new Query(new(id), new(unit), period, term, person is { } whose ? new(whose) : null, without, after ?? 0), ct));

    internal sealed class Handler(AppDb db, Counts counts, IOrganisation organisation, IDesk desk, IField field, IComplaints complaints) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var period = Period.Parse(query.Period);
            var scope = await ScopeFor.Of(caller, organisation, query.Unit, query.Person, ct);
            var kpi = await db.Visible<Kpi>().Include(kpi => kpi.Versions).SingleOrDefaultAsync(kpi => kpi.Id == query.Kpi, ct) ?? throw Refusal.NotFound("kpi", query.Kpi);
            var terms = kpi.VersionOn(period.To).Read().Terms;

            var term = Term(terms, query.Term);
            var found = await counts.Behind(term, query.Without is { Length: > 0 } without ? Term(terms, without) : null, scope, period.From, period.To, query.After, Size + 1, ct);
            var page = found.Take(Size).ToList();
            var tickets = await Tickets(page, ct);
            var others = await complaints.Cards([.. page.Where(row => !tickets.ContainsKey(row.Source)).Select(row => new ComplaintId(row.Source))], ct);
            return new(kpi.Number, kpi.NameZh, kpi.NameEn, new(term.Name, term.NameIn(Texts.Chinese), term.NameIn(Texts.English)), [.. page.Select(row => tickets.TryGetValue(row.Source, out var ticket) ? Shown(row, term, ticket) : Shown(row, term, others[new(row.Source)]))], found.Count > Size ? page[^1].Source : null);
        }

        // Ids are unique over all kinds of records: what is no work order is a ticket, or a complaint.
        private async Task<IReadOnlyDictionary<long, TicketCard>> Tickets(IReadOnlyList<FigureSource> sources, CancellationToken ct)
        {
            var orders = await field.WorkOrders([.. sources.Select(source => new WorkOrderId(source.Source))], ct);
            var behind = sources.ToDictionary(source => source.Source, source => orders.TryGetValue(new(source.Source), out var order) ? order.Ticket : new TicketId(source.Source));
            var tickets = await desk.Tickets([.. behind.Values.Distinct()], ct);
            return behind.Where(pair => tickets.ContainsKey(pair.Value)).ToDictionary(pair => pair.Key, pair => tickets[pair.Value]);
        }

        private static KpiTerm Term(IReadOnlyList<KpiTerm> terms, string name) => terms.FirstOrDefault(term => term.Name == name) ?? throw Refusal.Invalid("kpi.term-unknown", "Term", name);

        private static Row Shown(FigureSource row, KpiTerm term, TicketCard ticket) =>
            new(ticket.Id, ticket.Number, ticket.Fault, ticket.Type, ticket.Priority, ticket.OpenedAt, row.Date, term.Of is TermOf.Sum ? row.Sum : row.Count);

        private static Row Shown(FigureSource row, KpiTerm term, ComplaintCard complaint) =>
            new(default, complaint.Number, complaint.Words, "complaint", complaint.Major ? Priority.P2 : Priority.P3, complaint.ReceivedAt, row.Date, term.Of is TermOf.Sum ? row.Sum : row.Count) { Complaint = complaint.Id };
    }
}
