using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>Every indicator for a unit in any stretch of days, with the definition in force on the last one.</summary>
internal static class ComputeKpis
{
    [Needs("performance.read")]
    internal sealed record Query(UnitId Unit, LocalDate From, LocalDate To) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Kpis);

    /// <param name="Value">Null when not applicable.</param>
    /// <param name="Suffix">The unit behind the value: `%`.</param>
    internal sealed record Row(string Number, string NameZh, string NameEn, string Version, string Formula, IReadOnlyDictionary<string, decimal> Counts, decimal? Value, bool Percent, string Suffix);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/kpis/values", Get);

    /// <summary>All indicators of a unit between two days.</summary>
    internal static async Task<Ok<Response>> Get(long unit, string from, string to, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Ask(new Query(new(unit), Days.Parse(from, "from"), Days.Parse(to, "to")), ct));

    internal sealed class Handler(AppDb db, Counts counts, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (query.To < query.From) throw Refusal.Invalid("kpi.days-reversed", nameof(query.To), query.From, query.To);
            var scope = await ScopeFor.Of(caller, organisation, query.Unit, null, ct);
            var versions = (await db.Visible<Kpi>().Include(kpi => kpi.Versions).OrderBy(kpi => kpi.Number).ToListAsync(ct)).ConvertAll(kpi => (Kpi: kpi, Version: kpi.VersionOn(query.To)));

            var tally = await counts.Read(versions.Select(one => one.Version.Read()), scope, query.From, query.To, ct);

            return new([.. versions.Select(one => Computed(one.Kpi, Figure.From(one.Version, tally.Of(one.Version.Read()), null)))]);
        }

        private static Row Computed(Kpi kpi, Figure figure) => new(kpi.Number, kpi.NameZh, kpi.NameEn, figure.Version.Label, figure.Definition.Formula, figure.Counts, figure.Value, figure.Definition.Percent, figure.Definition.Suffix());
    }
}
