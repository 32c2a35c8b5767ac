using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aftercare.Tests.Identity;

/// <summary>The application with its real door: callers are known by cookie and token, not by a test's word.</summary>
public class DoorApp : TestApp
{
    public const string Password = "五月的风吹过 workshop roofs";

    protected override void Configure(IWebHostBuilder builder)
    {
        builder.UseSetting("SignIn:PerMinute", "10000");
        builder.UseSetting("SignIn:HashRounds", "1000");
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Scoped<ICallerSource, CallerSource>()));
    }

    internal Passwords Passwords => Services.GetRequiredService<Passwords>();

    /// <summary>An account with a password, opened as the demo opens its own.</summary>
    internal async Task<TestAccount> OpenAccount(TestCompany company, string? phone = null, PersonId? person = null, string password = Password, string language = "zh-CN", params string[] roles)
    {
        var login = "u" + Guid.NewGuid().ToString("N");
        var command = new OpenAccount.Command(login, "王师傅", phone, person, language, [.. roles.Select(role => new OpenAccount.Given(role))], Passwords.Hash(password));
        return new(login, (await Run(company.System, command)).AccountId);
    }

    internal Task WriteLastUses() => Services.GetRequiredService<LastUses>().Write(default);

    /// <summary>A browser: keeps cookies, follows nothing.</summary>
    internal HttpClient Browser() => CreateClient(new() { AllowAutoRedirect = false });

    internal static Task<HttpResponseMessage> SignIn(HttpClient browser, string login, string password = Password) =>
        browser.PostAsJsonAsync("/api/sign-in", new { login, password });

    /// <summary>A browser in which this account is signed in.</summary>
    internal async Task<HttpClient> SignedIn(TestAccount account)
    {
        var browser = Browser();
        Assert.Equal(SignInStep.Done, (await (await SignIn(browser, account.Login)).Read<SignIn.Response>()).Step);
        return browser;
    }

    /// <summary>Whom the door sees behind this browser's next request; null for a visitor.</summary>
    internal static async Task<GetMyAccount.Response?> Me(HttpClient browser)
    {
        var answer = await browser.GetAsync("/api/account");
        return answer.StatusCode is HttpStatusCode.Unauthorized ? null : await answer.Read<GetMyAccount.Response>();
    }
}

internal sealed record TestAccount(string Login, AccountId Id);
