using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>Change the definition of an indicator: the old version stays, and so does every result computed with it (R1101).</summary>
internal static class ChangeKpi
{
    [Needs("performance.manage")]
    internal sealed record Command(KpiDefinition Definition, LocalDate EffectiveFrom, [property: Required, StringLength(500)] string Reason, int? Version = null) : ICommand<Response>, IReasoned
    {
        /// <summary>Which indicator; over HTTP the address says it.</summary>
        public KpiId Id { get; init; }
    }

    internal sealed record Response(string Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/kpis/{id:long}/versions", Post);

    /// <summary>Change an indicator's definition. A new version begins on the day given.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var kpi = await db.Visible<Kpi>().Include(kpi => kpi.Versions).SingleOrDefaultAsync(kpi => kpi.Id == command.Id, ct) ?? throw Refusal.NotFound("kpi", command.Id);
            kpi.Expect(command.Version);

            var version = kpi.Define(command.Definition, command.EffectiveFrom);

            await db.SaveChangesAsync(ct);
            return new(version.Label);
        }
    }
}
