using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Performance;

/// <summary>Freeze an indicator's value for a unit or person in a period that is over, once, with its definition and counts.</summary>
internal static class FreezeKpi
{
    [Needs("performance.manage")]
    internal sealed record Command(UnitId Unit, string Period, PersonId? Person = null) : ICommand<Response>
    {
        /// <summary>Which indicator; over HTTP the address says it.</summary>
        public KpiId Id { get; init; }
    }

    internal sealed record Response(KpiResultId ResultId, decimal? Value, string Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/kpis/{id:long}/results", Post);

    /// <summary>Freeze a figure.</summary>
    internal static async Task<Created<Response>> Post(long id, Command command, Door door, CancellationToken ct)
    {
        var response = await door.Run(command with { Id = new(id) }, ct);
        return TypedResults.Created($"/api/kpi-results/{response.ResultId}", response);
    }

    internal sealed class Handler(AppDb db, Counts counts, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var period = Period.Parse(command.Period);
            var scope = await ScopeFor.Of(caller, organisation, command.Unit, command.Person, ct);
            var kpi = await db.Visible<Kpi>().Include(kpi => kpi.Versions).Include(kpi => kpi.Targets).AsSplitQuery().SingleOrDefaultAsync(kpi => kpi.Id == command.Id, ct) ?? throw Refusal.NotFound("kpi", command.Id);
            if (kpi.WhyNotFreeze(period, db.Now.InZone((await organisation.Unit(command.Unit, ct)).Zone).Date) is { } why) throw why;
            var name = period.ToString();
            if (await db.All<KpiResult>().AnyAsync(result => result.KpiId == kpi.Id && result.Period == name && result.UnitId == command.Unit && result.PersonId == command.Person, ct)) throw new Refusal("kpi.already-frozen") { Arguments = [kpi.Number, name] };

            var figure = (await Figure.Of([kpi], period, command.Unit, scope, counts, ct))[0];

            var frozen = db.Add(KpiResult.Of(db.NewId<KpiResultId>(), kpi.Id, command.Unit, command.Person, period, figure, db.Now)).Entity;
            await db.SaveChangesAsync(ct);
            return new(frozen.Id, frozen.Value, figure.Version.Label);
        }
    }
}
