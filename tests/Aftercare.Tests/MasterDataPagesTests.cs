using Aftercare.Modules.Assets;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests;

/// <summary>The pages of organisation, calendars, customers, assets and technicians, in a real browser.</summary>
[Trait("Category", "Browser")]
public sealed class MasterDataPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    private static readonly string[] Everything = ["organisation.read", "organisation.do", "organisation.manage", "customers.read", "customers.do", "customers.manage"];

    [Theory]
    [InlineData("zh-CN", 1440, false)]
    [InlineData("zh-CN", 360, true)]
    [InlineData("en", 1440, true)]
    [InlineData("en", 360, false)]
    public async Task Every_page_shows_itself_without_errors_or_missing_texts(string language, int width, bool dark)
    {
        var (company, paths) = await Company();
        var page = await app.Open(company.Person(Everything), "/units", language, width, dark);
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, message) => errors.Add(message);

        foreach (var path in paths)
        {
            var answer = await page.GotoAsync(path);
            Assert.True(answer!.Ok, $"{path}: {answer.Status}");
            var text = await page.InnerTextAsync("main");
            Assert.DoesNotMatch(@"\b(organisation|calendars|customers|assets|workforce)\.[a-z]", text);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{path} is wider than {width} px");
            if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
                await page.ScreenshotAsync(new() { Path = $"{folder}/{path.Trim('/').Replace('/', '-').Replace('?', '-')}-{language}-{width}{(dark ? "-dark" : "")}.png", FullPage = true });
        }
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_customer_is_registered_in_the_browser_and_a_known_number_is_shown_first()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit("浦东网点");
        await company.RegisterCustomer(unit, "李雷");
        var page = await app.Open(company.PersonOf(unit, "customers.read", "customers.do"), "/customers/new");

        await page.Locator("[name='Input.Text']").FillAsync("韩梅梅 138 1234 5678 上海市浦东新区世纪大道1号");
        await page.FormNamed("paste").Send();
        await Expect(page.GetByLabel("Street and number")).ToHaveValueAsync("世纪大道1号");
        await Expect(page.GetByLabel("District")).ToHaveValueAsync("浦东新区");
        await Expect(page.GetByLabel("Phone")).ToHaveValueAsync("13812345678");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register customer" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "李雷" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Register customer" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "韩梅梅" })).ToBeVisibleAsync();
        Assert.Equal("上海市浦东新区世纪大道1号", (await app.Ask(company.System, new ListCustomers.Query("韩梅梅"))).Items[0].Address);
    }

    [Fact]
    public async Task A_calendar_is_edited_in_the_browser_as_a_new_version()
    {
        var company = await app.FoundCompany();
        var calendar = await app.Run(company.System, new AddCalendar.Command("office", CompanyDefault: true));
        var page = await app.Open(company.Person(Everything), $"/calendars/{calendar.Id}/edit");

        await page.GetByLabel("Saturday").FillAsync("09:00-12:00");
        await page.GetByLabel("Sunday").FillAsync("nine to five");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish a new version" }).ClickAsync();
        await Expect(page.GetByText("“nine to five” cannot be read").First).ToBeVisibleAsync();
        await page.GetByLabel("Sunday").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish a new version" }).ClickAsync();
        await page.WaitForURLAsync(address => address.EndsWith($"/calendars/{calendar.Id}", StringComparison.Ordinal));

        var shown = await app.Ask(company.System, new GetCalendar.Query(calendar.Id, 2026));
        Assert.Equal((2, "09:00-12:00"), (shown.Number, string.Join(' ', shown.Days[new LocalDate(2026, 3, 7).DayOfYear - 1].Windows)));
        Assert.True(shown.Definition.GetProperty("cn").GetBoolean(), shown.Definition.GetRawText());
    }

    [Fact]
    public async Task Shifts_and_absences_are_planned_in_the_browser()
    {
        var company = await app.FoundCompany();
        var technician = await company.MakeTechnician(await company.AddPerson(await company.AddUnit()));
        var page = await app.Open(company.Person(Everything), $"/technicians/{technician}?from=2026-03-02");

        await page.GetByLabel("Days in a row").FillAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add shifts" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToHaveCountAsync(5);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToHaveCountAsync(4);

        await page.GotoAsync("/technicians/week?from=2026-03-02");
        await Expect(page.GetByText("08:30-17:30")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Who_may_only_read_is_offered_nothing_to_change()
    {
        var (company, paths) = await Company();
        var page = await app.Open(company.Person("organisation.read", "customers.read"), "/units");

        foreach (var path in paths)
        {
            var answer = await page.GotoAsync(path);
            var changes = path.EndsWith("/new", StringComparison.Ordinal) || path.EndsWith("/edit", StringComparison.Ordinal);
            Assert.Equal((path, changes ? 403 : 200), (path, answer!.Status));
            if (!changes) await Expect(page.Locator("main form[method=post]:not(.ui-views *)")).ToHaveCountAsync(0);
        }
        Assert.EndsWith("/sign-in?returnUrl=%2Fcustomers", (await app.Open(Caller.Anonymous(company.Id), "/customers")).Url, StringComparison.Ordinal);
    }

    private async Task<(TestCompany Company, string[] Paths)> Company()
    {
        var company = await app.FoundCompany("无忧电器");
        var hq = await company.AddUnit("无忧电器售后服务总部", kind: "after-sales-hq");
        var region = await company.AddUnit("华东区", hq, "region");
        var point = await company.AddUnit("浦东网点", region, "service-point");
        await company.AddUnit("虹口网点", region, "service-point");
        var person = await company.AddPerson(point, "王强", "E01");
        await app.Run(company.System, new PutOnIntakeRoster.Command(await company.AddPerson(point, "赵敏", "E02")) { Unit = point });
        var customer = await company.RegisterCustomer(point, "上海东方机械制造有限公司", "021-58880000");
        var model = await company.AddModel(skill: "洗衣机");
        var asset = (await app.Run(company.System, new RegisterAsset.Command("SN-2026-0001", model, customer.Id, customer.Site, new(2026, 1, 10)))).Id;
        await company.RegisterAsset(point, "SN-2026-0002", null, customer.Id);
        var calendar = await app.Run(company.System, new AddCalendar.Command("标准工作日历", CompanyDefault: true));
        var technician = (await app.Run(company.System, new MakeTechnician.Command(person, [new("洗衣机", 4), new("电梯", 3, "TS-100", new(2026, 1, 31))]))).Id;
        var day = Instant.FromUtc(2026, 3, 3, 0, 30);
        await app.Run(company.System, new AddShifts.Command([new(day, day + Duration.FromHours(9))]) { Id = technician });
        await app.Run(company.System, new TakeTimeOff.Command(day + Duration.FromHours(24), day + Duration.FromHours(33), TimeOffReason.Training, "新品培训") { Id = technician });
        return (company, [
            "/units", $"/units/{point}", "/units/new", $"/units/{point}/edit", "/people", "/people?q=nobody", $"/people/{person}", "/people/new", $"/people/{person}/edit",
            "/calendars", $"/calendars/{calendar.Id}", $"/calendars/{calendar.Id}?year=2027", "/calendars/new", $"/calendars/{calendar.Id}/edit",
            "/customers", $"/customers/{customer.Id}", "/customers/new", $"/customers/{customer.Id}/edit", $"/customers/{customer.Id}/contacts/new", $"/customers/{customer.Id}/sites/new",
            "/assets", $"/assets/{asset}", "/assets/new", $"/assets/{asset}/edit", "/models", $"/models/{model}", "/models/new",
            "/technicians", "/technicians/week", $"/technicians/{technician}", "/technicians/new",
        ]);
    }
}
