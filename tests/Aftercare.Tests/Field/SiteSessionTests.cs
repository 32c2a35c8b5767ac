using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Field;
using Aftercare.Platform;

namespace Aftercare.Tests.Field;

public sealed class SiteSessionTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R412")]
    public async Task An_order_cannot_finish_while_the_required_training_line_has_no_participant_signature()
    {
        var world = await FieldWorld.Open(app);
        var (order, technician) = (await world.OnSite(world.Zhao), world.Technician(world.Zhao));
        var client = app.ClientFor(technician);
        var planned = await (await client.PostAsJsonAsync($"/api/work-orders/{order}/sessions", new { kind = "Training", topic = "日常保养与除垢", audience = "RepairStaff", required = true })).Read<PlanSession.Response>();
        await app.Run(technician, FieldWorld.Findings(order));
        await world.SignBoth(order, world.Zhao);

        var early = await client.PostAsJsonAsync($"/api/work-orders/{order}/complete", new { });
        Assert.Equal((HttpStatusCode.Conflict, "work-order.held"), (early.StatusCode, await early.Code()));
        Task<HttpResponseMessage> Attend(object who) => client.PostAsJsonAsync($"/api/work-orders/{order}/attendees", who);
        Assert.Equal("site-session.no-content", await (await Attend(new { session = planned.Session.Value, name = "李工" })).Code());
        Assert.Equal("site-session.no-signature", await (await Attend(new { session = planned.Session.Value, name = "李工", content = "除垢步骤、滤网清洗" })).Code());
        var ink = await world.Upload(technician, "李工.png", 3);
        Assert.Equal(HttpStatusCode.OK, (await Attend(new { session = planned.Session.Value, name = "李工", role = "设备科", content = "除垢步骤、滤网清洗", signature = ink.Value })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync($"/api/work-orders/{order}/complete", new { })).StatusCode);

        var kept = Assert.Single((await (await client.GetAsync($"/api/work-orders/{order}/sessions")).Read<GetOrderSessions.Response>()).Sessions);
        Assert.Equal(("除垢步骤、滤网清洗", "李工", "设备科", true), (kept.Content, kept.Attendees[0].Name, kept.Attendees[0].Role, kept.Attendees[0].Signed));
    }

    [Fact, Trait("Requirement", "R412")]
    public async Task A_training_order_owes_its_training_from_the_start_until_it_is_let_go_with_a_reason()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order("training");
        Assert.Equal([SiteSession.Unsigned], (await world.Get(order)).Holds);
        var session = Assert.Single((await app.Ask(world.Dispatcher, new GetOrderSessions.Query(order))).Sessions);

        Assert.Equal(HttpStatusCode.Forbidden, (await app.ClientFor(world.Technician(world.Zhao)).PostAsJsonAsync($"/api/work-orders/{order}/sessions/waive", new { session = session.Id.Value, reason = "x" })).StatusCode);
        await app.Run(world.Dispatcher, new WaiveSession.Command(session.Id, "客户改到下月") { Id = order });

        Assert.Empty((await world.Get(order)).Holds);
        Assert.Equal("site-session.not-owed", await TestApp.CodeOf(() => app.Run(world.Dispatcher, new WaiveSession.Command(session.Id, "再一次") { Id = order })));
        Assert.Equal("work-order.not-on-site", await TestApp.CodeOf(() => app.Run(world.Dispatcher, new AttendSession.Command(session.Id, "李工") { Id = order })));
    }

    [Fact, Trait("Requirement", "R413")]
    public async Task A_demonstration_for_a_dealer_is_listed_with_attendees_and_follow_up_wishes()
    {
        var world = await FieldWorld.Open(app);
        var (order, technician) = (await world.OnSite(world.Zhao), world.Technician(world.Zhao));
        var session = (await app.Run(technician, new PlanSession.Command(SessionKind.Demonstration, "新款滚筒洗衣机", Audience.Dealer, Required: true) { Id = order })).Session;
        Assert.Empty((await world.Get(order)).Holds);
        await app.Run(technician, new AttendSession.Command(session, "周总", "金达经销商", "高温洗、烘干一体", Wish: "报 20 台价格") { Id = order });
        await app.Run(technician, new AttendSession.Command(session, "店员小吴", "金达经销商", Wish: "下周再演示一次") { Id = order });
        await app.Run(technician, new PlanSession.Command(SessionKind.Training, "日常保养", Audience.Operators) { Id = order });

        var listed = Assert.Single((await (await app.ClientFor(world.Dispatcher).GetAsync("/api/site-sessions?kind=Demonstration&audience=Dealer&wishes=true")).Read<PageOf<ListSessions.Row>>()).Items);

        Assert.Equal(("新款滚筒洗衣机", "王小二", "赵工"), (listed.Topic, listed.CustomerName, listed.By));
        Assert.Equal([("周总", "报 20 台价格"), ("店员小吴", "下周再演示一次")], listed.Attendees.Select(person => (person.Name, person.Wish)));
        Assert.Equal(2, (await app.Ask(technician, new ListSessions.Query())).Items.Count);
        Assert.Empty((await app.Ask(world.Technician(world.Qian), new ListSessions.Query())).Items);
        Assert.Empty((await app.Ask((await FieldWorld.Open(app)).Dispatcher, new ListSessions.Query())).Items);
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Ask(world.Technician(world.Qian), new GetOrderSessions.Query(order))));
    }
}
