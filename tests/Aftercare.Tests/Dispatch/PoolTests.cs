using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Messages;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Dispatch;

/// <summary>What technicians take themselves (B20), and the sequence of their day (R405). Zhao lives 3 km from the customer, Qian 30.</summary>
public sealed class PoolTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly LocalDate Tuesday = new(2026, 3, 3);

    private async Task<FieldWorld> Open(int perDay = 2, int km = 20)
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, new SetDispatchPolicy.Command(new(2026, 3, 2), 30, 10, PoolPerDay: perDay, PoolKm: km));
        return world;
    }

    private static TakeOrder.Command Take(WorkOrderId order, string from) => new(DeskWorld.Shanghai($"{FieldWorld.Tuesday} {from}"), 60) { Id = order };

    [Fact, Trait("Requirement", "B20")]
    public async Task A_technician_takes_what_fits_skill_and_area_and_has_it_accepted_at_once()
    {
        var world = await Open();
        var (order, lift) = (await world.Order(), await world.Order(skill: "lifts"));
        var zhao = world.Technician(world.Zhao);

        var pool = await (await app.ClientFor(zhao).GetAsync($"/api/my-pool?day={FieldWorld.Tuesday}")).Read<ListPool.Response>();
        var row = Assert.Single(pool.Orders);
        Assert.Equal((order, 2, 2, "上海市浦东新区"), (row.Id, pool.PerDay, pool.Left, row.Area));
        Assert.InRange(row.Km!.Value, 2, 4);
        Assert.Empty((await app.Ask(world.Technician(world.Qian), new ListPool.Query(Tuesday))).Orders); // 30 km away.
        var answer = await app.ClientFor(zhao).PostAsJsonAsync($"/api/work-orders/{order}/take", new { start = $"{FieldWorld.Tuesday}T01:00:00Z", version = row.Version });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((WorkOrderStatus.Accepted, world.Zhao, DeskWorld.Shanghai($"{FieldWorld.Tuesday} 09:00")), await world.Get(order) is var taken ? (taken.Status, taken.Technician!.Value, taken.SlotStart!.Value) : default);
        Assert.Equal(1, await world.Counted("dispatch.taken"));
        Assert.Equal("technician.unskilled", await TestApp.CodeOf(() => app.Run(zhao, Take(lift, "14:00"))));
        Assert.Equal("pool.too-far", await Far());

        async Task<string> Far()
        {
            var again = await world.Order();
            return await TestApp.CodeOf(() => app.Run(world.Technician(world.Qian), Take(again, "14:00")));
        }
    }

    [Fact, Trait("Requirement", "B20")]
    public async Task The_limit_of_a_day_a_closed_pool_busy_hours_and_what_is_gone_refuse_with_their_reason()
    {
        var world = await Open();
        var zhao = world.Technician(world.Zhao);
        var orders = new List<WorkOrderId>();
        for (var i = 0; i < 4; i++) orders.Add(await world.Order());
        await app.Run(zhao, Take(orders[0], "09:00"), "tap-1");
        await app.Run(zhao, Take(orders[0], "09:00"), "tap-1"); // Tapped twice.

        Assert.Equal("technician.busy", await TestApp.CodeOf(() => app.Run(zhao, Take(orders[1], "09:30"))));
        Assert.Equal("technician.off-shift", await TestApp.CodeOf(() => app.Run(zhao, Take(orders[1], "21:00"))));
        await app.Run(zhao, Take(orders[1], "10:00"));
        Assert.Equal("pool.limit", await TestApp.CodeOf(() => app.Run(zhao, Take(orders[2], "14:00"))));
        await app.Run(world.Dispatcher, FieldWorld.Book(orders[2], world.Zhao, "14:00")); // What a dispatcher gives does not count.
        Assert.Equal("work-order.not-open", await TestApp.CodeOf(() => app.Run(world.Technician(world.Qian), Take(orders[2], "14:00"))));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(zhao, Take(new(1), "14:00"))));
        Assert.Equal(0, (await app.Ask(zhao, new ListPool.Query(Tuesday))).Left);
        await app.Run(world.Dispatcher, new SetDispatchPolicy.Command(new(2026, 3, 2), 30, 10));
        Assert.Equal("pool.closed", await TestApp.CodeOf(() => app.Run(zhao, Take(orders[3], "16:00"))));
        Assert.Equal((0, 0), await app.Ask(zhao, new ListPool.Query(Tuesday)) is var closed ? (closed.PerDay, closed.Orders.Count) : default);
    }

    [Fact, Trait("Requirement", "B20")]
    public async Task Of_two_technicians_who_take_the_same_order_exactly_one_wins()
    {
        var world = await Open(km: 100);
        var order = await world.Order();

        var codes = await Task.WhenAll(Outcome(world.Zhao), Outcome(world.Qian));

        Assert.Equal(["won", "work-order.not-open"], codes.Order(StringComparer.Ordinal));

        async Task<string> Outcome(PersonId technician)
        {
            try
            {
                await app.Run(world.Technician(technician), Take(order, "09:00"));
                return "won";
            }
            catch (Refusal refusal)
            {
                return refusal.Code;
            }
        }
    }

    [Fact, Trait("Requirement", "B20")]
    public async Task Orders_of_another_unit_or_handed_to_another_one_are_not_in_the_pool()
    {
        var world = await Open();
        var point = await world.Company.AddUnit("浦东网点", world.Unit);
        var order = await world.Order();
        await app.Run(world.Dispatcher with { Units = [world.Unit, point] }, new HandOverWorkOrder.Command(point) { Id = order });

        Assert.Empty((await app.Ask(world.Technician(world.Zhao), new ListPool.Query(Tuesday))).Orders);
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(world.Technician(world.Zhao), Take(order, "09:00"))));
        Assert.Equal("technician.not-found", await TestApp.CodeOf(() => app.Ask(world.Dispatcher, new ListPool.Query(Tuesday))));
    }

    [Fact, Trait("Requirement", "R405")]
    public async Task Moving_a_job_from_third_to_first_place_tells_the_affected_customers_again()
    {
        var world = await FieldWorld.Open(app);
        var orders = new List<WorkOrderId>();
        foreach (var from in new[] { "09:00", "10:00", "14:00" })
        {
            orders.Add(await world.Order());
            await app.Run(world.Dispatcher, FieldWorld.Book(orders[^1], world.Zhao, from, minutes: 60));
        }
        await app.Settle();
        var before = await Told();

        var moved = await (await app.ClientFor(world.Dispatcher).PostAsJsonAsync($"/api/technicians/{world.Zhao}/days/{FieldWorld.Tuesday}/sequence",
            new { orders = new[] { orders[2].Value, orders[0].Value, orders[1].Value }, reason = "客户希望上午完成" })).Read<ReorderVisits.Response>();
        await app.Settle();

        Assert.Equal(new[] { orders[2], orders[0], orders[1] }, moved.Moved);
        string[] starts = ["10:00", "14:00", "09:00"];
        foreach (var (order, start) in orders.Zip(starts)) Assert.Equal(DeskWorld.Shanghai($"{FieldWorld.Tuesday} {start}"), (await world.Get(order)).SlotStart);
        Assert.Equal(before + 3, await Told());
        Assert.Equal("sequence.not-the-day", await TestApp.CodeOf(() => app.Run(world.Dispatcher, new ReorderVisits.Command([orders[0]], "漏了") { Technician = world.Zhao, Day = Tuesday })));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(world.Technician(world.Qian), new ReorderVisits.Command(orders, "别人的") { Technician = world.Zhao, Day = Tuesday })));
        Assert.Equal(3, (await app.Run(world.Technician(world.Zhao), new ReorderVisits.Command(orders, "技师自己调整") { Technician = world.Zhao, Day = Tuesday })).Moved.Count);

        Task<int> Told() => app.Look(world.Company.Id, db => db.Set<Message>().CountAsync(message => message.Template == "visit-scheduled"));
    }
}
