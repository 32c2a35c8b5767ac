using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>How often orders were rescheduled, reassigned, sent back, driven to in vain or needed a second visit over a span of days, and who pays (B02).</summary>
internal static class CountActs
{
    /// <param name="From">First local day; 30 days ago when left out.</param>
    /// <param name="To">Last local day; today when left out.</param>
    [Needs("field.read")]
    internal sealed record Query(LocalDate? From = null, LocalDate? To = null) : IQuery<Response>;

    internal sealed record Response(LocalDate From, LocalDate To, IReadOnlyList<Row> Rows);

    internal sealed record Row(ActKind Kind, Payer Pays, int Count);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/order-acts/counts", Get);

    /// <summary>How often what went otherwise than planned, and who pays</summary>
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
            var rows = await db.Visible<OrderAct>().Where(act => act.At >= start && act.At < end)
                .GroupBy(act => new { act.Kind, act.Pays }).Select(group => new Row(group.Key.Kind, group.Key.Pays, group.Count())).ToListAsync(ct);
            return new(from, to, [.. rows.OrderBy(row => row.Kind).ThenBy(row => row.Pays)]);
        }
    }
}
