using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Modules.Performance;

/// <summary>
/// The frozen figures, the newest first, each computed again twice: from its own definition and counts, which must give the
/// same value, and from the records of this moment, which differ when something was entered late.
/// </summary>
internal static class ListResults
{
    [Needs("performance.read")]
    internal sealed record Query(string? After = null) : IQuery<PageOf<Row>>;

    /// <param name="Value">What counts: as computed, or as corrected since.</param>
    /// <param name="Computed">As it was frozen.</param>
    /// <param name="Again">From the frozen definition and counts.</param>
    /// <param name="Today">From the same definition and the records of this moment.</param>
    internal sealed record Row(KpiResultId Id, string Number, string DefinitionVersion, UnitId Unit, PersonId? Person, string Period, Instant FrozenAt, decimal? Value, decimal? Computed, decimal? Again, decimal? Today);

    private const int Size = 50;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/kpi-results", Get);

    /// <summary>The frozen figures, the newest first, each with the same figure computed again.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(string? after, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(after), ct));

    internal sealed class Handler(AppDb db, Counts counts, IOrganisation organisation) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var page = await db.Visible<KpiResult>().NewestFirst(result => result.FrozenAt, result => result.Id, query.After).Take(Size + 1).ToListAsync(ct);
            var ids = page.Select(result => result.KpiId).Distinct().ToList();
            var kpis = await db.Visible<Kpi>().Include(kpi => kpi.Versions).Where(kpi => ids.Contains(kpi.Id)).ToDictionaryAsync(kpi => kpi.Id, ct);

            var rows = new List<Row>();
            foreach (var result in page) rows.Add(await Again(result, kpis[result.KpiId], ct));
            return rows.CutToPage(Size, row => new(row.FrozenAt, row.Id.Value));
        }

        private async Task<Row> Again(KpiResult result, Kpi kpi, CancellationToken ct)
        {
            var version = kpi.Versions.Single(version => version.Ordinal == result.VersionOrdinal);
            var period = Period.Parse(result.Period);
            var scope = new Scope(await organisation.Below(result.UnitId, ct), result.PersonId);
            var tally = await counts.Read([version.Read()], scope, period.From, period.To, ct);
            return new(result.Id, kpi.Number, version.Label, result.UnitId, result.PersonId, result.Period, result.FrozenAt, result.Value, result.Computed,
                result.Again(version).Value, Figure.From(version, tally.Of(version.Read()), null).Value);
        }
    }
}
