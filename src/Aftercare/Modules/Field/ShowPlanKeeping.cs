using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>How many orders of a kind were done by the day that was agreed (R411, K04): of those due in a span of days, from the measures.</summary>
internal static class ShowPlanKeeping
{
    /// <summary>What is wanted, in percent (K04).</summary>
    private const decimal Target = 95m;

    /// <param name="From">First local day; the first of this month when left out.</param>
    /// <param name="To">Last local day; today when left out.</param>
    [Needs("field.read")]
    internal sealed record Query([property: StringLength(40)] string Kind = "commissioning", LocalDate? From = null, LocalDate? To = null) : IQuery<Response>;

    /// <param name="Due">Orders whose agreed day is in the span; cancelled ones are out.</param>
    /// <param name="Met">Of these, completed by that day.</param>
    /// <param name="Percent">One decimal; null when none was due.</param>
    internal sealed record Response(string Kind, LocalDate From, LocalDate To, long Due, long Met, decimal? Percent, decimal Target, bool? TargetMet);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/plan-keeping", Get);

    /// <summary>How many orders were done by the day that was agreed</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, string kind = "commissioning", DateOnly? from = null, DateOnly? to = null) =>
        TypedResults.Ok(await door.Ask(new Query(kind, from is { } first ? LocalDate.FromDateOnly(first) : null, to is { } last ? LocalDate.FromDateOnly(last) : null), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var to = query.To ?? db.Now.InZone(zone).Date;
            var from = query.From ?? new LocalDate(to.Year, to.Month, 1);
            var sums = await Figures.Sums(db, new([WorkOrder.PlanDue, WorkOrder.PlanMet], from, to) { Types = [query.Kind], Units = caller.SeesAllUnits ? null : [.. caller.Units] }, ct);
            var (due, met) = (sums.GetValueOrDefault((WorkOrder.PlanDue, query.Kind), Total.None).Count, sums.GetValueOrDefault((WorkOrder.PlanMet, query.Kind), Total.None).Count);
            decimal? percent = due == 0 ? null : Math.Round(100m * met / due, 1, MidpointRounding.AwayFromZero);
            return new(query.Kind, from, to, due, met, percent, Target, percent is null ? null : 100m * met / due >= Target);
        }
    }
}
