using System.Net;
using System.Text.RegularExpressions;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Aftercare.Tests.Identity;

/// <summary>The pages as a browser without scripts sees them.</summary>
public sealed class PagesTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_door_and_back_again()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        var sent = (await browser.GetAsync("/account")).LeadsTo()!;
        Assert.Equal("/sign-in?returnUrl=%2Faccount", sent);
        var wrong = await browser.Fill(sent, "sign-in", ("Input.Login", account.Login), ("Input.Password", "wrong"));
        Assert.Contains(app.Services.GetRequiredService<Texts>().In("zh-CN", "refusal.sign-in.wrong"), await wrong.Text(), StringComparison.Ordinal);
        var right = await browser.Fill(sent, "sign-in", ("Input.Login", account.Login), ("Input.Password", DoorApp.Password));

        Assert.Equal((HttpStatusCode.Redirect, "/account"), (right.StatusCode, right.LeadsTo()));
        Assert.Contains(account.Login, await browser.Page("/account"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task The_door_never_leads_to_another_site(string url)
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");

        var answer = await app.Browser().Fill($"/sign-in?returnUrl={Uri.EscapeDataString(url)}", "sign-in", ("Input.Login", account.Login), ("Input.Password", DoorApp.Password));

        Assert.Equal("/", answer.LeadsTo());
    }

    [Fact]
    public async Task A_form_from_another_site_is_not_accepted()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Input.Login", account.Login), new("Input.Password", DoorApp.Password)]);

        var answer = await app.Browser().PostAsync("/sign-in", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(value => value.StartsWith("aftercare=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_administrator_sets_up_the_app_signs_in_with_it_and_signs_out()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P00");
        var browser = app.Browser();

        var first = await browser.Fill("/sign-in", "sign-in", ("Input.Login", account.Login), ("Input.Password", DoorApp.Password));
        Assert.Equal("/sign-in/enrol", first.LeadsTo());
        var page = await browser.Page("/sign-in/enrol");
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        var secret = Regex.Match(page, "ui-once[^>]*>([A-Z2-7 ]+)<").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("is-invalid", await (await browser.Send("/sign-in/enrol", page, "enrol", ("Input.Code", "000000"))).Text(), StringComparison.Ordinal);
        var codes = await (await browser.Send("/sign-in/enrol", page, "enrol", ("Input.Code", Code(secret)))).Text();
        Assert.Equal(10, Regex.Count(codes, "<li>[A-Z2-9]{5}-[A-Z2-9]{5}</li>"));
        Assert.NotNull(await DoorApp.Me(browser));

        var out_ = await browser.Fill("/sign-out", "sign-out");
        Assert.Equal("/sign-in", out_.LeadsTo());
        Assert.Null(await DoorApp.Me(browser));

        app.Time.Pass(NodaTime.Duration.FromMinutes(1));
        var second = await browser.Fill("/sign-in?returnUrl=%2Faccount", "sign-in", ("Input.Login", account.Login), ("Input.Password", DoorApp.Password));
        Assert.Equal("/sign-in/code?returnUrl=%2Faccount", second.LeadsTo());
        var third = await browser.Fill("/sign-in/code?returnUrl=%2Faccount", "code", ("Input.Code", Code(secret)));
        Assert.Equal("/account", third.LeadsTo());
        Assert.NotNull(await DoorApp.Me(browser));
    }

    [Fact]
    public async Task An_app_that_is_set_up_is_replaced_only_with_a_code_of_its_own()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var browser = await app.SignedIn(account);
        var (secret, page) = await Offered(browser, "/account/second-factor");
        Assert.Contains("ui-codes", await (await browser.Send("/account/second-factor", page, "enrol", ("Input.Code", Code(secret)))).Text(), StringComparison.Ordinal);

        app.Time.Pass(NodaTime.Duration.FromMinutes(1));
        var (other, renewal) = await Offered(browser, "/account/second-factor?renew=true");
        Assert.DoesNotContain("ui-codes", await (await browser.Send("/account/second-factor?renew=true", renewal, "enrol", ("Input.Current", "000000"), ("Input.Code", Code(other)))).Text(), StringComparison.Ordinal);
        Assert.Contains("ui-codes", await (await browser.Send("/account/second-factor?renew=true", renewal, "enrol", ("Input.Current", Code(secret)), ("Input.Code", Code(other)))).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_link_leads_through_set_up_to_the_second_factor()
    {
        await using var empty = new DoorApp();
        var link = (await empty.Services.GetRequiredService<ISetUpOffer>().Make(default))!;
        var browser = empty.Browser();

        var answer = await browser.Fill(link, "set-up", ("Found.CompanyName", "无忧电器"), ("Found.Name", "李站长"), ("Found.Login", "admin"), ("Found.Password", DoorApp.Password));

        Assert.Equal("/sign-in/enrol", answer.LeadsTo());
        Assert.DoesNotContain("Found.Password", await browser.Page(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_person_chooses_a_password_with_the_link()
    {
        var company = await app.FoundCompany();
        var account = await app.Run(company.System, new OpenAccount.Command("page" + company.Id, "新人", Roles: [new("P39")]));
        var key = OpaqueKey.New();
        await app.Run(company.System, new MakeSetUpLink.Command(account.AccountId, key.Hash));
        var browser = app.Browser();

        Assert.Contains("is-invalid", await (await browser.Fill($"/set-up/{key.Text}", "password", ("Choose.Password", "password"))).Text(), StringComparison.Ordinal);
        var saved = await browser.Fill($"/set-up/{key.Text}", "password", ("Choose.Password", DoorApp.Password));

        Assert.Equal("/sign-in", saved.LeadsTo());
        Assert.True((await DoorApp.SignIn(app.Browser(), "page" + company.Id)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_own_pages_change_password_language_and_tokens()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var browser = await app.SignedIn(account);

        var made = await (await browser.Fill("/account/tokens", "token", ("Input.Name", "wallboard"), ("Input.Days", "30"), ("Input.Scopes", "desk.read"))).Text();
        Assert.Matches("aftercare_[A-Za-z0-9_-]{43}", made);
        Assert.DoesNotMatch("aftercare_[A-Za-z0-9_-]{43}", await browser.Page("/account/tokens"));

        var english = await browser.Fill("/account", "language", ("Input.Language", "en"));
        Assert.Equal(HttpStatusCode.Redirect, english.StatusCode);
        Assert.Contains("My account", await browser.Page("/account"), StringComparison.Ordinal);

        var changed = await browser.Fill("/account/password", "password", ("Input.Current", DoorApp.Password), ("Input.Password", "seven umbrellas on the tram"));
        Assert.Equal("/account", changed.LeadsTo());
        Assert.True((await DoorApp.SignIn(app.Browser(), account.Login, "seven umbrellas on the tram")).IsSuccessStatusCode);

        var left = await browser.Fill("/account", "everywhere");
        Assert.Equal("/sign-in", left.LeadsTo());
        Assert.Null(await DoorApp.Me(browser));
    }

    [Fact]
    public async Task An_administrator_opens_accounts_gives_roles_and_closes_them()
    {
        await using var demo = new DemoDoor();
        var company = await demo.FoundCompany();
        var browser = await demo.SignedIn(await demo.OpenAccount(company, roles: "P00"));

        var opened = await browser.Fill("/admin/accounts/new", "open", ("Input.Name", "王师傅"), ("Input.Login", "wang"), ("Input.Phone", "13800001111"), ("Input.Role", "P20"));
        var page = opened.LeadsTo()!;
        var shown = await browser.Page(page);
        Assert.Contains("安装技师", shown, StringComparison.Ordinal);
        await browser.Fill(page, "grant", ("Input.Role", "P39"));
        var grant = Regex.Match(shown, "value=\"(revoke-[0-9]+)\"").Groups[1].Value;
        await browser.Fill(page, grant);
        var link = await (await browser.Fill(page, "link")).Text();
        Assert.Matches("http://localhost/set-up/[A-Za-z0-9_-]{43}", link);
        var edited = await browser.Fill(page, "edit", ("Edited.Name", "王大师傅"));
        Assert.Equal(page, edited.LeadsTo());
        await browser.Fill(page, "close", ("Closed.Reason", "离职"));

        var account = await demo.Ask(company.System, new GetAccount.Query(new(long.Parse(page.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal((false, "王大师傅", "P39"), (account.Open, account.Name, string.Join(",", account.Roles.Select(role => role.Code))));
        Assert.Contains("wang", await browser.Page("/admin/accounts?q=wang&open=false"), StringComparison.Ordinal);
        Assert.DoesNotContain("wang", await browser.Page("/admin/accounts?q=nobody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_one_may_not_see_says_so_kindly()
    {
        var browser = await app.SignedIn(await app.OpenAccount(await app.FoundCompany(), roles: "P39"));
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        var answer = await browser.GetAsync("/admin/accounts");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(app.Services.GetRequiredService<Texts>().In("zh-CN", "shell.forbidden"), await answer.Text(), StringComparison.Ordinal);
    }

    private static async Task<(string Secret, string Page)> Offered(HttpClient browser, string path)
    {
        var page = await browser.Page(path);
        return (Regex.Match(page, "ui-once[^>]*>([A-Z2-7 ]+)<").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal), page);
    }

    private string Code(string secret) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(app.Time.Now.ToDateTimeUtc());

    private sealed class DemoDoor : DoorApp
    {
        protected override void Configure(IWebHostBuilder builder)
        {
            base.Configure(builder);
            builder.UseSetting("Demo", "true");
        }
    }
}
