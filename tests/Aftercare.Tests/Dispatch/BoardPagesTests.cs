using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Dispatch;

/// <summary>The dispatch board, hand-overs, the pool, calls, changes and slips in a real browser.</summary>
[Trait("Category", "Browser")]
public sealed class BoardPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Theory]
    [InlineData("zh-CN", 360)]
    [InlineData("en", 1440)]
    public async Task Every_new_page_is_whole_in_both_languages_on_a_phone_and_a_desk(string language, int width)
    {
        var world = await FieldWorld.Open(app);
        var point = await world.Company.AddUnit("浦东网点", world.Unit, "service-point");
        await app.Run(world.Dispatcher, new SetDispatchPolicy.Command(new(2026, 3, 1), 30, 10, PoolPerDay: 3));
        var (waiting, handed, refused, booked) = (await world.Order(), await world.Order(), await world.Order(), await world.Order());
        await app.Run(world.Company.System, new HandOverWorkOrder.Command(point, "客户靠近浦东") { Id = handed });
        await app.Run(world.Company.System, new RefuseHandover.Command("no-capacity") { Id = (await app.Run(world.Company.System, new HandOverWorkOrder.Command(point) { Id = refused })).Handover });
        await app.Run(world.Dispatcher, FieldWorld.Book(booked, world.Zhao, "09:00") with { PromisedUntil = DeskWorld.Shanghai($"{FieldWorld.Tuesday} 11:00") });
        await app.Run(world.Dispatcher, new MoveAppointment.Command(world.Zhao, DeskWorld.Shanghai($"{FieldWorld.Tuesday} 10:00"), 120, "客户改时间", Pays: Payer.Customer) { Id = booked });
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 09:05");
        await app.Run(world.Technician(world.Zhao), new RecordContact.Command(false, "无人接听") { Id = booked });
        var all = world.Company.Person("field.read", "field.do", "field.manage", "desk.read", "customers.read") with { Person = world.Zhao, HomeUnit = world.Unit, Language = language };
        var page = await app.Open(all, "/work-orders", language, width);
        var watch = new PageWatch(page);

        foreach (var path in new[]
        {
            $"/dispatch?day={FieldWorld.Tuesday}", $"/dispatch?day={FieldWorld.Tuesday}&order={booked}", "/dispatch/handovers", "/dispatch/policy", $"/work-orders/{handed}", $"/work-orders/{refused}", $"/work-orders/{waiting}",
            "/work-orders/uncontacted", "/work-orders/acts", $"/work-orders/{booked}/slip", "/my-pool", $"/my-pool?order={waiting}", $"/my-day/{booked}", "/kit",
        })
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Ok, $"{path}: {answer.Status}");
            if (path != "/kit") await watch.Look($"board-{path.Trim('/').Replace('/', '-').Replace('?', '-')}-{language}-{width}");
        }
    }

    [Fact, Trait("Requirement", "R402")]
    public async Task A_card_is_dragged_to_an_hour_moved_with_a_reason_and_who_comes_too_late_is_told_who_was_first()
    {
        var world = await FieldWorld.Open(app);
        var (order, other) = (await world.Order(), await world.Order());
        var slower = await app.Open(world.Dispatcher with { Language = "zh-CN" }, $"/dispatch?day={FieldWorld.Tuesday}", "zh-CN");
        var page = await app.Open(world.Dispatcher with { Language = "en" }, $"/dispatch?day={FieldWorld.Tuesday}");

        await Drag(page, order, world.Zhao, 9);
        await Expect(page.Locator($"[data-lane='{world.Zhao}'] #card-{order}")).ToBeVisibleAsync();
        await Until(async () => (await world.Get(order)).Status is WorkOrderStatus.Scheduled);
        Assert.Equal((world.Zhao, DeskWorld.Shanghai($"{FieldWorld.Tuesday} 09:00")), await world.Get(order) is var booked ? (booked.Technician!.Value, booked.SlotStart!.Value) : default);

        await Drag(page, order, world.Qian, 14);
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("Zhao is ill");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Until(async () => (await world.Get(order)).Technician == world.Qian);

        await Drag(slower, other, world.Qian, 15);
        await Expect(slower.Locator("[data-board-say]")).ToContainTextAsync("张敏");
        await Expect(slower.Locator("[data-board-say]")).ToContainTextAsync("14:00–16:00");
        await Expect(slower.Locator($".ui-board-pool #card-{other}")).ToBeVisibleAsync();
        await slower.Locator("[data-board-say] a").ClickAsync();
        await Expect(slower.GetByLabel("开始时间").Or(slower.Locator("input[name$='.Start']"))).ToHaveValueAsync("15:00"); // Nothing that was wanted is lost.
    }

    [Fact, Trait("Requirement", "B01"), Trait("Requirement", "B20")]
    public async Task A_point_refuses_on_the_orders_page_and_a_technician_takes_an_order_on_the_phone()
    {
        var world = await FieldWorld.Open(app);
        var point = await world.Company.AddUnit("浦东网点", world.Unit, "service-point");
        var (order, open) = (await world.Order(), await world.Order());
        await app.Run(world.Company.System, new HandOverWorkOrder.Command(point) { Id = order });
        await app.Run(world.Dispatcher, new SetDispatchPolicy.Command(new(2026, 3, 1), 30, 10, PoolPerDay: 1));

        var desk = await app.Open(world.Company.PersonOf(point, "field.read", "field.manage") with { Language = "en" }, $"/work-orders/{order}");
        await desk.Locator("#holder").GetByRole(AriaRole.Button, new() { Name = "Refuse" }).First.ClickAsync();
        await desk.FormNamed("refuse-handover").Locator("select").SelectOptionAsync("no-skill");
        await desk.FormNamed("refuse-handover").Send();
        await desk.WaitForURLAsync("**/dispatch/handovers");
        await Expect(desk.Locator("main")).ToContainTextAsync("Skill missing");

        var phone = await app.Open(world.Technician(world.Zhao) with { Language = "zh-CN" }, $"/my-pool?day={FieldWorld.Tuesday}&order={open}", "zh-CN", 390);
        await phone.FormNamed("take").Locator("select").SelectOptionAsync($"{FieldWorld.Tuesday}T09:30:00");
        await phone.FormNamed("take").Send();
        await phone.WaitForURLAsync("**/my-day?day=*");
        Assert.Equal((WorkOrderStatus.Accepted, DeskWorld.Shanghai($"{FieldWorld.Tuesday} 09:30")), await world.Get(open) is var taken ? (taken.Status, taken.SlotStart!.Value) : default);
    }

    private static async Task Drag(IPage page, WorkOrderId order, PersonId technician, int hour)
    {
        var lane = page.Locator($"[data-lane='{technician}']");
        var box = (await lane.BoundingBoxAsync())!;
        // A card is gripped at its left edge: that is its start.
        await page.Locator($"[data-card='{order}']").DragToAsync(lane, new() { SourcePosition = new() { X = 1, Y = 8 }, TargetPosition = new() { X = (box.Width * (hour - 7) / 14) + 1, Y = 6 }, Force = true });
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 200 && !await holds(); i++) await Task.Delay(100);
        Assert.True(await holds());
    }
}
