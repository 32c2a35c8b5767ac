using Aftercare.Modules.Desk;
using Aftercare.Platform;
using Microsoft.Playwright;
using NodaTime;

namespace Aftercare.Tests.Desk;

[Trait("Category", "Browser")]
public sealed class DeskPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact, Trait("Requirement", "R302")]
    public async Task An_agent_registers_a_call_answers_solves_and_closes_it_by_keyboard()
    {
        var desk = await World();
        var page = await app.Open(desk.Agent with { Language = "zh-CN" }, "/tickets", "zh-CN");
        await page.Keyboard.PressAsync("n");
        await page.WaitForURLAsync("**/tickets/new");

        await page.Locator("input[name=phone]").FillAsync("138 1234 5678");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/tickets/new?phone=*");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("李雷");
        await page.GetByLabel("产品（型号/名称）").FillAsync("WM-10");
        await page.GetByLabel("故障描述").FillAsync("设备停机，屏幕显示 E21");
        await Shot(page, "new-zh");
        await page.Keyboard.PressAsync("Control+Enter");

        await page.WaitForURLAsync("**/tickets/*tell=true");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("请告知客户");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("客户描述设备停机或无法使用");
        await Shot(page, "ticket-zh");
        await page.Keyboard.PressAsync("e");
        await page.GetByLabel("答复内容").FillAsync("工程师 30 分钟内联系您");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("处理中");
        await page.Keyboard.PressAsync("e");
        await page.GetByLabel("解决方案").FillAsync("更换主板");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("待确认");
        Assert.Contains("客户尚未确认", await page.GetByRole(AriaRole.Button, new() { Name = "结单", Exact = true }).GetAttributeAsync("title"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("e");
        await page.GetByLabel("确认方式").PressAsync("Control+Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "结单", Exact = true }).ClickAsync();
        await page.Locator("button[type=submit]", new() { HasText = "结单" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("已结单");
        await Assertions.Expect(page.Locator(".ui-story")).ToContainTextAsync("已结单归档");
        await Shot(page, "closed-zh");
    }

    [Fact, Trait("Requirement", "B31")]
    public async Task A_clock_opens_its_reasons()
    {
        var desk = await World();
        var ticket = await desk.Register("设备停机");
        var page = await app.Open(desk.Agent, $"/tickets/{ticket}");

        await page.Locator("button.ui-clock", new() { HasText = "Solve" }).ClickAsync();

        await Assertions.Expect(page.Locator(".ui-why:visible")).ToContainTextAsync("hotline v1");
        await Shot(page, "why-en");
    }

    [Fact]
    public async Task The_queue_filters_in_its_address_and_says_why_it_is_empty()
    {
        var desk = await World();
        await desk.Register("设备停机");
        await desk.Register("外观划痕");
        app.Time.Pass(Duration.FromMinutes(45));
        var page = await app.Open(desk.Agent, "/tickets");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Shot(page, "queue-en");

        await page.GotoAsync("/tickets?overdue=true");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.GotoAsync("/tickets?status=OnHold");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No tickets match");
    }

    [Fact, Trait("Requirement", "R304")]
    public async Task A_customer_without_script_reports_and_follows()
    {
        var desk = await World();
        var visitor = Caller.Anonymous(desk.Company.Id, "portal.report");
        var page = await app.Open(visitor, "/portal", "zh-CN", 360);

        await page.GetByLabel("请描述问题").FillAsync("水槽漏水");
        await page.GetByLabel("您的姓名").FillAsync("李雷");
        await page.GetByLabel("联系电话").FillAsync("13812345678");
        await Shot(page, "portal-zh-360");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();

        await page.WaitForURLAsync("**/portal/thanks?key=*");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("请先关闭进水阀");
        await Shot(page, "thanks-zh-360");
        await page.GetByRole(AriaRole.Link, new() { Name = "查看进度" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("已受理");
        await Shot(page, "follow-zh-360");
    }

    [Theory]
    [InlineData("zh-CN", 1440, false), InlineData("en", 1440, true), InlineData("zh-CN", 360, true), InlineData("en", 360, false)]
    public async Task Every_page_fits_the_screen_in_both_languages_light_and_dark(string language, int width, bool dark)
    {
        var desk = await World();
        var ticket = await desk.Register("设备停机");
        await desk.Run(new HoldTicket.Command("parts") { Id = ticket });
        var done = await desk.Register("洗衣机不脱水");
        await desk.Run(new SolveTicket.Command("更换皮带", "belt") { Id = done });
        await desk.Run(new ConfirmSolution.Command("phone") { Id = done });
        await desk.Run(new CloseTicket.Command { Id = done });

        foreach (var (name, path) in new[] { ("tickets", "/tickets"), ("new", "/tickets/new?phone=13812345678"), ("ticket", $"/tickets/{ticket}"), ("solve", $"/tickets/{ticket}?do=solve"), ("policies", "/policies"), ("archive", "/desk/archive"), ("home", "/") })
        {
            var page = await app.Open(desk.Agent with { Language = language }, path, language, width, dark);
            await Shot(page, $"{name}-{language}-{width}{(dark ? "-dark" : "")}");
            Assert.Equal(200, (await page.APIRequest.GetAsync(app.Origin + path)).Status);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{path} is wider than {width}");
            Assert.DoesNotContain("desk.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            await page.Context.CloseAsync();
        }
    }

    private async Task<DeskWorld> World()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        return await DeskWorld.Open(app);
    }

    /// <summary>PAGE_SHOTS names a folder for people who want to look.</summary>
    private static async Task Shot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PAGE_SHOTS") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
