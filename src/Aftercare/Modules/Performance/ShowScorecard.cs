using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Performance;

/// <summary>
/// A card for a unit (with everything below it) or a person in a period, from the records of this moment: per indicator the
/// counts, the value, the target, the score and what it adds to the total (R1102, R1107).
/// </summary>
internal static class ShowScorecard
{
    /// <param name="Unit">The unit and everything below it; with <paramref name="Person"/> the unit whose targets count.</param>
    /// <param name="Period">`2026-04`, `2026-Q2`, `2026-H1` or `2026`.</param>
    [Needs("performance.read")]
    internal sealed record Query(CardId Card, UnitId Unit, string Period, PersonId? Person = null) : IQuery<Response>;

    /// <param name="Total">Null when nothing can be scored yet.</param>
    /// <param name="ScorableWeight">How much of the 100 has a source in this period.</param>
    internal sealed record Response(string CardZh, string CardEn, string Period, decimal? Total, decimal ScorableWeight, IReadOnlyList<Line> Lines);

    /// <param name="Value">In the indicator's unit; null when not applicable in the period.</param>
    /// <param name="Suffix">The unit behind the value: `%`.</param>
    /// <param name="Met">Null when there is no value or no target.</param>
    /// <param name="Points">What the line adds to the total.</param>
    /// <param name="Terms">What people call the counts, where the definition says.</param>
    internal sealed record Line(KpiId Kpi, string Number, string NameZh, string NameEn, string Version, string Formula, IReadOnlyDictionary<string, decimal> Counts,
        decimal? Value, bool Percent, string Suffix, decimal? Target, bool? Met, decimal? Score, decimal Weight, decimal EffectiveWeight, decimal Points, IReadOnlyList<TermNames> Terms)
    {
        public string NameOf(string term, string language) => Terms.FirstOrDefault(names => names.Term == term) is { } names ? language == Texts.English ? names.En : names.Zh : term;
    }

    internal sealed record TermNames(string Term, string Zh, string En);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/cards/{card:long}/scorecard", Get);

    /// <summary>The scorecard of a unit or person in a period.</summary>
    internal static async Task<Ok<Response>> Get(long card, long unit, string period, long? person, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Ask(new Query(new(card), new(unit), period, person is { } id ? new(id) : null), ct));

    internal sealed class Handler(AppDb db, Counts counts, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var period = Period.Parse(query.Period);
            var scope = await ScopeFor.Of(caller, organisation, query.Unit, query.Person, ct);
            var card = await db.Visible<Card>().Include(card => card.Lines).SingleOrDefaultAsync(card => card.Id == query.Card, ct) ?? throw Refusal.NotFound("card", query.Card);
            var ids = card.Lines.Select(line => line.KpiId).ToList();
            var kpis = await db.Visible<Kpi>().Include(kpi => kpi.Versions).Include(kpi => kpi.Targets).AsSplitQuery().Where(kpi => ids.Contains(kpi.Id)).ToDictionaryAsync(kpi => kpi.Id, ct);

            var lines = card.Lines.OrderBy(line => line.Place).Select(line => (Kpi: kpis[line.KpiId], line.Weight)).ToList();
            var figures = await Figure.Of([.. lines.Select(line => line.Kpi)], period, query.Unit, scope, counts, ct);

            var total = Scorecard.Total([.. lines.Zip(figures, (line, figure) => new ScoreLine(line.Kpi.Number, figure.Score, line.Weight))], card.NotApplicable);
            return new(card.NameZh, card.NameEn, period.ToString(), total.Total, total.ScorableWeight, [.. lines.Zip(figures, total.Lines).Select(all => Shown(all.First.Kpi, all.Second, all.Third))]);
        }

        private static Line Shown(Kpi kpi, Figure figure, ScoredLine scored) => new(kpi.Id, kpi.Number, kpi.NameZh, kpi.NameEn, figure.Version.Label, figure.Definition.Formula,
            figure.Counts, figure.Value, figure.Definition.Percent, figure.Definition.Suffix(), figure.Target, figure.Met, figure.Score, scored.Weight, scored.EffectiveWeight, scored.Points,
            [.. figure.Definition.Terms.Select(term => new TermNames(term.Name, term.NameIn(Texts.Chinese), term.NameIn(Texts.English)))]);
    }
}
