using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Performance;

/// <summary>Correct a frozen value, with the reason; the audit trail keeps old and new (R1505).</summary>
internal static class CorrectResult
{
    [Needs("performance.approve")]
    internal sealed record Command(decimal Value, [property: Required, StringLength(500)] string Reason, int? Version = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which result; over HTTP the address says it.</summary>
        public KpiResultId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/kpi-results/{id:long}/correct", Post);

    /// <summary>Correct a frozen figure with a reason.</summary>
    internal static async Task<NoContent> Post(long id, Command command, Door door, CancellationToken ct)
    {
        await door.Run(command with { Id = new(id) }, ct);
        return TypedResults.NoContent();
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var result = await db.Load<KpiResult>(command.Id.Value, "kpi-result", ct);
            result.Expect(command.Version);
            var version = await db.All<KpiVersion>().SingleAsync(version => version.KpiId == result.KpiId && version.Ordinal == result.VersionOrdinal, ct);

            result.Correct(command.Value, version);

            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
