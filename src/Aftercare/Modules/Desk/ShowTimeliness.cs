using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>How many promises were kept, gross and net side by side (R310, B32): gross knows no excuses, net leaves out what was approved.</summary>
internal static class ShowTimeliness
{
    /// <param name="From">First day of receipt.</param>
    /// <param name="To">Last day of receipt.</param>
    [Needs("desk.read")]
    internal sealed record Query(LocalDate From, LocalDate To) : IQuery<Response>;

    internal sealed record Response(Line Respond, Line Solve, long Escalated, long Repeats);

    /// <param name="Settled">Promises kept or broken.</param>
    /// <param name="Excused">Broken, and approved as excused.</param>
    /// <param name="Gross">Kept of all settled, in percent with one decimal; null when there are none.</param>
    /// <param name="Net">Kept of those not excused.</param>
    internal sealed record Line(long Settled, long Met, long Excused, decimal? Gross, decimal? Net);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/desk/timeliness", Get);

    /// <summary>How many promises were kept, gross and net.</summary>
    internal static async Task<Ok<Response>> Get(string from, string to, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(Days.Parse(from, "from"), Days.Parse(to, "to")), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        private static readonly string[] Counted = ["desk.respond.settled", "desk.respond.met", "desk.respond.excused", "desk.solve.settled", "desk.solve.met", "desk.solve.excused", "desk.escalated", Repeats.Measure];

        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var sums = await Figures.Sums(db, new(Counted, query.From, query.To) { Units = caller.SeesAllUnits ? null : [.. caller.Units], Person = caller.OwnOnly ? caller.Person ?? default : null }, ct);
            long Sum(string name) => sums.Where(sum => sum.Key.Name == name).Sum(sum => sum.Value.Count);
            Line Of(string clock)
            {
                var (settled, met, excused) = (Sum($"desk.{clock}.settled"), Sum($"desk.{clock}.met"), Sum($"desk.{clock}.excused"));
                return new(settled, met, excused, Percent(met, settled), Percent(met, settled - excused));
            }
            return new(Of("respond"), Of("solve"), Sum("desk.escalated"), Sum(Repeats.Measure));
        }

        private static decimal? Percent(long part, long whole) => whole <= 0 ? null : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);
    }
}
