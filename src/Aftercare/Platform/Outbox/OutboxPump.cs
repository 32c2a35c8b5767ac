using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>
/// Delivers facts: each subscriber runs through the gateway, in one transaction with the removal of its delivery.
/// Facts about one record reach a subscriber in their order: a later one waits for an earlier one, parked or not.
/// </summary>
internal sealed class OutboxPump : Pump<OutboxDelivery>
{
    private readonly SliceRegistry _slices;

    public OutboxPump(PumpRoom room, SliceRegistry slices) : base(room)
    {
        _slices = slices;
        room.Committed.Committed += Heard;
    }

    internal override async Task<IReadOnlyList<OutboxDelivery>> Claim(AppDb db)
    {
        var (now, until) = (Room.Now.Micros(), (Room.Now + Room.Lease).Micros());
        var claimed = await db.Set<OutboxDelivery>().FromSql(FormattableStringFactory.Create(
            $$"""
            with due as (
                select id from outbox as mine
                where state = 'Waiting' and due_at <= {0} and (lease_until is null or lease_until <= {0})
                    and not exists (select 1 from outbox as earlier where earlier.about = mine.about and earlier.subscriber = mine.subscriber and earlier.id < mine.id)
                order by due_at, id limit 100 {{Room.SkipLocked}})
            update outbox set lease_owner = {1}, lease_until = {2} where id in (select id from due) returning *
            """, now, Room.Me, until)).AsNoTracking().ToListAsync();
        return [.. claimed.OrderBy(delivery => delivery.Id)];
    }

    internal override async Task Do(OutboxDelivery row)
    {
        var slice = _slices.Named(row.Subscriber) ?? throw new Unroutable($"There is no {row.Subscriber} any more.");
        var fact = _slices.FactNamed(row.Fact) ?? throw new Unroutable($"There is no fact {row.Fact} any more.");
        var door = slice.On.GetValueOrDefault(fact) ?? throw new Unroutable($"{row.Subscriber} no longer listens to {row.Fact}.");
        var command = door.Invoke(null, [JsonSerializer.Deserialize(row.Payload, fact, PlatformJson.Options)]);
        var caller = Caller.System(slice.Name, row.CompanyId);
        if (command is null)
        {
            await Room.Write("outbox", async db => await Remove(db, row));
            return;
        }
        await Room.Gateway.Run(caller, command, CancellationToken.None, alongside: new(db => Remove(db, row)));
    }

    internal override Task GiveBack(AppDb db, OutboxDelivery row, Exception failure)
    {
        var attempts = row.Attempts + 1;
        var state = failure is Unroutable || attempts >= Room.Attempts ? DeliveryState.Parked : DeliveryState.Waiting;
        var due = (Room.Now + PumpRoom.Backoff(attempts)).Micros();
        return db.Database.ExecuteSqlAsync($"""
            update outbox set state = {state.ToString()}, attempts = {attempts}, due_at = {due}, error = {PumpRoom.ErrorOf(failure)}, lease_owner = null, lease_until = null
            where id = {row.Id} and lease_owner = {Room.Me}
            """);
    }

    protected override string Describe(OutboxDelivery row) => $"Delivery {row.Id} of {row.Fact} to {row.Subscriber}";

    public override void Dispose()
    {
        Room.Committed.Committed -= Heard;
        base.Dispose();
    }

    private void Heard(IReadOnlyCollection<Announcement> announced)
    {
        if (announced.Any(announcement => announcement.IsFact)) Wake();
    }

    private async Task<int> Remove(AppDb db, OutboxDelivery row) =>
        await db.Database.ExecuteSqlAsync($"delete from outbox where id = {row.Id} and lease_owner = {Room.Me}") is 1 ? 1 : throw new LeaseLost();
}
