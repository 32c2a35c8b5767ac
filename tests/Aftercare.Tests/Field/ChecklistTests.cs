using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using UglyToad.PdfPig;

namespace Aftercare.Tests.Field;

public sealed class ChecklistTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly LocalDate Tuesday = new(2026, 3, 3);

    [Fact, Trait("Requirement", "R411")]
    public async Task Thirty_eight_of_forty_commissionings_by_the_plan_date_are_95_percent_and_meet_the_target()
    {
        var world = await FieldWorld.Open(app);
        var ticket = await world.Ticket();
        var orders = new List<WorkOrderId>();
        for (var i = 0; i < 42; i++) orders.Add((await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket, "commissioning", "", PlannedOn: Tuesday))).WorkOrder);
        await app.Run(world.Dispatcher, new CancelWorkOrder.Command("客户取消") { Id = orders[40] });
        await app.Run(world.Dispatcher, new SetPlannedDate.Command(new(2026, 4, 1), "客户装修延期") { Id = orders[41] });
        await Book(world, orders[..40]);
        app.Time.SetShanghai("2026-03-03 18:00");
        foreach (var order in orders[..38]) await Finish(world, order);
        app.Time.SetShanghai("2026-03-04 09:00");
        foreach (var order in orders[38..40]) await Finish(world, order);

        var kept = await (await app.ClientFor(world.Dispatcher).GetAsync("/api/work-orders/plan-keeping?kind=commissioning&from=2026-03-01&to=2026-03-31")).Read<ShowPlanKeeping.Response>();

        Assert.Equal((40L, 38L, 95.0m, 95m, (bool?)true), (kept.Due, kept.Met, kept.Percent, kept.Target, kept.TargetMet));
        await app.Settle();
        Assert.Equal(kept, await app.Ask(world.Dispatcher, new ShowPlanKeeping.Query("commissioning", new(2026, 3, 1), new(2026, 3, 31))));
        Assert.Null((await app.Ask((await FieldWorld.Open(app)).Dispatcher, new ShowPlanKeeping.Query())).Percent);
    }

    [Fact, Trait("Requirement", "R411")]
    public async Task A_commissioning_cannot_be_completed_before_its_checklist_is_answered_and_the_parameters_stand_in_the_report()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, new LoadStandardChecklists.Command());
        var order = await OnSite(world, "commissioning");
        var technician = world.Technician(world.Zhao);
        var client = app.ClientFor(technician, "zh-CN");
        await app.Run(technician, FieldWorld.Findings(order));
        await world.SignBoth(order, world.Zhao);

        var early = await client.PostAsJsonAsync($"/api/work-orders/{order}/complete", new { });
        var words = await early.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.Conflict, "work-order.checklist-open"), (early.StatusCode, await early.Code()));
        Assert.StartsWith("检查表必填项未完成：供电电压、接地电阻、运行电流、试运行正常，无异响、无泄漏、", TitleOf(words), StringComparison.Ordinal);
        Assert.Contains("\"supply-voltage\"", words, StringComparison.Ordinal);

        var answered = await client.PutAsJsonAsync($"/api/work-orders/{order}/checklists", new
        {
            answers = new object[]
            {
                Line("supply-voltage", "221.5"), Line("earth-resistance", "5.2"), new { checklist = "commissioning", item = "running-current", notApplicable = true, note = "无钳表" }, Line("trial-run", "yes"), Line("noise", "偏大 loud"), Line("parameters-set", "温度 26 ℃，风速 2 档"),
            },
        });
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal("work-order.checklist-failed", await TestApp.CodeOf(() => app.Run(technician, new CompleteWorkOrder.Command { Id = order })));
        await Fill(technician, order, new("commissioning", "earth-resistance", "3.1"));
        await app.Run(technician, new CompleteWorkOrder.Command { Id = order });
        await app.Settle();

        var done = await world.Get(order);
        using var pdf = PdfDocument.Open(await (await client.GetAsync($"/api/files/{done.Report}")).Content.ReadAsByteArrayAsync());
        var text = string.Concat(pdf.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value)).Replace(" ", "", StringComparison.Ordinal);
        foreach (var expected in new[] { "调试记录", "供电电压", "221.5V", "接地电阻", "3.1Ω", "无钳表", "不适用", "温度26" }) Assert.Contains(expected, text, StringComparison.Ordinal);

        // The loud fan failed and calls for a repair: the ticket stays open over it.
        var follow = Assert.Single((await app.Ask(world.Dispatcher, new ListWorkOrders.Query(Ticket: done.Ticket, Status: WorkOrderStatus.Unscheduled))).Items);
        Assert.Equal("repair", follow.Kind);
        Assert.Contains("运行噪声", (await world.Get(follow.Id)).Note, StringComparison.Ordinal);
        Assert.NotEqual(TicketStatus.Solved, (await world.TicketOf(done.Ticket)).Status);
        Assert.Equal("work-order.not-on-site", await TestApp.CodeOf(() => Fill(technician, order, new("commissioning", "noise", "正常 normal"))));
    }

    [Fact, Trait("Requirement", "R416")]
    public async Task A_crew_order_stays_blocked_while_four_of_five_items_of_the_readiness_checklist_are_ok()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, new LoadStandardChecklists.Command());
        var ticket = await world.Ticket();
        var crew = (await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket, "installation", ""))).WorkOrder;
        var survey = await OnSite(world, "survey", ticket);
        var technician = world.Technician(world.Zhao);
        foreach (var item in new[] { "route", "working-hours", "entry", "power-water" }) await Fill(technician, survey, new("site-readiness", item, "yes"));
        await Fill(technician, survey, new("site-readiness", "pre-embedded", "no", Note: "预留孔偏 3 cm"));

        var book = app.ClientFor(world.Dispatcher, "zh-CN");
        var refused = await book.PostAsJsonAsync($"/api/work-orders/{crew}/dispatch", new { technician = world.Qian.Value, start = DeskWorld.Shanghai("2026-03-04 09:00").ToString(), minutes = 120 });
        Assert.Equal("work-order.site-not-ready", await refused.Code());
        Assert.StartsWith("现场未就绪（5 项中 4 项具备）", TitleOf(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        var seen = await (await book.GetAsync($"/api/work-orders/{crew}/checklists")).Read<GetOrderChecklists.Response>();
        Assert.Equal((true, 4, 5), (seen.SiteBlocked, seen.SiteReady, seen.SiteItems));
        Assert.Equal("work-order.site-not-ready", (await world.Get(crew)).WhyNot["schedule"]);

        await Fill(technician, survey, new("site-readiness", "pre-embedded", "yes"));
        await app.Run(world.Dispatcher, FieldWorld.Book(crew, world.Qian, day: "2026-03-04"));
        Assert.Equal(WorkOrderStatus.Scheduled, (await world.Get(crew)).Status);

        // Another survey decides from now on, until it is cancelled.
        var late = (await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket, "installation", ""))).WorkOrder;
        var again = (await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket, "survey", ""))).WorkOrder;
        Assert.True((await app.Ask(world.Dispatcher, new GetOrderChecklists.Query(late))).SiteBlocked);
        await app.Run(world.Dispatcher, new CancelWorkOrder.Command("重复") { Id = again });
        Assert.False((await app.Ask(world.Dispatcher, new GetOrderChecklists.Query(late))).SiteBlocked);
    }

    [Fact, Trait("Requirement", "R420")]
    public async Task The_acceptance_appointment_is_set_only_when_six_of_six_checks_pass_or_defects_are_listed()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, new LoadStandardChecklists.Command());
        var (order, technician) = (await OnSite(world, "installation"), world.Technician(world.Zhao));
        var client = app.ClientFor(technician);
        Task<HttpResponseMessage> Set(string day, string? defects = null) => client.PutAsJsonAsync($"/api/work-orders/{order}/acceptance", new { at = DeskWorld.Shanghai($"{day} 10:00").ToString(), defects });
        foreach (var item in new[] { "edge-joints", "leaf-free", "lock", "paint", "nail-holes" }) await Fill(technician, order, new("self-inspection", item, "yes"));

        var early = await Set("2026-03-05");
        Assert.Equal((HttpStatusCode.Conflict, "work-order.self-inspection"), (early.StatusCode, await early.Code()));
        Assert.Equal("work-order.self-inspection", await (await Set("2026-03-05", "  ")).Code());
        Assert.Equal(HttpStatusCode.OK, (await Set("2026-03-05", "现场未清理，验收前完成")).StatusCode);
        Assert.Equal("现场未清理，验收前完成", (await app.Ask(technician, new GetOrderChecklists.Query(order))).AcceptanceDefects);

        await Fill(technician, order, new("self-inspection", "clean", "yes"));
        Assert.Equal("work-order.acceptance-in-the-past", await (await Set("2026-03-01")).Code());
        Assert.Equal(HttpStatusCode.OK, (await Set("2026-03-06")).StatusCode);
        var set = await (await client.GetAsync($"/api/work-orders/{order}/checklists")).Read<GetOrderChecklists.Response>();
        Assert.Equal((6, DeskWorld.Shanghai("2026-03-06 10:00"), null), (set.Checklists.Single(sheet => sheet.Use is ChecklistUse.SelfInspection).InOrder, set.AcceptanceAt, set.AcceptanceDefects));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(world.Technician(world.Qian), new SetAcceptance.Command(app.Time.Now + Duration.FromDays(1)) { Id = order })));
    }

    [Fact]
    public async Task A_new_version_is_for_new_orders_and_earlier_ones_keep_theirs()
    {
        var world = await FieldWorld.Open(app);
        var client = app.ClientFor(world.Dispatcher);
        async Task<PublishChecklist.Response> Publish(string item, string? from = null, int? version = null) => await (await client.PostAsJsonAsync("/api/checklists", new
        {
            code = "repair", chinese = "维修检查", english = "Repair check", kinds = new[] { "repair" }, from, version, definition = new { items = new[] { new { code = item, chinese = "项目" + item, english = item, answer = "YesNo" } } },
        })).Read<PublishChecklist.Response>();

        var first = await Publish("old");
        var before = await world.Order();
        Assert.Equal(2, (await Publish("new", "2026-03-03", first.Version)).ChecklistVersion);
        var today = await world.Order();
        app.Time.SetShanghai("2026-03-03 08:00");
        var tomorrow = await world.Order();

        async Task<string> ItemOf(WorkOrderId order) => (await app.Ask(world.Dispatcher, new GetOrderChecklists.Query(order))).Checklists.Single().Lines.Single().Item.Code;
        Assert.Equal(("old", "old", "new"), (await ItemOf(before), await ItemOf(today), await ItemOf(tomorrow)));
        var listed = Assert.Single(await (await client.GetAsync("/api/checklists")).Read<IReadOnlyList<ListChecklists.Row>>());
        Assert.Equal([(2, true), (1, false)], listed.Versions.Select(version => (version.Number, version.InForce)));
        await app.Run(world.Dispatcher, new PublishChecklist.Command("repair", "维修检查", "Repair check", ["repair"], listed.Versions[0].Definition, Active: false));
        Assert.Empty((await app.Ask(world.Dispatcher, new GetOrderChecklists.Query(await world.Order()))).Checklists);
    }

    [Fact]
    public async Task Checklists_and_answers_nobody_could_use_are_refused()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, new LoadStandardChecklists.Command());
        Assert.Empty((await app.Run(world.Dispatcher, new LoadStandardChecklists.Command())).Loaded);
        var (order, technician) = (await OnSite(world, "inspection"), world.Technician(world.Zhao));

        async Task<string> Refused(FillChecklist.Answer answer) => await TestApp.CodeOf(() => Fill(technician, order, answer));
        Assert.Equal("checklist.not-found", await Refused(new("other", "safety", "yes")));
        Assert.Equal("checklist.item-unknown", await Refused(new("inspection", "other", "yes")));
        Assert.Equal("checklist.not-a-choice", await Refused(new("inspection", "safety", "maybe")));
        Assert.Equal("checklist.not-a-choice", await Refused(new("inspection", "running", "maybe")));
        Assert.Equal("checklist.must-apply", await Refused(new("inspection", "safety", NotApplicable: true, Note: "x")));
        Assert.Equal("checklist.reason-missing", await Refused(new("inspection", "wiring", NotApplicable: true)));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => Fill(world.Technician(world.Qian), order, new("inspection", "safety", "yes"))));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(async () => await app.Ask((await FieldWorld.Open(app)).Dispatcher, new GetOrderChecklists.Query(order))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(world.Company.Id)).GetAsync("/api/checklists")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.ClientFor(technician).PostAsync("/api/checklists/standard", null)).StatusCode);

        static CheckItem Item(string code, CheckAnswer answer = CheckAnswer.YesNo) => new(code, "项", "item", answer);
        Task<string> Unsound(ChecklistUse use, string? from, params CheckItem[] items) => TestApp.CodeOf(() => app.Run(world.Dispatcher, new PublishChecklist.Command("inspection", "巡检", "Inspection", ["inspection"], new(items), use, from is null ? null : new LocalDate(2026, 1, 1))));
        Assert.Equal("checklist.code-twice", await Unsound(ChecklistUse.Work, null, Item("a"), Item("a")));
        Assert.Equal("checklist.no-choices", await Unsound(ChecklistUse.Work, null, Item("a", CheckAnswer.Choice)));
        Assert.Equal("checklist.limits-crossed", await Unsound(ChecklistUse.Work, null, Item("a", CheckAnswer.Number) with { Min = 2, Max = 1 }));
        Assert.Equal("checklist.use-stays", await Unsound(ChecklistUse.Readiness, null, Item("a")));
        Assert.Equal("checklist.from-in-the-past", await Unsound(ChecklistUse.Work, "2026-01-01", Item("a")));
        Assert.Equal("work-order.plan-reason", await TestApp.CodeOf(async () =>
        {
            await app.Run(world.Dispatcher, new SetPlannedDate.Command(Tuesday) { Id = order });
            await app.Run(world.Dispatcher, new SetPlannedDate.Command(Tuesday.PlusDays(1)) { Id = order });
        }));
    }

    private static string TitleOf(string problem) => JsonDocument.Parse(problem).RootElement.GetProperty("title").GetString()!;

    private static object Line(string item, string value) => new { checklist = "commissioning", item, value };

    private Task<Done> Fill(Caller caller, WorkOrderId order, FillChecklist.Answer answer) => app.Run(caller, new FillChecklist.Command([answer]) { Id = order });

    private async Task<WorkOrderId> OnSite(FieldWorld world, string kind, TicketId? ticket = null)
    {
        var order = (await app.Run(world.Dispatcher, new CreateWorkOrder.Command(ticket ?? await world.Ticket(), kind, ""))).WorkOrder;
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao));
        await app.Run(world.Technician(world.Zhao), new AcceptWorkOrder.Command { Id = order });
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 09:05");
        await app.Run(world.Technician(world.Zhao), new ArriveOnSite.Command { Id = order });
        return order;
    }

    // Dispatch would take forty hours of somebody's time: here the slots are a quarter of an hour.
    private static Task Book(FieldWorld world, IReadOnlyList<WorkOrderId> orders) => world.Interleave(async (_, services) =>
    {
        foreach (var (order, index) in orders.Select((order, index) => (order, index)))
        {
            var start = DeskWorld.Shanghai("2026-03-03 09:00") + Duration.FromMinutes(15 * (index / 2));
            await services.GetRequiredService<IField>().Schedule(order, index % 2 == 0 ? world.Zhao : world.Qian, new TimeSlot(start, start + Duration.FromMinutes(15)), null, default);
        }
    }, (_, _) => Task.CompletedTask);

    private async Task Finish(FieldWorld world, WorkOrderId order)
    {
        var technician = world.Dispatcher;
        await app.Run(technician, new AcceptWorkOrder.Command { Id = order });
        await app.Run(technician, new ArriveOnSite.Command { Id = order });
        await app.Run(technician, FieldWorld.Findings(order));
        await app.Run(technician, new Sign.Command(Signer.Technician, "赵工", await world.Upload(technician, "签名.png", 2)) { Id = order });
        await app.Run(technician, new CompleteWorkOrder.Command("客户不在场") { Id = order });
    }
}
