using System.Text.RegularExpressions;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Messages;
using Aftercare.Platform;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Field;

/// <summary>The pages of field work, dispatch, ratings and messages, in a real browser.</summary>
[Trait("Category", "Browser")]
public sealed class FieldPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Theory]
    [InlineData("zh-CN", 360, true)]
    [InlineData("en", 1440, true)]
    public async Task Every_page_shows_itself_without_errors_missing_texts_or_barriers(string language, int width, bool dark)
    {
        var world = await FieldWorld.Open(app);
        var done = await world.Completed(world.Zhao);
        await app.Settle();
        app.Time.SetShanghai("2026-03-02 16:00");
        var onSite = await world.OnSite(world.Qian);
        app.Time.SetShanghai("2026-03-02 16:00");
        var (waiting, planned) = (await world.Order(), await world.Accepted(world.Zhao, "09:00"));
        await app.Settle();
        var texts = await Sent(world);
        await GiveStars(texts["rating-asked"], 2, "等了两个小时");
        var message = await app.Look(world.Company.Id, db => db.Set<Message>().Where(row => row.Template == "rating-asked").Select(row => row.Id).SingleAsync());
        var printed = await OrderLinkPath(world, done);
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 08:30");

        var all = world.Company.Person("field.read", "field.do", "field.manage", "satisfaction.read", "satisfaction.do", "platform.read", "platform.do", "platform.manage", "desk.read", "customers.read") with { Person = world.Zhao, HomeUnit = world.Unit, Language = language };
        await Look(all, language, width, dark,
            "/work-orders", "/work-orders?q=nothing", $"/work-orders/{done}", $"/work-orders/{planned}", "/work-orders/new?ticket=1", "/dispatch", $"/dispatch?day={FieldWorld.Tuesday}", $"/dispatch?order={waiting}&day={FieldWorld.Tuesday}",
            $"/dispatch?order={planned}&day={FieldWorld.Tuesday}", "/my-day", "/my-day?day=2026-04-01", $"/my-day/{planned}", $"/my-day/{onSite}", $"/my-day/{done}", "/ratings", "/ratings?low=true&kind=none", "/admin/messages", $"/admin/messages/{message}",
            "/admin/messages/templates", "/admin/messages/templates?code=rating-asked&language=zh-CN", "/my-messages");
        await Look(Caller.Anonymous(), language, width, dark, new Uri(texts["rating-asked"]).AbsolutePath, printed);
    }

    [Fact]
    public async Task A_technician_does_a_whole_job_on_a_phone()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, "09:00"));
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 08:30");
        var page = await app.Open(world.Technician(world.Zhao) with { Language = "zh-CN" }, "/my-day", "zh-CN", 390);

        Assert.Equal("tel:13812345678", await page.GetByRole(AriaRole.Link, new() { Name = "电话" }).GetAttributeAsync("href"));
        Assert.StartsWith("geo:31.2", await page.GetByRole(AriaRole.Link, new() { Name = "导航" }).GetAttributeAsync("href"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "接单" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "接单" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "出发", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "撤销出发" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "到达现场" }).First.ClickAsync();
        await page.Locator("dialog:popover-open").GetByRole(AriaRole.Button, new() { Name = "到达现场" }).ClickAsync();
        await page.GetByLabel("处理措施").FillAsync("更换风扇与二极管");
        await page.GetByLabel("故障", new() { Exact = false }).Nth(1).FillAsync("高温报警");
        await page.GetByLabel("处理结果").FillAsync("恢复正常");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存服务记录" }).ClickAsync();
        await Draw(page, 0);
        await page.GetByRole(AriaRole.Button, new() { Name = "客户签字" }).ClickAsync();
        await Expect(page.GetByAltText("王小二 的签名")).ToBeVisibleAsync();
        await Draw(page, 1);
        await page.GetByRole(AriaRole.Button, new() { Name = "技师签字" }).ClickAsync();
        await Expect(page.GetByAltText("赵工 的签名")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "完工", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/my-day");

        var completed = await world.Get(order);
        Assert.Equal((WorkOrderStatus.Completed, "更换风扇与二极管", 2), (completed.Status, completed.Action, completed.Signatures.Count));
    }

    [Fact, Trait("Requirement", "R402")]
    public async Task A_dispatcher_picks_an_order_sees_the_reasons_and_books_a_free_time()
    {
        var world = await FieldWorld.Open(app);
        var taken = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(taken, world.Zhao, "09:00"));
        var order = await world.Order();
        var number = (await world.Get(order)).Number;
        var page = await app.Open(world.Dispatcher with { Language = "en" }, $"/dispatch?day={FieldWorld.Tuesday}");

        await page.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await Expect(page.Locator("#candidates")).ToContainTextAsync("Has the skill washing");
        await Expect(page.Locator("#candidates")).ToContainTextAsync("estimated, as the crow flies");
        await page.GetByLabel("Technician").SelectOptionAsync(new SelectOptionValue { Label = "赵工" });
        await page.GetByLabel("From").FillAsync("09:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dispatch", Exact = true }).ClickAsync();
        await Expect(page.GetByText("already has an appointment then").First).ToBeVisibleAsync();
        await page.Locator("#candidates").GetByRole(AriaRole.Link, new() { Name = "13:30–18:00" }).First.ClickAsync();
        await Expect(page.GetByLabel("From")).ToHaveValueAsync("13:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dispatch", Exact = true }).ClickAsync();
        await page.WaitForURLAsync($"**/dispatch?day={FieldWorld.Tuesday}");

        var booked = await world.Get(order);
        Assert.Equal((WorkOrderStatus.Scheduled, Tests.Desk.DeskWorld.Shanghai($"{FieldWorld.Tuesday} 13:30")), (booked.Status, booked.SlotStart));
    }

    [Theory]
    [InlineData("/dispatch")]
    [InlineData("/work-orders")]
    [InlineData("/my-day")]
    public async Task An_open_list_listens_to_facts_that_are_really_announced(string path)
    {
        var world = await FieldWorld.Open(app);
        var page = await app.Open(world.Dispatcher with { Person = world.Zhao }, path);

        var topics = (await page.Locator("[data-live-topic]").GetAttributeAsync("data-live-topic"))!.Split(' ');

        var announced = typeof(IFact).Assembly.GetTypes().Where(type => typeof(IFact).IsAssignableFrom(type) && type.IsClass).Select(SliceRegistry.FactName).Select(name => name[..name.LastIndexOf(".v", StringComparison.Ordinal)]).ToHashSet();
        Assert.All(topics, topic => Assert.Contains(topic, announced));
    }

    [Fact, Trait("Requirement", "R902")]
    public async Task A_customer_rates_without_scripts_and_without_signing_in()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Completed(world.Zhao);
        await app.Settle();

        await GiveStars((await Sent(world))["rating-asked"], 5, "很好");

        var rating = Assert.Single((await app.Ask(world.Dispatcher, new Aftercare.Modules.Satisfaction.ListRatings.Query())).Items);
        Assert.Equal((order, 5, "很好"), (rating.Order, rating.Stars, rating.Comment));
    }

    [Fact, Trait("Requirement", "R410")]
    public async Task A_technicians_phone_that_has_seen_my_day_cannot_rate_even_after_signing_out()
    {
        var world = await FieldWorld.Open(app);
        await world.Completed(world.Zhao);
        await app.Settle();
        var path = new Uri((await Sent(world))["rating-asked"]).AbsolutePath;
        var page = await app.Open(world.Technician(world.Zhao), "/my-day");

        await page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["Accept-Language"] = "en" });
        var answer = await page.GotoAsync(path);

        Assert.Equal(403, answer!.Status);
        await Expect(page.Locator("main")).ToContainTextAsync("Only the customer may rate");
    }

    private async Task Look(Caller caller, string language, int width, bool dark, params string[] paths)
    {
        var page = await app.Open(caller, "/", language, width, dark);
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, message) => errors.Add(message);
        foreach (var path in paths)
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Ok, $"{path}: {answer.Status}");
            if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
                await page.ScreenshotAsync(new() { Path = $"{folder}/{Regex.Replace(path.Trim('/'), "[^a-z-]+", "-")}-{language}-{width}{(dark ? "-dark" : "")}.png", FullPage = true });
            Assert.DoesNotMatch(@"\b(field|dispatch|satisfaction|messages|refusal)\.[a-z]", await page.InnerTextAsync("main"));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{path} is wider than {width} px");
            var axe = await page.RunAxe();
            Assert.True(axe.Violations.Length == 0, $"{path}: {string.Join("; ", axe.Violations.Select(violation => $"{violation.Id} {violation.Nodes[0].Html}"))}");
        }
        Assert.Empty(errors);
    }

    private static async Task Draw(IPage page, int pad)
    {
        var canvas = page.Locator("canvas").Nth(pad);
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        var uploaded = page.WaitForResponseAsync("**/api/files");
        await page.Mouse.MoveAsync(box.X + 30, box.Y + 90);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 120, box.Y + 40, new() { Steps = 8 });
        await page.Mouse.MoveAsync(box.X + 200, box.Y + 100, new() { Steps = 8 });
        await page.Mouse.UpAsync();
        await uploaded;
        await Expect(page.Locator("[data-ids]").Nth(pad + 1)).Not.ToHaveValueAsync("");
    }

    /// <summary>A customer's phone with scripts switched off.</summary>
    private async Task GiveStars(string link, int stars, string comment)
    {
        var somebody = await app.Open(Caller.Anonymous(), "/health/live");
        await using var context = await somebody.Context.Browser!.NewContextAsync(new() { BaseURL = app.Origin, JavaScriptEnabled = false, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(link).AbsolutePath);
        await page.Locator($"label[for$='-{stars}']").ClickAsync();
        await page.GetByLabel("想对我们说的话").FillAsync(comment);
        await page.GetByRole(AriaRole.Button, new() { Name = "提交评价" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("谢谢您的评价");
    }

    /// <summary>What was sent, by template: the links in it as the receivers got them.</summary>
    private async Task<Dictionary<string, string>> Sent(FieldWorld world)
    {
        var secrets = app.Services.GetRequiredService<MessageSecrets>();
        var sent = await app.Look(world.Company.Id, db => db.Set<Message>().Where(row => row.SealedSecret != null).ToListAsync());
        return sent.ToDictionary(row => row.Template, row => MessageText.Parts(secrets.Reveal(row.Body, row.SealedSecret)).Single(part => part.IsLink).Text);
    }

    /// <summary>The path in the QR code of an order's report; the printed token is known to nobody else, so the test makes a second one.</summary>
    private async Task<string> OrderLinkPath(FieldWorld world, WorkOrderId order)
    {
        var token = OrderLink.NewToken();
        await app.Services.GetRequiredService<IWritePath>().Write(new("Tests.PrintAgain", async (_, open, ct) =>
        {
            var db = open(world.Company.System, new("Tests.PrintAgain", app.Time.Now, null));
            db.Add(new OrderLink { Id = db.NewId<OrderLinkId>(), OrderId = order, TokenHash = OrderLink.HashOf(token), MadeAt = db.Now });
            await db.SaveChangesAsync(ct);
            return new(Done.Instance, []);
        }), default);
        return $"/o/{token}";
    }
}
