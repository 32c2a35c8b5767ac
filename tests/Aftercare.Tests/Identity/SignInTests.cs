using System.Net;
using System.Text.Json.Nodes;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Identity;

public sealed class SignInTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task The_right_password_opens_a_session_in_a_cookie_that_scripts_cannot_read()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var browser = app.Browser();

        var answer = await DoorApp.SignIn(browser, account.Login.ToUpperInvariant());

        Assert.Equal(SignInStep.Done, (await answer.Read<SignIn.Response>()).Step);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("aftercare=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((account.Id, "王师傅"), ((await DoorApp.Me(browser))!.AccountId, (await DoorApp.Me(browser))!.Name));
    }

    [Fact]
    public async Task Neither_the_database_nor_the_audit_trail_holds_anything_that_opens_a_door()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: "P39");
        var browser = app.Browser();
        var answer = await DoorApp.SignIn(browser, account.Login);
        var value = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("aftercare=", StringComparison.Ordinal))[10..].Split(';')[0];

        var (session, hash, entries) = await app.Look(company.Id, async db => (
            await db.Set<Session>().SingleAsync(), await db.Set<Account>().Select(row => row.PasswordHash).SingleAsync(),
            await db.Set<AuditEntry>().Where(entry => entry.RecordId == account.Id.Value).Select(entry => entry.Payload).ToListAsync()));

        Assert.Equal(OpaqueKey.HashOf(value), session.Hash);
        Assert.Equal(2, entries.Count);
        Assert.All(entries, payload =>
        {
            Assert.DoesNotContain(hash!, payload!, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexString(session.Hash), payload!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_login_and_a_closed_account_get_the_same_answer()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: "P39");
        var closed = await app.OpenAccount(company, roles: "P39");
        await app.Run(company.System, new CloseAccount.Command(closed.Id, null, "left"));

        async Task<(HttpStatusCode, string)> Try(string login, string password)
        {
            var answer = await DoorApp.SignIn(app.Browser(), login, password);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
            problem.Remove("traceId");
            return (answer.StatusCode, problem.ToJsonString());
        }

        var wrong = await Try(account.Login, "not this one, sorry");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Item1);
        Assert.Equal(wrong, await Try("nobody-has-this-login", DoorApp.Password));
        Assert.Equal(wrong, await Try(closed.Login, DoorApp.Password));
        Assert.Equal(wrong, await Try("'; drop table accounts --", DoorApp.Password));
    }

    [Fact]
    public async Task Five_failures_rest_the_account_and_each_further_one_doubles_the_rest()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var browser = app.Browser();
        async Task<bool> Enters(string password) => (await DoorApp.SignIn(browser, account.Login, password)).IsSuccessStatusCode;

        for (var i = 0; i < 4; i++) Assert.False(await Enters("wrong"));
        Assert.False(await Enters("wrong"));
        Assert.False(await Enters(DoorApp.Password));
        app.Time.Pass(Duration.FromSeconds(59));
        Assert.False(await Enters(DoorApp.Password));
        app.Time.Pass(Duration.FromSeconds(1));
        Assert.False(await Enters("wrong"));
        app.Time.Pass(Duration.FromSeconds(119));
        Assert.False(await Enters(DoorApp.Password));
        app.Time.Pass(Duration.FromSeconds(1));
        Assert.True(await Enters(DoorApp.Password));

        for (var i = 0; i < 4; i++) Assert.False(await Enters("wrong"));
        Assert.True(await Enters(DoorApp.Password));
    }

    [Fact]
    public async Task Guesses_made_all_at_once_count_one_by_one()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");

        var wrong = Enumerable.Range(0, 20).Select(_ => DoorApp.SignIn(app.Browser(), account.Login, "wrong"));
        await Task.WhenAll(wrong);

        Assert.False((await DoorApp.SignIn(app.Browser(), account.Login)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_session_ends_when_left_unused_and_after_its_whole_life()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var (idle, busy) = (await app.SignedIn(account), await app.SignedIn(account));

        for (var day = 0; day < 29; day++)
        {
            app.Time.Pass(Duration.FromDays(1));
            Assert.NotNull(await DoorApp.Me(busy));
            await app.WriteLastUses();

        }
        Assert.Null(await DoorApp.Me(idle));
        app.Time.Pass(Duration.FromDays(1));
        Assert.Null(await DoorApp.Me(busy));
    }

    [Fact]
    public async Task An_old_hash_is_renewed_at_the_next_sign_in()
    {
        var company = await app.FoundCompany();
        var old = new Passwords(new() { HashRounds = 500 }).Hash(DoorApp.Password);
        var account = await app.Run(company.System, new OpenAccount.Command("old" + company.Id, "老账号", Roles: [new("P39")], PasswordHash: old));

        Assert.True((await DoorApp.SignIn(app.Browser(), "old" + company.Id)).IsSuccessStatusCode);

        var renewed = await app.Look(company.Id, db => db.Set<Account>().Where(row => row.Id == account.AccountId).Select(row => row.PasswordHash).SingleAsync());
        Assert.NotEqual(old, renewed);
        Assert.True((await DoorApp.SignIn(app.Browser(), "old" + company.Id)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Too_many_attempts_from_one_address_are_sent_away()
    {
        await using var narrow = new NarrowDoor();

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++) answers.Add((await DoorApp.SignIn(narrow.Browser(), "somebody", "wrong")).StatusCode);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers);
    }

    private sealed class NarrowDoor : DoorApp
    {
        protected override void Configure(IWebHostBuilder builder)
        {
            base.Configure(builder);
            builder.UseSetting("SignIn:PerMinute", "3");
        }
    }
}
