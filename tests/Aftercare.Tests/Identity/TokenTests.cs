using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Identity;

public sealed class TokenTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task A_program_does_what_its_token_says_and_no_more()
    {
        var (_, account, browser) = await Agent();
        var made = await Create(browser, "desk.read");
        var program = Program(made.Value);

        var me = await DoorApp.Me(program);

        Assert.Equal((account.Id, "token:wallboard"), (me!.AccountId, me.Name));
        Assert.Equal(["desk.read"], me.Permissions);
        Assert.Equal("sign-in.in-person", await (await program.PostAsJsonAsync("/api/account/tokens", new { name = "more", scopes = new[] { "desk.read" } })).Code());
        Assert.Equal("sign-in.in-person", await (await program.PostAsJsonAsync("/api/account/password", new { current = DoorApp.Password, password = "another long sentence 91" })).Code());
    }

    [Fact]
    public async Task A_token_cannot_hold_what_its_maker_does_not_and_loses_what_the_account_loses()
    {
        var (company, account, browser) = await Agent();
        Assert.Equal("token.scope-beyond-yours", await (await Post(browser, "platform.manage")).Code());
        var program = Program((await Create(browser, "desk.read", "quality.read")).Value);
        Assert.Equal(2, (await DoorApp.Me(program))!.Permissions.Count);

        var grant = (await app.Ask(company.System, new GetAccount.Query(account.Id))).Roles.Single();
        await app.Run(company.System, new RevokeRole.Command(account.Id, grant.Id));

        Assert.Empty((await DoorApp.Me(program))!.Permissions);
    }

    [Fact]
    public async Task The_value_is_shown_once_and_kept_as_a_digest()
    {
        var (company, account, browser) = await Agent();
        var made = await Create(browser, "desk.read");

        var (stored, payloads) = await app.Look(company.Id, async db => (
            await db.Set<ApiToken>().Select(token => token.Hash).SingleAsync(),
            await db.Set<AuditEntry>().Where(entry => entry.RecordId == account.Id.Value).Select(entry => entry.Payload!).ToListAsync()));

        Assert.Equal(OpaqueKey.HashOf(made.Value), stored);
        Assert.All(payloads, payload => Assert.DoesNotContain(Convert.ToHexString(stored), payload, StringComparison.Ordinal));
        Assert.DoesNotContain(made.Value, await browser.GetStringAsync("/api/account/tokens"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_request_with_the_same_key_does_not_answer_the_value_from_memory()
    {
        var (company, _, browser) = await Agent();
        browser.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        var made = await Create(browser, "desk.read");

        var again = await Post(browser, "desk.read");
        var answers = await app.Look(company.Id, db => db.Set<AnsweredCommand>().Select(answer => answer.Response).ToListAsync());

        Assert.Equal("idempotency.reused", await again.Code());
        Assert.All(answers, answer => Assert.DoesNotContain(made.Value, answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_revoked_an_expired_and_an_invented_token_are_refused_aloud()
    {
        var (_, _, browser) = await Agent();
        var (revoked, expired) = (await Create(browser, "desk.read"), await Create(browser, "desk.read"));
        Assert.NotNull(await DoorApp.Me(Program(revoked.Value)));

        await browser.DeleteAsync($"/api/account/tokens/{revoked.TokenId}");
        Assert.Equal("token.invalid", await (await Program(revoked.Value).GetAsync("/api/account")).Code());
        Assert.NotNull(await DoorApp.Me(Program(expired.Value)));
        app.Time.Pass(Duration.FromDays(90));
        Assert.Equal("token.invalid", await (await Program(expired.Value).GetAsync("/api/account")).Code());
        var invented = await Program("aftercare_nothing").GetAsync("/api/account");
        Assert.Equal((HttpStatusCode.Unauthorized, "token.invalid"), (invented.StatusCode, await invented.Code()));
    }

    [Fact]
    public async Task A_cookie_is_no_token_and_a_token_is_no_cookie()
    {
        var (_, account, browser) = await Agent();
        var cookie = (await DoorApp.SignIn(app.Browser(), account.Login)).Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("aftercare=", StringComparison.Ordinal)).Split(';')[0]["aftercare=".Length..];
        var token = app.Browser();
        token.DefaultRequestHeaders.Add("Cookie", "aftercare=" + (await Create(browser, "desk.read")).Value);

        Assert.Null(await DoorApp.Me(Program(cookie)));
        Assert.Null(await DoorApp.Me(token));
    }

    private async Task<(TestCompany Company, TestAccount Account, HttpClient Browser)> Agent()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: "P39");
        return (company, account, await app.SignedIn(account));
    }

    private static Task<HttpResponseMessage> Post(HttpClient browser, params string[] scopes) => browser.PostAsJsonAsync("/api/account/tokens", new { name = "wallboard", scopes });

    private static async Task<CreateToken.Created> Create(HttpClient browser, params string[] scopes) => await (await Post(browser, scopes)).Read<CreateToken.Created>();

    private HttpClient Program(string token)
    {
        var program = app.Browser();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return program;
    }
}
