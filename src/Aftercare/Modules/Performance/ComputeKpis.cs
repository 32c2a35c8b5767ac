using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Modules.Performance;

/// <summary>
/// Every indicator for a unit in any stretch of days, with the definition in force on the last one. What nothing counts yet is
/// named with the reason, and gets no figure.
/// </summary>
internal static class ComputeKpis
{
    /// <param name="Library">Also the delivered indicators that the company has not activated, by their delivered definition.</param>
    /// <param name="Records">Also how many records are behind each figure: counted one by one, which takes its time.</param>
    [Needs("performance.read")]
    internal sealed record Query(UnitId Unit, LocalDate From, LocalDate To, bool Library = false, bool Records = false) : IQuery<Response>;

    internal sealed record Response(Stretch Period, Where Unit, IReadOnlyList<Row> Kpis, IReadOnlyList<Unsourced> NoSource);

    /// <param name="Name">`2026-Q2` when the days are exactly a month, quarter, half-year or year; else null, and there are no targets.</param>
    internal sealed record Stretch(LocalDate From, LocalDate To, string? Name);

    /// <summary>The unit with everything below it.</summary>
    internal sealed record Where(UnitId Id, string Name);

    /// <param name="Version">Of the definition.</param>
    /// <param name="Numerator">What stands above the line of the formula; all of it when it is no fraction.</param>
    /// <param name="Denominator">Null when the formula is no fraction.</param>
    /// <param name="Value">Null when not applicable.</param>
    /// <param name="UnitOfMeasure">`%`, `次/台` or null.</param>
    /// <param name="Suffix">The unit behind the value: `%`.</param>
    /// <param name="Target">Wanted of the period; null when nothing is, or the days are no period.</param>
    /// <param name="Records">How many records are behind the figure; null when not asked for.</param>
    /// <param name="Active">False for a delivered indicator that the company has not activated.</param>
    internal sealed record Row(string Code, string Name, string NameZh, string NameEn, decimal? Value, decimal? Numerator, decimal? Denominator, string? UnitOfMeasure, decimal? Target, bool? Met, string Version,
        int? Records, string Formula, IReadOnlyDictionary<string, decimal> Counts, bool Percent, string Suffix, bool Active);

    internal sealed record Unsourced(string Code, string Name, string NameZh, string NameEn, string Version, string Formula, string Reason, bool Active);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/kpis/values", Get);

    /// <summary>All indicators of a unit between two days.</summary>
    internal static async Task<Ok<Response>> Get(long unit, string from, string to, Door door, CancellationToken ct, bool library = false, bool records = false) =>
        TypedResults.Ok(await door.Ask(new Query(new(unit), Days.Parse(from, "from"), Days.Parse(to, "to"), library, records), ct));

    internal sealed class Handler(AppDb db, Counts counts, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (query.To < query.From) throw Refusal.Invalid("kpi.days-reversed", nameof(query.To), query.From, query.To);
            var scope = await ScopeFor.Of(caller, organisation, query.Unit, null, ct);
            var period = Enum.GetValues<PeriodKind>().Select(kind => Period.Containing(query.From, kind)).FirstOrDefault(period => (period.From, period.To) == (query.From, query.To));
            var own = await db.Visible<Kpi>().Include(kpi => kpi.Versions).Include(kpi => kpi.Targets).AsSplitQuery().ToListAsync(ct);
            var shipped = query.Library ? StandardLibrary.Shipped.Kpis.Where(kpi => own.All(mine => mine.Number != kpi.Number)).Select(kpi => kpi.From(default, query.To)) : [];
            var versions = own.Concat(shipped).OrderBy(kpi => kpi.Number, StringComparer.Ordinal).Select(kpi => (Kpi: kpi, Version: kpi.VersionOn(query.To))).ToList();

            var tally = await counts.Read(versions.Select(one => one.Version.Read()), scope, query.From, query.To, ct);
            var figures = versions.Select(one => (one.Kpi, Figure: Figure.From(one.Version, tally.Of(one.Version.Read()), period is null ? null : one.Kpi.TargetFor(period.Kind, query.Unit, query.To)))).ToList();

            var rows = new List<Row>();
            foreach (var (kpi, figure) in figures.Where(one => one.Figure.Definition.NoSource is null))
                rows.Add(Computed(kpi, figure, query.Records ? await counts.Records(figure.Definition, scope, query.From, query.To, ct) : null, caller.Language));
            return new(new(query.From, query.To, period?.ToString()), new(query.Unit, (await organisation.Unit(query.Unit, ct)).Name), rows,
                [.. figures.Where(one => one.Figure.Definition.NoSource is not null).Select(one => new Unsourced(one.Kpi.Number, one.Kpi.Name(caller.Language), one.Kpi.NameZh, one.Kpi.NameEn, one.Figure.Version.Label, one.Figure.Definition.Formula, one.Figure.Definition.NoSource!, one.Kpi.Id != default))]);
        }

        private static Row Computed(Kpi kpi, Figure figure, int? records, string language)
        {
            var (above, below) = Formula.Parse(figure.Definition.Formula).Parts(name => figure.Counts[name]);
            var measured = figure.Definition.Suffix().Trim();
            return new(kpi.Number, kpi.Name(language), kpi.NameZh, kpi.NameEn, figure.Value, above, below, measured.Length > 0 ? measured : null, figure.Target, figure.Met, figure.Version.Label,
                records, figure.Definition.Formula, figure.Counts, figure.Definition.Percent, figure.Definition.Suffix(), kpi.Id != default);
        }
    }
}
