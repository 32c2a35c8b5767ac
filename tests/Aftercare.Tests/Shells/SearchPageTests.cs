using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Shells;

[Trait("Category", "Browser")]
public sealed class SearchPageTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Theory]
    [InlineData("zh-CN", 1440, false, "搜索", "客户")]
    [InlineData("en", 360, true, "Search", "Customer")]
    public async Task A_customer_is_found_by_the_last_digits_of_the_telephone(string language, int width, bool dark, string title, string kind)
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit("浦东网点");
        await company.RegisterCustomer(unit, "李雷", "13812345678");
        var person = company.PersonOf(unit, "customers.read") with { Language = language };

        var page = await app.Open(person, "/search?q=5678", language, width, dark);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        var hit = page.GetByRole(AriaRole.Link, new() { Name = "李雷" });
        await Expect(hit).ToBeVisibleAsync();
        await Expect(page.Locator("main tbody")).ToContainTextAsync(kind);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder) await page.ScreenshotAsync(new() { Path = $"{folder}/search-{language}-{width}.png" });
        await hit.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/customers/[0-9]+$"));
    }

    [Fact]
    public async Task The_search_field_of_every_page_leads_there_and_says_when_there_is_nothing()
    {
        var company = await app.FoundCompany();
        var page = await app.Open(company.Person("customers.read"), "/");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("没有的东西");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("Nothing has “没有的东西”")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_of_the_API_comes_from_this_server_alone_and_breaks_no_rule_of_its_own()
    {
        var company = await app.FoundCompany();
        var page = await app.Open(company.Person("customers.read"), "/search");
        var (foreign, errors) = (new List<string>(), new List<string>());
        page.Request += (_, request) => { if (!request.Url.StartsWith(app.Origin, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) foreign.Add(request.Url); };
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };

        page.Response += (_, response) => { if (response.Status >= 400) errors.Add($"{response.Status} {response.Url}"); };

        await page.GotoAsync("/api/docs");
        await Expect(page.GetByText("Aftercare 无忧售后 API").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Empty(foreign);
        Assert.Empty(errors);
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder) await page.ScreenshotAsync(new() { Path = $"{folder}/api-docs.png" });
    }
}
