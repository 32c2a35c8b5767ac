using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>How service points answer over a span of days: handed, accepted, refused by reason, let run out (B01).</summary>
internal static class CountHandovers
{
    /// <param name="From">First local day; 30 days ago when left out.</param>
    /// <param name="To">Last local day; today when left out.</param>
    [Needs("field.read")]
    internal sealed record Query(LocalDate? From = null, LocalDate? To = null) : IQuery<Response>;

    internal sealed record Response(LocalDate From, LocalDate To, IReadOnlyList<Row> Units);

    internal sealed record Row(UnitId Unit, string Name, int Handed, int Accepted, int Refused, int Expired, int TakenBack, int Open, IReadOnlyList<ReasonCount> Reasons);

    /// <param name="Name">In the reader's language.</param>
    internal sealed record ReasonCount(string Code, string Name, int Count);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/handovers/counts", Get);

    /// <summary>How units answered what they were handed</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, DateOnly? from = null, DateOnly? to = null) =>
        TypedResults.Ok(await door.Ask(new Query(from is { } first ? LocalDate.FromDateOnly(first) : null, to is { } last ? LocalDate.FromDateOnly(last) : null), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var to = query.To ?? db.Now.InZone(zone).Date;
            var from = query.From ?? to.PlusDays(-30);
            var (start, end) = (zone.AtStartOfDay(from).ToInstant(), zone.AtStartOfDay(to.PlusDays(1)).ToInstant());

            var counts = await db.Visible<Handover>().Where(row => row.HandedAt >= start && row.HandedAt < end)
                .GroupBy(row => new { row.ToUnitId, row.State, row.ReasonCode }).Select(group => new { group.Key.ToUnitId, group.Key.State, group.Key.ReasonCode, Count = group.Count() }).ToListAsync(ct);
            var reasons = (await DispatchPolicy.On(db, to, ct)).Reasons.ToDictionary(reason => reason.Code, reason => reason.In(caller.Language));
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
            return new(from, to, [.. counts.GroupBy(count => count.ToUnitId).Select(group =>
            {
                int Of(HandoverState state) => group.Where(count => count.State == state).Sum(count => count.Count);
                return new Row(group.Key, units[group.Key], group.Sum(count => count.Count), Of(HandoverState.Accepted), Of(HandoverState.Refused), Of(HandoverState.Expired), Of(HandoverState.TakenBack), Of(HandoverState.Offered),
                    [.. group.Where(count => count.ReasonCode is not null).OrderByDescending(count => count.Count).Select(count => new ReasonCount(count.ReasonCode!, reasons.GetValueOrDefault(count.ReasonCode!) ?? count.ReasonCode!, count.Count))]);
            }).OrderByDescending(row => row.Handed).ThenBy(row => row.Name, StringComparer.Ordinal)]);
        }
    }
}
