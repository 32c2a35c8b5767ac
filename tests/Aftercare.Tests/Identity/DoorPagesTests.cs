using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OtpNet;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Identity;

/// <summary>The product with its real door on a port: people sign in by typing.</summary>
public sealed class DoorBrowserApp : BrowserApp
{
    protected override void Configure(IWebHostBuilder builder)
    {
        builder.UseSetting("SignIn:PerMinute", "10000");
        builder.UseSetting("SignIn:HashRounds", "1000");
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Scoped<ICallerSource, CallerSource>()));
    }
}

[Trait("Category", "Browser")]
public sealed class DoorPagesTests(DoorBrowserApp app) : IClassFixture<DoorBrowserApp>
{
    [Theory]
    [InlineData("zh-CN", 360, true), InlineData("en", 1440, false)]
    public async Task Every_page_of_signing_in_and_of_accounts_is_open_to_everybody(string language, int width, bool dark)
    {
        var company = await app.FoundCompany();
        var login = "u" + Guid.NewGuid().ToString("N");
        var opened = await app.Run(company.System, new OpenAccount.Command(login, "王师傅", null, null, language, [new("P00")], app.Services.GetRequiredService<Passwords>().Hash(DoorApp.Password)));
        var page = await app.Open(Caller.Anonymous(), "/sign-in", language, width, dark);
        var watch = new PageWatch(page);
        await watch.Look("sign-in");
        await page.GotoAsync("/sign-in/phone");
        await watch.Look("phone");
        await page.Locator("form input:not([type=hidden])").First.FillAsync("13900000001");
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await watch.Look("phone-code");

        await page.GotoAsync("/sign-in");
        await page.Locator("form input:not([type=hidden])").Nth(0).FillAsync(login);
        await page.Locator("form input[type=password]").FillAsync("not the password");
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await Expect(page.Locator("[role=alert]")).ToBeVisibleAsync();
        await watch.Look("refused");
        await page.Locator("form input:not([type=hidden])").Nth(0).FillAsync(login);
        await page.Locator("form input[type=password]").FillAsync(DoorApp.Password);
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync("**/sign-in/enrol*");
        await watch.Look("enrol");
        var secret = (await page.Locator(".ui-once").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.FormNamed("enrol").Locator("input:not([type=hidden])").FillAsync(new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(app.Time.Now.ToDateTimeUtc()));
        await page.FormNamed("enrol").Send();
        await Expect(page.Locator("main a.btn-primary")).ToBeVisibleAsync();
        await watch.Look("recovery-codes");
        await page.Locator("main a.btn-primary").ClickAsync();

        foreach (var path in new[] { "/account", "/account/password", "/account/second-factor", "/account/tokens", "/admin/accounts", "/admin/accounts/new", $"/admin/accounts/{opened.AccountId}", "/admin/audit", "/admin/deliveries", "/admin/jobs", "/", "/search?q=x" })
        {
            Assert.Equal((path, 200), (path, (await page.GotoAsync(path))!.Status));
            await watch.Look(path.Trim('/').Replace('/', '-').Split('?')[0]);
        }
    }
}
