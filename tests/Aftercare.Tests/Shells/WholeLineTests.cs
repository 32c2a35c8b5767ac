using System.Globalization;
using System.Text.RegularExpressions;
using Aftercare.Modules.Field;
using Aftercare.Modules.Messages;
using Aftercare.Modules.Performance;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Shells;

/// <summary>From a call to a figure on a scorecard, in a browser: console wide, technician and customer on a phone.</summary>
[Trait("Category", "Browser")]
public sealed class WholeLineTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Theory, Trait("Requirement", "R302"), Trait("Requirement", "R408"), Trait("Requirement", "R902")]
    [InlineData("zh-CN", false), InlineData("en", true)]
    public async Task A_fault_reported_by_phone_ends_as_a_figure_that_leads_back_to_it(string language, bool dark)
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Company.System, new LoadStandardKpis.Command(new(2026, 1, 1)));
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao, "09:00"));
        await AddAbsence(world);
        var agent = world.Company.PersonOf(world.Unit, "desk.read", "desk.do", "field.read", "field.do", "field.manage", "customers.read", "performance.read", "satisfaction.read") with { Person = world.Intake, Name = "张敏" };
        var desk = await app.Open(agent, "/performance/scorecard", language, 1440, dark);
        var watch = new PageWatch(desk);
        await watch.Look($"00-scorecard-{language}");
        var before = await Figures(desk);

        var ticket = await Report(desk, watch, language);
        await HoldAndResume(desk, watch, ticket, language);
        var order = await OrderWork(desk, watch, language);
        await Dispatch(desk, watch, order, language);
        await app.Settle();
        await DoTheWork(world, order, language, dark);
        await app.Settle();

        await desk.GotoAsync($"/work-orders/{order}");
        await watch.Look($"30-order-{language}");
        var report = await desk.Locator("a[href^='/api/files/']").First.GetAttributeAsync("href");
        Assert.Equal("%PDF-", System.Text.Encoding.ASCII.GetString((await (await desk.APIRequest.GetAsync(app.Origin + report)).BodyAsync())[..5]));
        await desk.GotoAsync($"/tickets/{ticket}?do=confirm");
        await desk.FormNamed("ticket-action").Send();
        await desk.WaitForURLAsync($"**/tickets/{ticket}");
        await desk.GotoAsync($"/tickets/{ticket}?do=close");
        await desk.FormNamed("ticket-action").Send();
        await desk.WaitForURLAsync($"**/tickets/{ticket}");
        await watch.Look($"31-ticket-{language}");
        var number = (await desk.Locator("h1").InnerTextAsync()).Split(' ', '\n')[0];

        await Rate(world, language, dark);
        await desk.GotoAsync("/performance/scorecard");
        Assert.NotEqual(before, await Figures(desk));
        await watch.Look($"40-scorecard-{language}");
        await desk.Locator("tbody tr", new() { HasText = "K08" }).Locator("a").Last.ClickAsync();
        await desk.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await desk.WaitForURLAsync($"**/tickets/{ticket}");
        await desk.GotoAsync($"/assets/{world.Asset}");
        await Expect(desk.Locator(".ui-story")).ToContainTextAsync(number);
        await watch.Look($"41-asset-{language}");
    }

    private static async Task<long> Report(IPage desk, PageWatch watch, string language)
    {
        await desk.GotoAsync("/tickets/new");
        await Expect(desk.Locator("input[name=phone]")).ToBeFocusedAsync();
        await desk.Keyboard.TypeAsync("138 1234 5678");
        await desk.Keyboard.PressAsync("Enter");
        await Expect(desk.Locator("main")).ToContainTextAsync("王小二");
        await desk.Locator("[name='Input.Fault']").FillAsync("洗衣机不脱水，屏幕显示 E21");
        await watch.Look($"01-new-{language}");
        await desk.Keyboard.PressAsync("Control+Enter");
        await desk.WaitForURLAsync("**/tickets/*tell=true");
        await watch.Look($"02-ticket-{language}");
        await desk.Locator("button.ui-clock").Last.ClickAsync();
        await Expect(desk.Locator(".ui-why:visible")).ToContainTextAsync("hotline v1");
        await watch.Look($"03-why-{language}");
        return long.Parse(new Uri(desk.Url).AbsolutePath.Split('/')[^1], CultureInfo.InvariantCulture);
    }

    private static async Task HoldAndResume(IPage desk, PageWatch watch, long ticket, string language)
    {
        foreach (var (what, fill) in new (string, Func<Task>)[]
        {
            ("classify", () => desk.Locator("[name='Input.Symptom']").FillAsync("no-spin")),
            ("respond", () => desk.Locator("[name='Input.Text']").FillAsync("已联系客户")),
            ("hold", () => desk.Locator("[name='Input.Pause']").SelectOptionAsync("customer")),
            ("resume", () => Task.CompletedTask),
        })
        {
            await desk.GotoAsync($"/tickets/{ticket}?do={what}");
            await fill();
            await watch.Look($"04-{what}-{language}");
            await desk.FormNamed("ticket-action").Send();
            await desk.WaitForURLAsync($"**/tickets/{ticket}");
        }
        await watch.Look($"05-ticket-{language}");
    }

    private static async Task<long> OrderWork(IPage desk, PageWatch watch, string language)
    {
        await desk.Locator("a[href^='/work-orders/new']").ClickAsync();
        await desk.WaitForURLAsync("**/work-orders/new*");
        await watch.Look($"06-new-order-{language}");
        await desk.FormNamed("new-order").Send();
        await desk.WaitForURLAsync(address => long.TryParse(address.Split('/')[^1], CultureInfo.InvariantCulture, out _));
        await watch.Look($"07-order-{language}");
        return long.Parse(desk.Url.Split('/')[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>Refused where the technician is booked, refused where he is away, and booked where the list of candidates shows a gap.</summary>
    private static async Task Dispatch(IPage desk, PageWatch watch, long order, string language)
    {
        await desk.Locator("a.btn-primary[href^='/dispatch']").ClickAsync();
        await desk.GotoAsync($"/dispatch?order={order}&day={FieldWorld.Tuesday}");
        await watch.Look($"10-candidates-{language}");
        var reasons = new HashSet<string>();
        foreach (var start in new[] { "09:30", "15:30" })
        {
            await desk.Locator("[name='Input.Technician']").SelectOptionAsync(new SelectOptionValue { Label = "赵工" });
            await desk.Locator("[name='Input.Start']").FillAsync(start);
            await desk.RunAndWaitForResponseAsync(() => desk.FormNamed("book").Send(), answer => answer.Request.Method == "POST");
            await Expect(desk.Locator("button[data-busy]")).ToHaveCountAsync(0);
            await Expect(desk.Locator("form [role=alert]")).ToContainTextAsync("赵工");
            Assert.True(reasons.Add(await desk.Locator("form [role=alert]").InnerTextAsync()));
            await watch.Look($"11-refused-{start[..2]}-{language}");
        }
        await desk.Locator("#candidates tbody tr", new() { HasText = "赵工" }).Locator("td a.btn").Last.ClickAsync();
        await desk.Locator("[name='Input.Start']").FillAsync("13:30");
        await desk.Locator("[name='Input.Minutes']").FillAsync("90");
        await desk.FormNamed("book").Send();
        await desk.WaitForURLAsync($"**/dispatch?day={FieldWorld.Tuesday}");
        await watch.Look($"12-booked-{language}");
    }

    private async Task DoTheWork(FieldWorld world, long order, string language, bool dark)
    {
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 13:25");
        var phone = await app.Open(world.Technician(world.Zhao), "/my-day", language, 360, dark);
        await phone.Context.GrantPermissionsAsync(["geolocation"]);
        await phone.Context.SetGeolocationAsync(new() { Latitude = 31.2353f, Longitude = 121.5055f, Accuracy = 8 });
        var watch = new PageWatch(phone);
        await watch.Look($"20-day-{language}");
        await phone.GotoAsync($"/my-day/{order}");
        await watch.Look($"21-visit-{language}");
        await phone.FormNamed("accept").Send();
        await phone.FormNamed("travel").Send();
        await Expect(phone.FormNamed("undo-travel")).ToBeVisibleAsync();
        await watch.Look($"22-travel-{language}");
        var asked = phone.Locator("dialog:has(input[value=arrive])");
        await phone.Locator($"button[popovertarget='{await asked.GetAttributeAsync("id")}']").First.ClickAsync();
        await Expect(asked.Locator("[data-place] input")).ToHaveValueAsync("31.235300,121.505500");
        await watch.Look($"23-arrive-{language}");
        await phone.FormNamed("arrive").Send();
        var findings = phone.FormNamed("findings");
        await findings.Locator("[name='Found.FaultText']").FillAsync("排水泵堵塞");
        await findings.Locator("[name='Found.Action']").FillAsync("清理排水泵");
        await findings.Locator("[name='Found.Result']").FillAsync("恢复正常");
        await watch.Look($"24-findings-{language}");
        await findings.Send();
        await Expect(phone.Locator(".ui-steps li").Nth(3)).ToHaveClassAsync("is-done");
        await phone.FormNamed("photos").Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "pump.png", MimeType = "image/png", Buffer = Picture() });
        await Expect(phone.FormNamed("photos").Locator("[data-ids]")).Not.ToHaveValueAsync("");
        await phone.FormNamed("photos").Send();
        await Expect(phone.Locator("#photos img")).ToHaveCountAsync(1);
        await phone.FormNamed("sign-customer").Sign();
        await phone.FormNamed("sign-customer").Send();
        await Expect(phone.Locator("#sign p img")).ToHaveCountAsync(1);
        await phone.FormNamed("sign-technician").Sign();
        await phone.FormNamed("sign-technician").Send();
        await Expect(phone.Locator("#sign p img")).ToHaveCountAsync(2);
        await watch.Look($"25-signed-{language}");
        await phone.FormNamed("complete").Send();
        await phone.WaitForURLAsync("**/my-day");
        await watch.Look($"26-done-{language}");

        var visit = await app.Look(world.Company.Id, db => db.Set<Visit>().SingleAsync(row => row.OrderId == new Modules.Field.Face.WorkOrderId(order)));
        Assert.Equal((31.2353, 121.5055, false), (Math.Round(visit.ArrivedLatitude!.Value, 4), Math.Round(visit.ArrivedLongitude!.Value, 4), visit.Late));
    }

    /// <summary>By the order's own link, without scripts and without signing in.</summary>
    private async Task Rate(FieldWorld world, string language, bool dark)
    {
        var asked = await app.Look(world.Company.Id, db => db.Set<Message>().Where(row => row.Template == "rating-asked").SingleAsync());
        var link = MessageText.Parts(app.Services.GetRequiredService<MessageSecrets>().Reveal(asked.Body, asked.SealedSecret)).Single(part => part.IsLink).Text;
        var customer = await app.Open(Caller.Anonymous(), new Uri(link).AbsolutePath, language, 360, dark);
        var watch = new PageWatch(customer);
        await watch.Look($"35-rate-{language}");
        await customer.Locator("label[for$='-5']").ClickAsync();
        await customer.Locator("form button[type=submit]").ClickAsync();
        await Expect(customer.Locator("main")).ToContainTextAsync(new Regex("谢谢|Thank"));
        await watch.Look($"36-thanks-{language}");
        await app.Settle();
    }

    private static async Task<string> Figures(IPage page) =>
        string.Join('\n', await page.Locator("tbody tr").AllInnerTextsAsync());

    private static async Task AddAbsence(FieldWorld world)
    {
        var technician = await world.App.Look(world.Company.Id, db => db.Set<Technician>().Where(row => row.PersonId == world.Zhao).Select(row => row.Id).SingleAsync());
        await world.App.Run(world.Company.System, new TakeTimeOff.Command(DeskWorld.Shanghai($"{FieldWorld.Tuesday} 15:00"), DeskWorld.Shanghai($"{FieldWorld.Tuesday} 17:00"), TimeOffReason.Training) { Id = technician });
    }

    internal static byte[] Picture()
    {
        using var bitmap = new SkiaSharp.SKBitmap(60, 40);
        bitmap.Erase(SkiaSharp.SKColors.SteelBlue);
        using var data = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 90);
        return data.ToArray();
    }
}
