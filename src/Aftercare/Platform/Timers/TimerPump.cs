using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>
/// Wakes slices whose time has come, in one transaction with the removal of the timer; a slice that sets its timer
/// again while it runs is woken again.
/// </summary>
internal sealed class TimerPump(PumpRoom room, SliceRegistry slices) : Pump<TimerRow>(room)
{
    internal override async Task<IReadOnlyList<TimerRow>> Claim(AppDb db)
    {
        var (now, until) = (Room.Now.Micros(), (Room.Now + Room.Lease).Micros());
        var claimed = await db.Set<TimerRow>().FromSql(FormattableStringFactory.Create(
            $$"""
            with due as (
                select kind, record_id from timers
                where state = 'Waiting' and due_at <= {0} and (lease_until is null or lease_until <= {0})
                order by due_at limit 200 {{Room.SkipLocked}})
            update timers set lease_owner = {1}, lease_until = {2} where (kind, record_id) in (select kind, record_id from due) returning *
            """, now, Room.Me, until)).AsNoTracking().ToListAsync();
        return [.. claimed.OrderBy(timer => timer.DueAt).ThenBy(timer => timer.RecordId)];
    }

    internal override async Task Do(TimerRow row)
    {
        var slice = slices.ForTimer(row.Kind) ?? throw new Unroutable($"No use case has the timer {row.Kind} any more.");
        var command = slice.At!.Invoke(null, [new DueTimer(row.Kind, row.RecordId, row.DueAt)])!;
        await Room.Gateway.Run(Caller.System(slice.Name, row.CompanyId), command, CancellationToken.None, alongside: new(db => Remove(db, row)));
    }

    // The lease of a failed row is nobody's and runs until the next attempt, so that the row still says when it was due.
    internal override Task GiveBack(AppDb db, TimerRow row, Exception failure)
    {
        var attempts = row.Attempts + 1;
        var state = failure is Unroutable || attempts >= Room.Attempts ? DeliveryState.Parked : DeliveryState.Waiting;
        var next = (Room.Now + PumpRoom.Backoff(attempts)).Micros();
        return db.Database.ExecuteSqlAsync($"""
            update timers set state = {state.ToString()}, attempts = {attempts}, error = {PumpRoom.ErrorOf(failure)}, lease_owner = null, lease_until = {next}
            where kind = {row.Kind} and record_id = {row.RecordId} and lease_owner = {Room.Me}
            """);
    }

    protected override string Describe(TimerRow row) => $"Timer {row.Kind} of {row.RecordId}";

    private async Task<int> Remove(AppDb db, TimerRow row) =>
        await db.Database.ExecuteSqlAsync($"delete from timers where kind = {row.Kind} and record_id = {row.RecordId} and lease_owner = {Room.Me}") is 1 ? 1 : throw new LeaseLost();
}
