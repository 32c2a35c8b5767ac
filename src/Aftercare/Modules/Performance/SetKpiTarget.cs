using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>Say what is wanted of an indicator from a day on, for the company or one unit (R1104).</summary>
internal static class SetKpiTarget
{
    [Needs("performance.manage")]
    internal sealed record Command(PeriodKind Period, decimal Value, LocalDate EffectiveFrom, UnitId? Unit = null, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which indicator; over HTTP the address says it.</summary>
        public KpiId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/kpis/{id:long}/targets", Post);

    /// <summary>Set a target from a day on.</summary>
    internal static async Task<NoContent> Post(long id, Command command, Door door, CancellationToken ct)
    {
        await door.Run(command with { Id = new(id) }, ct);
        return TypedResults.NoContent();
    }

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var kpi = await db.Visible<Kpi>().Include(kpi => kpi.Targets).SingleOrDefaultAsync(kpi => kpi.Id == command.Id, ct) ?? throw Refusal.NotFound("kpi", command.Id);
            kpi.Expect(command.Version);
            if (command.Unit is { } unit) await organisation.Unit(unit, ct);

            kpi.SetTarget(command.Period, command.Unit, command.Value, command.EffectiveFrom);

            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
