using System.Text.Json;
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

    /// <param name="Recomputed">Differs from <paramref name="Value"/> only where somebody corrected it, with a reason.</param>
    internal sealed record Response(KpiId Kpi, string DefinitionVersion, string Period, IReadOnlyDictionary<string, decimal> Counts, decimal? Value, decimal? Recomputed, decimal? Target, decimal? Score, Instant FrozenAt, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/kpi-results/{id:long}", Get);

    /// <summary>A frozen figure with its counts.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var result = await db.Load<KpiResult>(query.ResultId.Value, "kpi-result", ct);
            var version = await db.All<KpiVersion>().SingleAsync(version => version.KpiId == result.KpiId && version.Ordinal == result.VersionOrdinal, ct);
            var counts = JsonSerializer.Deserialize<Dictionary<string, decimal>>(result.Counts, PlatformJson.Options)!;

            var again = Figure.From(version, counts, result.Target);

            return new(result.KpiId, version.Label, result.Period, counts, result.Value, again.Value, result.Target, result.Score, result.FrozenAt, result.Version);
        }
    }
}
