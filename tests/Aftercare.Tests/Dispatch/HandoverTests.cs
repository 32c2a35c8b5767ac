using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Messages;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Dispatch;

/// <summary>
/// Two-step dispatch (B01, R316): 华东大区 has the order, 浦东网点 below it accepts or refuses. It is Monday 2 March 2026, 14:05; everybody
/// works from 09:00 to 12:00 and 13:30 to 18:00.
/// </summary>
public sealed class HandoverTests(TestApp app) : IClassFixture<TestApp>
{
    private sealed record Line(FieldWorld World, UnitId Point, Caller Region, Caller PointDesk, PersonId Technician, Caller Hq);

    private async Task<Line> Open()
    {
        var world = await FieldWorld.Open(app);
        var point = await world.Company.AddUnit("浦东网点", world.Unit, "service-point");
        var desk = await world.Company.AddPerson(point, "网点调度");
        var technician = await world.Company.AddPerson(point, "周工");
        await world.Company.MakeTechnician(technician, "washing");
        app.Time.SetShanghai("2026-03-02 14:05");
        var region = world.Dispatcher with { Units = [world.Unit, point] };
        return new(world, point, region, world.Company.PersonOf(point, "field.read", "field.do", "field.manage", "desk.read") with { Person = desk, Name = "网点调度" }, technician,
            world.Company.Person("field.read", "field.manage", "desk.read"));
    }

    private async Task<(Line Line, WorkOrderId Order, HandoverId Handover)> Handed()
    {
        var line = await Open();
        var order = await line.World.Order();
        return (line, order, (await app.Run(line.Region, new HandOverWorkOrder.Command(line.Point, "客户靠近浦东") { Id = order })).Handover);
    }

    private async Task<ListHandovers.Row> Row(Caller caller, HandoverId handover) => (await app.Ask(caller, new ListHandovers.Query())).Items.Single(row => row.Id == handover);

    [Fact, Trait("Requirement", "B01")]
    public async Task A_region_hands_an_order_to_its_point_which_accepts_it_and_only_then_sends_its_technician()
    {
        var (line, order, handover) = await Handed();

        Assert.Equal("work-order.offered", await TestApp.CodeOf(() => app.Run(line.PointDesk, FieldWorld.Book(order, line.Technician))));
        Assert.Empty((await app.Ask(line.PointDesk, new DayPlan.Query(new LocalDate(2026, 3, 3)))).Pool);
        var answer = await app.ClientFor(line.PointDesk).PostAsJsonAsync($"/api/handovers/{handover}/accept", new { version = 1 });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        Assert.Equal([order], (await app.Ask(line.PointDesk, new DayPlan.Query(new LocalDate(2026, 3, 3)))).Pool.Select(row => row.Order.Id));
        await app.Run(line.PointDesk, FieldWorld.Book(order, line.Technician));
        Assert.Equal((WorkOrderStatus.Scheduled, line.Technician, line.Point), await line.World.Get(order, line.Hq) is var got ? (got.Status, got.Technician!.Value, got.Unit) : default);
        app.Time.Pass(Duration.FromHours(1));
        await app.Settle(); // Its clock has stopped.
        Assert.Equal(HandoverState.Accepted, (await Row(line.Region, handover)).State);
    }

    [Fact, Trait("Requirement", "B01")]
    public async Task A_point_refuses_with_a_reason_of_the_list_and_the_reasons_are_counted()
    {
        var (line, order, handover) = await Handed();
        var http = app.ClientFor(line.PointDesk);

        var unknown = await http.PostAsJsonAsync($"/api/handovers/{handover}/refuse", new { code = "no-mood" });
        Assert.Equal((HttpStatusCode.BadRequest, "handover.reason-unknown"), (unknown.StatusCode, await unknown.Code()));
        var bare = await http.PostAsJsonAsync($"/api/handovers/{handover}/refuse", new { code = "" });
        Assert.Equal("request.invalid", await bare.Code());
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsJsonAsync($"/api/handovers/{handover}/refuse", new { code = "no-capacity", note = "今天三人请假" })).StatusCode);
        Assert.Equal("handover.answered", await TestApp.CodeOf(() => app.Run(line.Region, new AcceptHandover.Command { Id = handover })));

        var row = await Row(line.Region, handover);
        Assert.Equal((HandoverState.Refused, line.World.Unit, "no-capacity"), (row.State, row.Holder, row.ReasonCode));
        Assert.Equal((line.World.Unit, WorkOrderStatus.Unscheduled), await line.World.Get(order) is var back ? (back.Unit, back.Status) : default);
        var again = await app.Run(line.Region, new HandOverWorkOrder.Command(line.Point) { Id = order });
        await app.Run(line.PointDesk, new AcceptHandover.Command { Id = again.Handover });
        var counts = Assert.Single((await (await app.ClientFor(line.Region).GetAsync("/api/handovers/counts?from=2026-03-01&to=2026-03-02")).Read<CountHandovers.Response>()).Units);
        Assert.Equal((2, 1, 1, 0), (counts.Handed, counts.Accepted, counts.Refused, counts.Expired));
        Assert.Equal(("no-capacity", "No capacity", 1), Assert.Single(counts.Reasons) is var reason ? (reason.Code, reason.Name, reason.Count) : default);
        Assert.Equal(4, await line.World.Counted("dispatch.handover")); // Handed twice, refused once, accepted once.
        var story = await app.Ask(line.Region, new TellOrderStory.Query(order));
        Assert.Contains(story.Entries, entry => entry.Detail?.Contains("今天三人请假", StringComparison.Ordinal) is true);
    }

    [Fact, Trait("Requirement", "B01")]
    public async Task Unanswered_it_is_reminded_after_20_and_returned_after_30_minutes_of_opening_hours()
    {
        var (line, order, handover) = await Handed();
        Assert.Equal(DeskWorld.Shanghai("2026-03-02 14:35"), (await Row(line.Region, handover)).AnswerBy);

        app.Time.SetShanghai("2026-03-02 14:24");
        await app.Settle();
        Assert.Null(await Reminded());
        app.Time.SetShanghai("2026-03-02 14:25");
        await app.Settle();
        Assert.NotNull(await Reminded());
        Assert.Equal(HandoverState.Offered, (await Row(line.Region, handover)).State);
        app.Time.SetShanghai("2026-03-02 14:35");
        await app.Settle();

        Assert.Equal((HandoverState.Expired, line.World.Unit), await Row(line.Region, handover) is var row ? (row.State, row.Holder) : default);
        Assert.False((await app.Ask(line.Region, new DayPlan.Query(new LocalDate(2026, 3, 3)))).Pool.Single().Order.Offered);
        await app.Run(line.World.Company.System, new ReturnHandover.Command(handover)); // Told twice, done once.
        await app.Run(line.World.Company.System, new RemindHandover.Command(handover));
        app.Time.SetShanghai("2026-03-02 17:50");
        Assert.Equal(DeskWorld.Shanghai("2026-03-03 09:20"), (await app.Run(line.Region, new HandOverWorkOrder.Command(line.Point) { Id = order })).AnswerBy);

        Task<Instant?> Reminded() => app.Look(line.World.Company.Id, db => db.Set<Handover>().Where(one => one.Id == handover).Select(one => one.RemindedAt).SingleAsync());
    }

    [Fact, Trait("Requirement", "B01")]
    public async Task Minutes_and_reasons_are_a_policy_and_bad_ones_are_refused()
    {
        var line = await Open();
        var order = await line.World.Order();
        var http = app.ClientFor(line.Region);
        await (await http.PutAsJsonAsync("/api/dispatch-policy", new { from = "2026-03-02", answerMinutes = 60, remindMinutes = 0, reasons = new[] { new { code = "far", chinese = "太远", english = "Too far" } } })).Read<Done>();

        var handed = await app.Run(line.Region, new HandOverWorkOrder.Command(line.Point) { Id = order });
        Assert.Equal(DeskWorld.Shanghai("2026-03-02 15:05"), handed.AnswerBy);
        Assert.Equal(["far"], (await (await http.GetAsync("/api/dispatch-policy")).Read<GetDispatchPolicy.Response>()).Reasons.Select(reason => reason.Code));
        await app.Run(line.PointDesk, new RefuseHandover.Command("far") { Id = handed.Handover });
        Task<string> Code(SetDispatchPolicy.Command command) => TestApp.CodeOf(() => app.Run(line.Region, command));
        Assert.Equal("dispatch-policy.reminder-too-early", await Code(new(new(2026, 3, 2), 30, 30)));
        Assert.Equal("dispatch-policy.reasons", await Code(new(new(2026, 3, 2), 30, 10, [new("a", "一", "one"), new("a", "二", "two")])));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(line.World.Technician(line.World.Zhao), new SetDispatchPolicy.Command(new(2026, 3, 2), 30, 10))));
    }

    [Fact, Trait("Requirement", "R316")]
    public async Task A_centre_forwards_to_its_region_the_ticket_clock_goes_on_and_the_head_sees_who_holds_it_since_14_05()
    {
        var line = await Open();
        app.Time.SetShanghai("2026-03-02 13:45");
        var order = await line.World.Order();
        var handed = await app.Run(line.Region, new HandOverWorkOrder.Command(line.Point) { Id = order });
        await app.Run(line.PointDesk, new AcceptHandover.Command { Id = handed.Handover });
        var due = (await app.Ask(line.Hq, new GetTicket.Query((await line.World.Get(order, line.Hq)).Ticket))).Clocks;

        app.Time.SetShanghai("2026-03-02 14:05");
        var up = await app.Run(line.PointDesk, new HandOverWorkOrder.Command(line.World.Unit, "需要大区支援") { Id = order });
        var holder = await (await app.ClientFor(line.Hq).GetAsync($"/api/work-orders/{order}/holder")).Read<ShowHolder.Response>();

        Assert.Equal((line.World.Unit, DeskWorld.Shanghai("2026-03-02 14:05"), HandoverState.Offered), (holder.Holder, holder.Since, holder.State));
        var row = await Row(line.PointDesk, up.Handover); // The centre does not see the order any more, but where it went.
        Assert.Equal((line.World.Unit, "上海服务中心"), (row.Holder, row.HolderName));
        Assert.Equal("handover.not-yours", await TestApp.CodeOf(() => app.Run(line.PointDesk, new AcceptHandover.Command { Id = up.Handover })));
        Assert.Equal(due.Select(clock => (clock.Clock, clock.DueAt)), (await app.Ask(line.Hq, new GetTicket.Query((await line.World.Get(order, line.Hq)).Ticket))).Clocks.Select(clock => (clock.Clock, clock.DueAt)));
        await app.Run(line.Region, new AcceptHandover.Command { Id = up.Handover });
        Assert.Equal(line.World.Unit, (await line.World.Get(order)).Unit);
    }

    [Fact, Trait("Requirement", "B01")]
    public async Task The_points_dispatchers_are_told_and_reminded_and_the_regions_when_it_comes_back()
    {
        var line = await Open();
        var people = new Dictionary<PersonId, string>();
        foreach (var (unit, name) in new[] { (line.Point, "网点主管"), (line.World.Unit, "大区主管") })
        {
            var person = await line.World.Company.AddPerson(unit, name);
            people[person] = name;
            await app.Run(line.World.Company.System, new OpenAccount.Command("h" + Guid.NewGuid().ToString("N"), name, Person: person, Roles: [new("P10", unit)]));
        }
        var order = await line.World.Order();
        await app.Run(line.Region, new HandOverWorkOrder.Command(line.Point) { Id = order });
        app.Time.SetShanghai("2026-03-02 14:25");
        await app.Settle();
        app.Time.SetShanghai("2026-03-02 14:35");
        await app.Settle();

        var told = await app.Look(line.World.Company.Id, db => db.Set<Message>().Where(message => message.Template.StartsWith("handover-")).OrderBy(message => message.CreatedAt).ToListAsync());
        Assert.Equal([("handover-offered", "网点主管"), ("handover-due", "网点主管"), ("handover-returned", "大区主管")], told.Select(message => (message.Template, people[message.PersonId!.Value])));
        Assert.Contains("2026-03-02 14:35", told[0].Body, StringComparison.Ordinal);
        await app.Run(line.World.Company.System, new TellHandover.Command(order, "handover-due", line.Point, null, null, app.Time.Now));
    }

    [Fact]
    public async Task Who_handed_it_over_takes_it_back_and_a_cancelled_order_needs_no_answer()
    {
        var (line, order, handover) = await Handed();
        Assert.Equal("handover.not-yours", await TestApp.CodeOf(() => app.Run(line.PointDesk, new TakeBackHandover.Command("手误") { Id = handover })));
        await app.Run(line.Region, new TakeBackHandover.Command("手误") { Id = handover });
        Assert.Equal(HandoverState.TakenBack, (await Row(line.Region, handover)).State);

        var again = await app.Run(line.Region, new HandOverWorkOrder.Command(line.Point) { Id = order });
        await app.Run(line.Region, new CancelWorkOrder.Command("客户自行解决") { Id = order });
        await app.Settle();
        Assert.Equal(HandoverState.TakenBack, (await Row(line.Region, again.Handover)).State);
        await app.Run(line.World.Company.System, new DropHandover.Command(order, "客户自行解决"));
        Assert.Equal("work-order.not-open", await TestApp.CodeOf(() => app.Run(line.Region, new HandOverWorkOrder.Command(line.Point) { Id = order })));
    }

    [Fact]
    public async Task Only_units_of_the_line_are_handed_to_and_nobody_else_sees_it()
    {
        var line = await Open();
        var order = await line.World.Order();
        var other = await line.World.Company.AddUnit("杭州服务中心");
        var stranger = line.World.Company.PersonOf(other, "field.read", "field.manage");

        Assert.Equal("handover.not-in-line", await TestApp.CodeOf(() => app.Run(line.Region, new HandOverWorkOrder.Command(other) { Id = order })));
        Assert.Equal("handover.same-unit", await TestApp.CodeOf(() => app.Run(line.Region, new HandOverWorkOrder.Command(line.World.Unit) { Id = order })));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(stranger, new HandOverWorkOrder.Command(other) { Id = order })));
        var handed = await app.Run(line.Region, new HandOverWorkOrder.Command(line.Point) { Id = order }, "drop-1");
        Assert.Equal(handed, await app.Run(line.Region, new HandOverWorkOrder.Command(line.Point) { Id = order }, "drop-1"));
        Assert.Empty((await app.Ask(stranger, new ListHandovers.Query())).Items);
        Assert.Equal("handover.not-found", await TestApp.CodeOf(() => app.Run(stranger, new AcceptHandover.Command { Id = handed.Handover })));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new ShowHolder.Query(order))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.CreateClient().GetAsync("/api/handovers")).StatusCode);
    }

    [Fact, Trait("Requirement", "R402")]
    public async Task Who_lost_a_race_is_told_who_moved_what_meanwhile()
    {
        var world = await FieldWorld.Open(app);
        var (mine, theirs) = (await world.Order(), await world.Order());
        await app.Run(world.Dispatcher, FieldWorld.Book(theirs, world.Zhao, "09:00"));

        var lost = await app.ClientFor(world.Dispatcher).GetAsync($"/api/dispatch/meanwhile?order={mine}&technician={world.Zhao}&start={FieldWorld.Tuesday}T02:00:00Z&minutes=120");
        var line = Assert.Single((await lost.Read<ShowMeanwhile.Response>()).Lines, said => said.Contains("张敏", StringComparison.Ordinal));

        Assert.Equal($"张敏 gave {(await world.Get(theirs)).Number} to 赵工 at 16:00 (09:00–11:00).", line);
        var north = world.Company.PersonOf(await world.Company.AddUnit("北京"), "field.manage");
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Ask(north, new ShowMeanwhile.Query(mine, world.Zhao, app.Time.Now, 60))));
    }
}
