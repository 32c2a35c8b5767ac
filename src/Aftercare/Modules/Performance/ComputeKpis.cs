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
    internal sealed record Row(string Number, string NameZh, string NameEn, string Version, string Formula, IReadOnlyDictionary<string, decimal> Counts, decimal? Value, bool Percent);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/kpis/values", Get);

    /// <summary>All indicators of a unit between two days.</summary>
    internal static async Task<Ok<Response>> Get(long unit, string from, string to, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Ask(new Query(new(unit), Days.Parse(from, "from"), Days.Parse(to, "to")), ct));

    internal sealed class Handler(AppDb db, Counts counts, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var scope = await ScopeFor.Of(caller, organisation, query.Unit, null, ct);
            var rows = new List<Row>();
            foreach (var kpi in await db.Visible<Kpi>().Include(kpi => kpi.Versions).OrderBy(kpi => kpi.Number).ToListAsync(ct))
            {
                var version = kpi.VersionOn(query.To);
                var figure = Figure.From(version, await counts.Of(version.Read().Terms, scope, query.From, query.To, ct), null);
                rows.Add(new(kpi.Number, kpi.NameZh, kpi.NameEn, version.Label, figure.Definition.Formula, figure.Counts, figure.Value, figure.Definition.Percent));
            }
            return new(rows);
        }
    }
}
