using Aftercare.Modules.Field;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Field;

/// <summary>Checklists, training, parts and the service code: set up at a desk, filled in on a phone.</summary>
[Trait("Category", "Browser")]
public sealed class ChecklistPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact]
    public async Task A_technician_fills_in_the_checklist_and_records_parts_and_training_on_a_phone()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, new LoadStandardChecklists.Command());
        await app.Run(world.Dispatcher, new SetFieldPolicy.Command(new(2026, 3, 1), 15, CodeKinds: ["repair"]));
        var order = await world.OnSite(world.Zhao);
        await app.Run(world.Dispatcher, new PlanSession.Command(SessionKind.Training, "日常保养", Audience.Operators, true) { Id = order });
        var page = await app.Open(world.Technician(world.Zhao) with { Language = "zh-CN" }, $"/my-day/{order}", "zh-CN", 360);
        var watch = new PageWatch(page);
        await watch.Look("phone-order");

        var checks = page.FormNamed("checks");
        await checks.Locator("input[name='Checks.Values[repair_fault-gone]'][value=yes]").CheckAsync();
        await checks.Locator("input[name='Checks.Values[repair_insulation]'][value=na]").CheckAsync();
        await checks.Send();
        await Expect(page.Locator("#checks")).ToContainTextAsync("不适用的原因");
        await checks.Locator("[name='Checks.Notes[repair_insulation]']").FillAsync("未带仪表，已约下次");
        await checks.Send();
        await Expect(page.Locator("#checks h3")).ToContainTextAsync("2 / 3");

        await page.Locator("#parts summary").ClickAsync();
        var used = page.FormNamed("use-part");
        await used.Locator("[name='Used.Name']").FillAsync("主控板");
        await used.Locator("[name='Used.OldSerial']").FillAsync("O-118");
        await used.Send();
        await Expect(page.Locator("#parts")).ToContainTextAsync("旧件待返还");
        var joined = page.FormNamed("attend");
        await joined.Locator("[name='Joined.Content']").FillAsync("滤网清洗");
        await joined.Locator("[name='Joined.Name']").FillAsync("李工");
        await joined.Sign();
        await joined.Send();
        await Expect(page.Locator("#sessions")).ToContainTextAsync("已完成");
        await page.FormNamed("enter-code").Locator("[name='Entered.Code']").FillAsync("000000");
        await page.FormNamed("enter-code").Send();
        await Expect(page.Locator("#code")).ToContainTextAsync("还可输入 4 次");
        await watch.Look("phone-order-filled");

        var kept = (await app.Ask(world.Dispatcher, new GetOrderChecklists.Query(order))).Checklists.Single();
        Assert.Equal([CheckState.Passed, CheckState.NotApplicable, CheckState.Open], kept.Lines.Select(line => line.State));
        Assert.Equal([CompletionCode.Missing], (await world.Get(order)).Holds);
    }

    [Fact]
    public async Task A_manager_publishes_a_checklist_and_the_store_receives_an_old_part()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.OnSite(world.Zhao);
        await app.Run(world.Technician(world.Zhao), new UsePart.Command("主控板", OldSerial: "O-118", OldDue: true) { Id = order });
        await app.Run(world.Dispatcher, new PlanSession.Command(SessionKind.Demonstration, "新款洗衣机", Audience.Dealer) { Id = order });
        var manager = world.Company.PersonOf(world.Unit, "field.read", "field.do", "field.manage", "parts.read", "parts.do", "customers.read", "desk.read") with { Person = world.Intake, Name = "张敏", Language = "en" };
        var page = await app.Open(manager, "/checklists", "en");
        var watch = new PageWatch(page);

        await page.FormNamed("standard").Send();
        await Expect(page.GetByText("Site readiness").First).ToBeVisibleAsync();
        await watch.Look("checklists");
        await page.GotoAsync("/checklists/edit/inspection");
        await watch.Look("checklist-edit");
        var form = page.FormNamed("checklist");
        await form.Locator("[name='Input.Items[5].Code']").FillAsync("filter");
        await form.Locator("[name='Input.Items[5].Chinese']").FillAsync("滤网");
        await form.Locator("[name='Input.Items[5].English']").FillAsync("Filter");
        await form.Send();
        await page.WaitForURLAsync("**/checklists");
        await Expect(page.GetByText("(inspection v2)")).ToBeVisibleAsync();
        foreach (var path in new[] { "/checklists/new", "/work-orders/sessions", "/work-orders/sessions?kind=Training", "/work-orders/policy", $"/work-orders/{order}", "/old-parts?received=true", "/old-parts" })
        {
            await page.GotoAsync(path);
            await watch.Look(path.Trim('/').Replace('/', '-').Replace('?', '-'));
        }
        await page.GetByRole(AriaRole.Link, new() { Name = "主控板" }).ClickAsync();
        await page.FormNamed("receive").Send();
        await Expect(page.Locator("#receive")).ToContainTextAsync("say why");
        await watch.Look("old-part-receive");
        await page.FormNamed("receive").Locator("[name='Input.Serial']").FillAsync("O-118");
        await page.FormNamed("receive").Send();
        await Expect(page.Locator("main")).ToContainTextAsync("No old parts here");
        Assert.Single((await app.Ask(manager, new ListOldParts.Query(Received: true))).Items);
    }
}
