using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Modules.Performance;

/// <summary>
/// A card for a unit (with everything below it) or a person in a period, from the records of this moment: per indicator the
/// counts, the value, the target, the score and what it adds to the total (R1102, R1107); what nothing counts yet is named and never made up.
/// </summary>
internal static class ShowScorecard
{
    /// <param name="Unit">The unit and everything below it; with <paramref name="Person"/> the unit whose targets count.</param>
    /// <param name="Period">`2026-04`, `2026-Q2`, `2026-H1` or `2026`.</param>
    [Needs("performance.read")]
    internal sealed record Query(CardId Card, UnitId Unit, string Period, PersonId? Person = null) : IQuery<Response>;

    /// <param name="Total">Null when nothing can be scored yet, when an indicator has no source, and when the company has not weighed the card.</param>
    /// <param name="ScorableWeight">How much of the 100 has a score in this period.</param>
    internal sealed record Response(string CardZh, string CardEn, string Period, decimal? Total, decimal ScorableWeight, IReadOnlyList<Line> Lines)
    {
        /// <summary>The edition of the card that holds for the period: `V1.0`.</summary>
        public required string Edition { get; init; }

        public required LocalDate EffectiveFrom { get; init; }
        public required Bands Bands { get; init; }
        public required bool NaturalLimitCountsFull { get; init; }
        public required bool IsWeighed { get; init; }

        /// <summary>How much of the 100 nothing counts yet.</summary>
        public required decimal MissingWeight { get; init; }

        /// <summary>What the lines with a source add up to.</summary>
        public required decimal? Subtotal { get; init; }

        public Band? Band => Total is { } total ? Bands.Of(total) : null;

        /// <summary>Whose card it is; null for a unit.</summary>
        public string? PersonName { get; init; }

        /// <summary>Who has figures behind the card of a unit, by name.</summary>
        public IReadOnlyList<PersonRow> People { get; init; } = [];
    }

    internal sealed record PersonRow(PersonId Id, string Name);

    /// <param name="Value">In the indicator's unit; null when not applicable in the period.</param>
    /// <param name="Suffix">The unit behind the value: `%`.</param>
    /// <param name="Met">Null when there is no value or no target.</param>
    /// <param name="Points">What the line adds to the total.</param>
    /// <param name="Terms">What people call the counts, where the definition says.</param>
    internal sealed record Line(KpiId Kpi, string Number, string NameZh, string NameEn, string Version, string Formula, IReadOnlyDictionary<string, decimal> Counts,
        decimal? Value, bool Percent, string Suffix, decimal? Target, bool? Met, decimal? Score, decimal Weight, decimal EffectiveWeight, decimal Points, IReadOnlyList<TermNames> Terms)
    {
        /// <summary>Where the score lies (R1106).</summary>
        public Band? Band { get; init; }

        /// <summary>Why nothing counts this indicator yet; null when something does.</summary>
        public string? NoSource { get; init; }

        /// <summary>Marked * in the duty table.</summary>
        public bool Optional { get; init; }

        /// <summary>Whether it has a definition sheet with purpose and the department that hands out the figure.</summary>
        public bool HasSheet { get; init; }

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
            var card = await db.Visible<Card>().Include(card => card.Editions).Include(card => card.Lines).AsSplitQuery().SingleOrDefaultAsync(card => card.Id == query.Card, ct) ?? throw Refusal.NotFound("card", query.Card);
            var edition = card.EditionOn(period.To);
            var weighed = card.LinesOf(edition);
            var ids = weighed.Select(line => line.KpiId).ToList();
            var kpis = await db.Visible<Kpi>().Include(kpi => kpi.Versions).Include(kpi => kpi.Targets).AsSplitQuery().Where(kpi => ids.Contains(kpi.Id)).ToDictionaryAsync(kpi => kpi.Id, ct);

            var figures = await Figure.Of([.. weighed.Select(line => kpis[line.KpiId])], period, query.Unit, scope, counts, ct, edition);
            var people = query.Person is { } whose ? await organisation.Names([whose], ct) : await People(figures, scope, period, ct);

            var total = edition.IsWeighed ? Scorecard.Total([.. weighed.Zip(figures, (line, figure) => new ScoreLine(figure.Version.Label, figure.Score, line.Weight, figure.Definition.NoSource is not null))], edition.NotApplicable) : Unweighed(figures);
            return new(card.NameZh, card.NameEn, period.ToString(), total.Total, total.ScorableWeight, [.. weighed.Zip(figures, total.Lines).Select(all => Shown(kpis[all.First.KpiId], all.First, all.Second, all.Third, edition.Bands))])
            {
                Edition = edition.Label, EffectiveFrom = edition.EffectiveFrom, Bands = edition.Bands, NaturalLimitCountsFull = edition.NaturalLimitCountsFull, IsWeighed = edition.IsWeighed,
                MissingWeight = total.MissingWeight, Subtotal = total.Subtotal, PersonName = query.Person is { } person ? people.GetValueOrDefault(person) : null,
                People = query.Person is null ? [.. people.Select(row => new PersonRow(row.Key, row.Value)).OrderBy(row => row.Name, StringComparer.Ordinal)] : [],
            };
        }

        private async Task<IReadOnlyDictionary<PersonId, string>> People(IReadOnlyList<Figure> figures, Scope scope, Period period, CancellationToken ct) =>
            await organisation.Names((await counts.People(figures.Select(figure => figure.Definition), scope, period.From, period.To, ct)).Select(person => (PersonId?)person), ct);

        private static ScorecardTotal Unweighed(IReadOnlyList<Figure> figures) => new(null, 0, 0, null, [.. figures.Select(figure => new ScoredLine(figure.Version.Label, figure.Score, 0, 0, 0))]);

        private static Line Shown(Kpi kpi, CardLine line, Figure figure, ScoredLine scored, Bands bands) => new(kpi.Id, kpi.Number, kpi.NameZh, kpi.NameEn, figure.Version.Label, figure.Definition.Formula,
            figure.Counts, figure.Value, figure.Definition.Percent, figure.Definition.Suffix(), figure.Target, figure.Met, figure.Score, scored.Weight, scored.EffectiveWeight, scored.Points,
            [.. figure.Definition.Terms.Select(term => new TermNames(term.Name, term.NameIn(Texts.Chinese), term.NameIn(Texts.English)))])
        {
            Band = figure.Score is { } score ? bands.Of(score) : null, NoSource = figure.Definition.NoSource, Optional = line.Optional,
            HasSheet = figure.Definition is { Purpose: not null, OutputDepartment: not null },
        };
    }
}
