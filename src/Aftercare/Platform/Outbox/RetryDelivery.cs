using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Try again at once what failed or is parked: some, or everything of the company.</summary>
internal static class RetryDelivery
{
    /// <param name="Keys">The keys of the list; empty for everything that is parked.</param>
    [Needs("platform.manage")]
    internal sealed record Command([property: MaxLength(200)] IReadOnlyList<string> Keys) : ICommand<Response>;

    internal sealed record Response(int Retried);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/deliveries/retry", Post).WithName("RetryDelivery");

    /// <summary>Tries failed or parked work again at once; without keys, everything that is parked.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var keys = command.Keys.Select(StuckKey.Parse).ToList();
            var (all, ids, records) = (keys.Count == 0, keys.Where(key => key.What == "delivery").Select(key => key.Id).ToList(), keys.Where(key => key.What == "timer").Select(key => key.Id).ToList());
            var runs = keys.Where(key => key.What == "tick").Select(key => key.Name).ToList();

            var deliveries = await db.Set<OutboxDelivery>().Where(row => row.CompanyId == db.CompanyScope && (all ? row.State == DeliveryState.Parked : ids.Contains(row.Id) && row.Attempts > 0)).ToListAsync(ct);
            foreach (var row in deliveries) (row.State, row.Attempts, row.DueAt) = (DeliveryState.Waiting, 0, db.Now);
            var timers = (await db.Set<TimerRow>().Where(row => row.CompanyId == db.CompanyScope && row.LeaseOwner == null && (all ? row.State == DeliveryState.Parked : records.Contains(row.RecordId) && row.Attempts > 0)).ToListAsync(ct))
                .Where(row => all || keys.Exists(key => key.Id == row.RecordId && key.Name == row.Kind)).ToList();
            foreach (var row in timers) (row.State, row.Attempts, row.LeaseUntil) = (DeliveryState.Waiting, 0, null);
            var ticks = await db.Set<TickRow>().Where(row => row.CompanyId == db.CompanyScope && runs.Contains(row.Slice)).ToListAsync(ct);
            foreach (var row in ticks) row.NextAt = db.Now;
            await db.SaveChangesAsync(ct);
            return new(deliveries.Count + timers.Count + ticks.Count);
        }
    }
}
