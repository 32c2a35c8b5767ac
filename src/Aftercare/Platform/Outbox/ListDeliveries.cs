using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>What waits or failed behind the scenes: deliveries of facts, timers, periodic runs.</summary>
internal static class ListDeliveries
{
    /// <param name="Waiting">Also the deliveries that simply wait for their turn.</param>
    [Needs("platform.read")]
    internal sealed record Query(bool Waiting = false, string? After = null, [property: Range(1, 200)] int Size = 50) : IQuery<PageOf<Stuck>>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/deliveries", Get).WithName("ListDeliveries");

    /// <summary>Deliveries, timers and periodic runs that failed or are parked, the oldest first; with `waiting=true` also those that wait for their turn.</summary>
    internal static async Task<Ok<PageOf<Stuck>>> Get(string? after, Door door, CancellationToken ct, bool waiting = false) => TypedResults.Ok(await door.Ask(new Query(waiting, after), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, PageOf<Stuck>>
    {
        public async Task<PageOf<Stuck>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var after = PageKey.Parse(query.After);
            var deliveries = db.Set<OutboxDelivery>().Where(row => row.CompanyId == db.CompanyScope && (query.Waiting || row.Attempts > 0 || row.State == DeliveryState.Parked));
            if (after is { } key) deliveries = deliveries.Where(row => row.At > key.At || (row.At == key.At && row.Id > key.Id));
            var page = (await deliveries.OrderBy(row => row.At).ThenBy(row => row.Id).Take(query.Size + 1).ToListAsync(ct)).CutToPage(query.Size, row => new(row.At, row.Id));
            var behind = await Behind(page.Items, ct);
            // Timers and runs that fail are few, and stand on the first page.
            IReadOnlyList<Stuck> others = after is null ? [.. await Timers(ct), .. await Runs(ct)] : [];
            return new([.. others, .. page.Items.Select(row => Show(row, behind.GetValueOrDefault((row.Subscriber, row.About))))], page.Next);
        }

        private async Task<Dictionary<(string, long), int>> Behind(IReadOnlyList<OutboxDelivery> rows, CancellationToken ct)
        {
            var abouts = rows.Select(row => row.About).Distinct().ToList();
            return (await db.Set<OutboxDelivery>().Where(row => row.CompanyId == db.CompanyScope && abouts.Contains(row.About))
                .GroupBy(row => new { row.Subscriber, row.About }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct))
                .ToDictionary(group => (group.Key.Subscriber, group.Key.About), group => group.Count - 1);
        }

        private async Task<IEnumerable<Stuck>> Timers(CancellationToken ct) =>
            (await db.Set<TimerRow>().Where(row => row.CompanyId == db.CompanyScope && row.Attempts > 0).OrderBy(row => row.DueAt).Take(50).ToListAsync(ct)).Select(Show);

        private async Task<IEnumerable<Stuck>> Runs(CancellationToken ct) =>
            (await db.Set<TickRow>().Where(row => row.CompanyId == db.CompanyScope && row.Error != null).OrderBy(row => row.Slice).Take(50).ToListAsync(ct)).Select(Show);
    }

    internal static Stuck Show(OutboxDelivery row, int behind) => new(
        StuckKey.Of(row), row.Subscriber, row.Fact, row.About, row.At, row.Attempts, row.State is DeliveryState.Parked, row.State is DeliveryState.Waiting ? row.DueAt : null, row.Error, behind);

    internal static Stuck Show(TimerRow row) => new(
        StuckKey.Of(row), row.Kind, null, row.RecordId, row.DueAt, row.Attempts, row.State is DeliveryState.Parked, row.State is DeliveryState.Waiting ? row.LeaseUntil : null, row.Error, 0);

    internal static Stuck Show(TickRow row) => new(StuckKey.Of(row), row.Slice, null, null, row.LastAt, row.Attempts, false, row.NextAt, row.Error, 0);
}
