using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>A frozen value, and the same value computed again from its own definition and counts.</summary>
internal static class ShowResult
{
    [Needs("performance.read")]
    internal sealed record Query(KpiResultId ResultId) : IQuery<Response>;

    /// <param name="Value">What counts: differs from <paramref name="Computed"/> only where somebody corrected it, with a reason (the audit trail has it).</param>
    /// <param name="Computed">As it was frozen.</param>
    /// <param name="Recomputed">The same from the frozen definition and counts, at this moment.</param>
    internal sealed record Response(KpiId Kpi, string DefinitionVersion, string Formula, string Period, IReadOnlyDictionary<string, decimal> Counts,
        decimal? Value, decimal? Computed, decimal? Recomputed, decimal? Target, bool? Met, decimal? Score, Instant FrozenAt, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/kpi-results/{id:long}", Get);

    /// <summary>A frozen figure with its counts.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var result = await db.Load<KpiResult>(query.ResultId.Value, "kpi-result", ct);
            var version = await db.All<KpiVersion>().SingleAsync(version => version.KpiId == result.KpiId && version.Ordinal == result.VersionOrdinal, ct);

            var again = result.Again(version);

            return new(result.KpiId, version.Label, again.Definition.Formula, result.Period, again.Counts, result.Value, result.Computed, again.Value, result.Target, again.Definition.Indicator().Met(result.Value, result.Target), result.Score, result.FrozenAt, result.Version);
        }
    }
}
