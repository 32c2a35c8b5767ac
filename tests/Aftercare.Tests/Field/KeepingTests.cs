using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Assets;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Messages;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Field;

/// <summary>What is promised and what becomes of it: windows, calls before the visit, installations of yesterday's sales, changes with reason and payer.</summary>
public sealed class KeepingTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R403")]
    public async Task Fourteen_sales_on_3_March_are_fourteen_orders_on_the_board_of_4_March()
    {
        var world = await FieldWorld.Open(app);
        var model = await world.Company.AddModel("AC-26", skill: "washing");
        for (var i = 1; i <= 14; i++) await app.Run(world.Company.System, new RegisterAsset.Command($"AC-{i:00}", model, world.Customer, Unit: world.Unit, SoldOn: new(2026, 3, 3)));
        await app.Run(world.Company.System, new RegisterAsset.Command("AC-90", model, world.Customer, Unit: world.Unit, SoldOn: new(2026, 3, 2)));
        await app.Run(world.Company.System, new RegisterAsset.Command("AC-91", model, world.Customer, Unit: world.Unit, SoldOn: new(2026, 3, 3), InstalledOn: new(2026, 3, 3)));
        await app.Run(world.Company.System, new RegisterAsset.Command("AC-92", model, Unit: world.Unit, SoldOn: new(2026, 3, 3)));
        app.Time.SetShanghai("2026-03-04 08:00");
        var http = app.ClientFor(world.Dispatcher);
        http.DefaultRequestHeaders.Add("Idempotency-Key", "morning");

        var made = await (await http.PostAsJsonAsync("/api/work-orders/installations", new { })).Read<OrderInstallations.Response>();
        Assert.Equal((new LocalDate(2026, 3, 3), 14), (made.SoldOn, made.Ordered));
        var again = await app.Run(world.Dispatcher, new OrderInstallations.Command(new(2026, 3, 3)));
        Assert.Equal((0, false), (again.Ordered, again.More));

        var pool = (await app.Ask(world.Dispatcher, new DayPlan.Query(new(2026, 3, 4)))).Pool;
        Assert.Equal(14, pool.Count);
        Assert.All(pool, row => Assert.Equal(("installation", "washing"), (row.Order.Kind, row.Order.RequiredSkill)));
        Assert.Equal(14, pool.Select(row => row.Order.Ticket).Distinct().Count());
        await app.Run(world.Dispatcher, FieldWorld.Book(pool[0].Order.Id, world.Zhao, "09:00", "2026-03-04"));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(world.Technician(world.Zhao), new OrderInstallations.Command())));
    }

    [Fact, Trait("Requirement", "R403"), Trait("Requirement", "B04")]
    public async Task At_the_set_hour_two_technicians_without_a_recorded_call_are_listed_for_the_supervisor()
    {
        var world = await FieldWorld.Open(app);
        var sun = await world.Company.AddPerson(world.Unit, "孙工");
        await world.Company.MakeTechnician(sun, "washing");
        await app.Run(world.Dispatcher, new SetFieldPolicy.Command(new(2026, 3, 3), 15, ContactHour: 9));
        var orders = new List<WorkOrderId>();
        foreach (var technician in new[] { world.Zhao, world.Qian, sun })
        {
            orders.Add(await world.Order());
            await app.Run(world.Dispatcher, FieldWorld.Book(orders[^1], technician, "14:00"));
        }
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 08:30");
        await app.Run(world.Technician(world.Zhao), new RecordContact.Command(true, "客户在家") { Id = orders[0] });
        await app.Run(world.Technician(world.Qian), new RecordContact.Command(false, "无人接听") { Id = orders[1] });
        Assert.Empty(await Queue());

        app.Time.SetShanghai($"{FieldWorld.Tuesday} 09:00");
        var list = await (await app.ClientFor(world.Dispatcher).GetAsync("/api/work-orders/uncontacted")).Read<ListUncontacted.Response>();

        Assert.Equal((true, DeskWorld.Shanghai($"{FieldWorld.Tuesday} 09:00")), (list.Overdue, list.DueAt));
        Assert.Equal(["孙工", "钱工"], list.Technicians.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.Equal((1, "无人接听"), list.Technicians.Single(row => row.Name == "钱工").Visits.Single() is var stop ? (stop.FailedCalls, stop.Note) : default);
        Assert.Equal(2, (await Queue()).Count);
        Assert.Equal("work-order.not-yours", await TestApp.CodeOf(() => app.Run(world.Technician(sun) with { SeesAllUnits = true, OwnOnly = false }, new RecordContact.Command(true) { Id = orders[1] })));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(world.Technician(sun), new RecordContact.Command(true) { Id = orders[1] })));
        Assert.Equal(2, await world.Counted("field.contact"));

        async Task<IReadOnlyList<QueueItem>> Queue()
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            db.Open(world.Dispatcher, null, app.Time.Now);
            return (await scope.ServiceProvider.GetServices<IQueueSource>().OfType<UncontactedQueue>().Single().Today(db, "en", default)).Items;
        }
    }

    [Theory, Trait("Requirement", "B04")]
    [InlineData("10:55", false)]
    [InlineData("11:05", true)]
    public async Task A_window_from_09_00_to_11_00_is_kept_at_10_55_and_late_at_11_05(string arrival, bool late)
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, "09:00") with { PromisedUntil = DeskWorld.Shanghai($"{FieldWorld.Tuesday} 11:00") });
        await app.Settle();
        var sms = await app.Look(world.Company.Id, db => db.Set<Message>().Where(message => message.Template == "visit-scheduled").Select(message => message.Body).SingleAsync());
        Assert.Contains("09:00", sms, StringComparison.Ordinal);
        Assert.Contains("11:00", sms, StringComparison.Ordinal);
        await app.Run(world.Technician(world.Zhao), new AcceptWorkOrder.Command { Id = order });
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 12:00");

        var answer = await app.Run(world.Technician(world.Zhao), new ArriveOnSite.Command(DeskWorld.Shanghai($"{FieldWorld.Tuesday} {arrival}")) { Id = order });

        Assert.Equal(late, answer.Late);
        Assert.Equal((late ? 0 : 1, late ? 1 : 0), (await world.Counted("field.window.kept"), await world.Counted("field.window.late")));
        var other = await world.Order();
        Assert.Equal("window.ends-before-start", await TestApp.CodeOf(() => app.Run(world.Dispatcher, FieldWorld.Book(other, world.Qian, "15:00") with { PromisedUntil = DeskWorld.Shanghai($"{FieldWorld.Tuesday} 14:00") })));
    }

    [Fact, Trait("Requirement", "B02")]
    public async Task Reschedule_reassign_send_back_wasted_trip_and_second_visit_are_counted_with_reason_and_payer()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, "09:00"));
        await app.Run(world.Dispatcher, Move(world.Zhao, "14:00", "客户改时间", Payer.Customer));
        await app.Run(world.Dispatcher, Move(world.Qian, "14:00", "赵工请假", null));
        await app.Run(world.Technician(world.Qian), new DeclineWorkOrder.Command("没有专用工具", Pays: Payer.Company) { Id = order });
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, "14:00"));
        await app.Run(world.Dispatcher, new Unschedule.Command("等厂家确认", Pays: Payer.Manufacturer) { Id = order });
        var absent = await world.OnSite(world.Zhao);
        await app.Run(world.Technician(world.Zhao), new EndVisit.Command(VisitOutcome.CustomerAbsent, "客户不在家", Pays: Payer.Customer) { Id = absent });
        app.Time.SetShanghai("2026-03-02 16:00");
        var missing = await world.OnSite(world.Qian);
        await app.Run(world.Technician(world.Qian), new EndVisit.Command(VisitOutcome.PartMissing, "缺主板") { Id = missing });

        var counts = (await (await app.ClientFor(world.Dispatcher).GetAsync("/api/order-acts/counts?from=2026-03-01&to=2026-03-04")).Read<CountActs.Response>()).Rows;
        Assert.Equal(
            [(ActKind.Reschedule, Payer.Customer, 1), (ActKind.Reassign, Payer.Nobody, 1), (ActKind.TakenBack, Payer.Manufacturer, 1), (ActKind.SentBack, Payer.Company, 1), (ActKind.WastedTrip, Payer.Customer, 1), (ActKind.SecondVisit, Payer.Nobody, 1)],
            counts.Select(row => (row.Kind, row.Pays, row.Count)));
        var mine = (await app.Ask(world.Dispatcher, new ListActs.Query(Order: order))).Items;
        Assert.Equal(["等厂家确认", "没有专用工具", "赵工请假", "客户改时间"], mine.Select(act => act.Reason));
        Assert.Equal("张敏", mine[^1].By);
        Assert.Equal(["客户不在家"], (await app.Ask(world.Technician(world.Zhao), new ListActs.Query(ActKind.WastedTrip))).Items.Select(act => act.Reason));
        Assert.Empty((await app.Ask(world.Company.PersonOf(await world.Company.AddUnit("北京"), "field.read"), new ListActs.Query())).Items);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.CreateClient().GetAsync("/api/order-acts")).StatusCode);

        MoveAppointment.Command Move(PersonId technician, string from, string reason, Payer? pays) => new(technician, DeskWorld.Shanghai($"{FieldWorld.Tuesday} {from}"), 120, reason, Pays: pays) { Id = order };
    }
}
