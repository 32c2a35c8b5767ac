using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Microsoft.Playwright;

namespace Aftercare.Tests.Quality;

[Trait("Category", "Browser")]
public sealed class QualityPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact, Trait("Requirement", "R803"), Trait("Requirement", "R804")]
    public async Task An_officer_takes_a_complaint_from_the_request_it_is_about_to_its_solution()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        var ticket = await desk.Register();
        await desk.Company.AddPerson(desk.Unit, "周敏");
        var page = await app.Open(Officer(desk) with { Language = "zh-CN" }, $"/tickets/{ticket}", "zh-CN");
        var watch = new PageWatch(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "登记投诉" }).ClickAsync();
        await page.WaitForURLAsync("**/complaints/new?ticket=*");
        await page.GetByLabel("投诉内容").FillAsync("约好周二上门，没有人来，也没有电话。要求当天上门。");
        await page.GetByLabel("严重程度").SelectOptionAsync("Major");
        await watch.Look("complaint-new-zh");
        await page.FormNamed("new-complaint").Send();

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("请先记录应急措施和负责人");
        await watch.Look("complaint-major-zh");
        await page.Keyboard.PressAsync("e");
        await page.GetByLabel("应急措施").FillAsync("主管致歉，今天下午上门");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "措施负责人" }).FillAsync("周敏");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await page.FormNamed("complaint-action").Send();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "核实", Exact = true })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("e");
        await page.GetByLabel("核实情况").FillAsync("派单遗漏，已电话致歉");
        await page.GetByLabel("属实（有效投诉）").CheckAsync();
        await watch.Look("complaint-verify-zh");
        await page.FormNamed("complaint-action").Send();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("已核实");
        await page.Keyboard.PressAsync("e");
        await page.Locator("textarea[name='Input.Text']").FillAsync("当天上门，免上门费");
        await page.FormNamed("complaint-action").Send();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("已答复");
        await page.Locator("button.ui-clock", new() { HasText = "处理方案" }).ClickAsync();
        await Assertions.Expect(page.Locator(".ui-why:visible")).ToContainTextAsync("投诉处理时效");
        await page.Keyboard.PressAsync("Escape");
        await watch.Look("complaint-answered-zh");
    }

    [Fact, Trait("Requirement", "R801"), Trait("Requirement", "B02")]
    public async Task On_a_phone_customers_complain_and_urge_and_officers_read_list_story_and_register()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        var visitor = Caller.Anonymous(desk.Company.Id, "portal.report") with { Language = "en" };
        var page = await app.Open(visitor, "/portal", "en", 360);
        var watch = new PageWatch(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Make a complaint" }).ClickAsync();
        await page.GetByLabel("What happened").FillAsync("Nobody came at the appointed time");
        await page.GetByLabel("Your name").FillAsync("Li Lei");
        await page.GetByLabel("Phone").FillAsync("13812345678");
        await watch.Look("portal-complain-en-360");
        await page.FormNamed("complain").Send();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("You hear our solution by");
        await watch.Look("portal-followed-en-360");

        var report = await app.Run(visitor, new Modules.Desk.ReportFault.Command("repair", "Leaks", "Li Lei", "13812345678", Product: "WM-10"));
        await page.GotoAsync(report.Follow);
        await page.FormNamed("urge").Send();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("You asked 1 times");
        await watch.Look("portal-urged-en-360");
        await page.FormNamed("urge").Send();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("within the last hour");

        var officer = await app.Open(Officer(desk), "/complaints", "en", 360, dark: true);
        var seen = new PageWatch(officer);
        await seen.Look("complaints-en-360");
        await officer.Locator("tbody tr a").First.ClickAsync();
        await Assertions.Expect(officer.Locator("h1")).ToContainTextAsync("CP260302-0001");
        await seen.Look("complaint-en-360");
        await officer.GotoAsync("/complaints/channels");
        await officer.GetByLabel("Phone works").CheckAsync();
        await officer.FormNamed("channel-test").Send();
        await Assertions.Expect(officer.Locator("main")).ToContainTextAsync("does not work: say what was seen");
        foreach (var channel in new[] { "Mail", "Online" }) await officer.GetByLabel($"{channel} works").CheckAsync();
        await officer.FormNamed("channel-test").Send();
        await Assertions.Expect(officer.Locator("tbody tr")).ToHaveCountAsync(1);
        await seen.Look("channel-tests-en-360");
        await officer.GotoAsync("/tickets");
        await Assertions.Expect(officer.Locator("main")).ToContainTextAsync("Urged 1×");
        await officer.GotoAsync("/complaints?status=Closed");
        await Assertions.Expect(officer.Locator("main")).ToContainTextAsync("No complaints match");
    }

    private static Caller Officer(DeskWorld desk) => desk.Company.PersonOf(desk.Unit, "quality.read", "quality.do", "quality.manage", "desk.read", "desk.do", "customers.read", "organisation.read") with { Person = desk.Intake };
}
