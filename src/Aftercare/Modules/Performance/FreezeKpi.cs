using System.Text.Json;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Performance;

/// <summary>Freeze an indicator's value for a unit or person in a period, with its definition and counts.</summary>
internal static class FreezeKpi
{
    [Needs("performance.manage")]
    internal sealed record Command(KpiId KpiId, UnitId Unit, string Period, PersonId? Person = null) : ICommand<Response>;

    internal sealed record Response(KpiResultId ResultId, decimal? Value, string Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/kpis/{id:long}/results", Post);

    /// <summary>Freeze a figure.</summary>
    internal static async Task<Created<Response>> Post(long id, Command command, Door door, CancellationToken ct)
    {
        var response = await door.Run(command with { KpiId = new(id) }, ct);
        return TypedResults.Created($"/api/kpi-results/{response.ResultId}", response);
    }

    internal sealed class Handler(AppDb db, Counts counts, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var period = Period.Parse(command.Period);
            var scope = await ScopeFor.Of(caller, organisation, command.Unit, command.Person, ct);
            var kpi = await db.Visible<Kpi>().Include(kpi => kpi.Versions).Include(kpi => kpi.Targets).AsSplitQuery().SingleOrDefaultAsync(kpi => kpi.Id == command.KpiId, ct) ?? throw Refusal.NotFound("kpi", command.KpiId);
            if (await db.All<KpiResult>().AnyAsync(result => result.KpiId == kpi.Id && result.Period == command.Period && result.UnitId == command.Unit && result.PersonId == command.Person, ct)) throw new Refusal("kpi.already-frozen") { Arguments = [kpi.Number, command.Period] };

            var figure = await Figure.Of(kpi, period, command.Unit, scope, counts, ct);

            var frozen = new KpiResult
            {
                Id = db.NewId<KpiResultId>(), KpiId = kpi.Id, VersionOrdinal = figure.Version.Ordinal, UnitId = command.Unit, PersonId = command.Person, Period = period.ToString(),
                Counts = JsonSerializer.Serialize(figure.Counts, PlatformJson.Options), Value = figure.Value, Target = figure.Target, Score = figure.Score, FrozenAt = db.Now,
            };
            db.Add(frozen);
            await db.SaveChangesAsync(ct);
            return new(frozen.Id, frozen.Value, figure.Version.Label);
        }
    }
}
