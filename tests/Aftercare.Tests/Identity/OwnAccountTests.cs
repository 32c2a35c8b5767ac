using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Tests.Identity;

/// <summary>
/// What everybody may change about the own account and an administrator about others': ChangeLanguage, ChangePassword, EndSession, SignOut,
/// SignOutEverywhere, ListTokens, RevokeToken, ListUnitNames.
/// </summary>
public sealed class OwnAccountTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task The_language_chosen_is_the_one_answered_in_from_then_on()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var browser = await app.SignedIn(account);
        async Task<string> Choose(string language) => (await (await browser.PutAsJsonAsync("/api/account/language", new ChangeLanguage.Command(language))).Read<ChangeLanguage.Response>()).Language;

        Assert.Equal("en", await Choose("en-GB"));
        Assert.Equal("en", (await DoorApp.Me(browser))!.Language);
        Assert.Equal("zh-CN", await Choose("fr"));
        Assert.Equal("zh-CN", (await DoorApp.Me(browser))!.Language);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Browser().PutAsJsonAsync("/api/account/language", new ChangeLanguage.Command("en"))).StatusCode);
    }

    [Fact]
    public async Task A_program_with_a_token_changes_nothing_about_the_account_itself()
    {
        var company = await app.FoundCompany();
        var browser = await app.SignedIn(await app.OpenAccount(company, roles: "P39"));
        var program = Program(await Token(browser));

        Assert.Equal("sign-in.in-person", await (await program.PutAsJsonAsync("/api/account/language", new ChangeLanguage.Command("en"))).Code());
        Assert.Equal("sign-in.in-person", await (await program.PostAsync("/api/account/sign-out-everywhere", null)).Code());
        Assert.Equal("sign-in.in-person", await (await program.GetAsync("/api/account/tokens")).Code());
        Assert.NotNull(await DoorApp.Me(browser));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_sessions_and_leaves_tokens_until_they_are_revoked()
    {
        var account = await app.OpenAccount(await app.FoundCompany(), roles: "P39");
        var (here, there) = (await app.SignedIn(account), await app.SignedIn(account));
        var program = Program(await Token(here));

        await here.PostAsync("/api/account/sign-out-everywhere", null);
        Assert.Null(await DoorApp.Me(here));
        Assert.Null(await DoorApp.Me(there));
        Assert.NotNull(await DoorApp.Me(program));

        var back = await app.SignedIn(account);
        var token = Assert.Single((await (await back.GetAsync("/api/account/tokens")).Read<ListTokens.Response>()).Tokens);
        Assert.Equal(("wallboard", "desk.read"), (token.Name, Assert.Single(token.Scopes)));
        Assert.Equal(HttpStatusCode.OK, (await back.DeleteAsync($"/api/account/tokens/{token.Id}")).StatusCode);
        Assert.Empty((await (await back.GetAsync("/api/account/tokens")).Read<ListTokens.Response>()).Tokens);
        Assert.Equal("token.invalid", await (await program.GetAsync("/api/account")).Code());
    }

    [Fact]
    public async Task An_administrator_sees_and_ends_what_others_hold_and_a_colleague_does_not()
    {
        var company = await app.FoundCompany();
        var (account, colleague) = (await app.OpenAccount(company, roles: "P39"), await app.OpenAccount(company, roles: "P39"));
        var browser = await app.SignedIn(account);
        var program = Program(await Token(browser));
        var administrator = company.Person([.. RoleBook.AllPermissions]);
        var other = company.Person("desk.read") with { Account = colleague.Id };
        var (token, session) = ((await app.Ask(administrator, new ListTokens.Query(account.Id))).Tokens.Single().Id, (await app.Ask(administrator, new ListSessions.Query(account.Id))).Sessions.Single().Id);

        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(other, new ListTokens.Query(account.Id))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(other, new RevokeToken.Command(token, account.Id))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(other, new EndSession.Command(session, account.Id))));
        // Named as one's own, somebody else's token or session is not there.
        Assert.Equal("token.not-found", await TestApp.CodeOf(() => app.Run(other, new RevokeToken.Command(token))));
        Assert.Equal("session.not-found", await TestApp.CodeOf(() => app.Run(other, new EndSession.Command(session))));
        var foreign = (await app.FoundCompany()).Person([.. RoleBook.AllPermissions]);
        Assert.Equal("account.not-found", await TestApp.CodeOf(() => app.Run(foreign, new RevokeToken.Command(token, account.Id))));
        Assert.NotNull(await DoorApp.Me(program));

        await app.Run(administrator, new RevokeToken.Command(token, account.Id));
        await app.Run(administrator, new EndSession.Command(session, account.Id));
        Assert.Equal("token.invalid", await (await program.GetAsync("/api/account")).Code());
        Assert.Null(await DoorApp.Me(browser));
    }

    [Fact]
    public async Task Signing_out_with_the_digest_of_a_strangers_session_ends_nothing_of_theirs()
    {
        var company = await app.FoundCompany();
        var (mine, theirs) = (await app.OpenAccount(company, roles: "P39"), await app.OpenAccount(company, roles: "P39"));
        var browser = await app.SignedIn(theirs);
        var hash = await app.Look(company.Id, db => db.Set<Session>().Where(session => session.AccountId == theirs.Id).Select(session => session.Hash).SingleAsync());

        await app.Run(company.Person("desk.read") with { Account = mine.Id }, new SignOut.Command(hash));

        Assert.NotNull(await DoorApp.Me(browser));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Run(Caller.Anonymous(company.Id), new SignOut.Command(hash))));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Run(Caller.Anonymous(company.Id), new SignOutEverywhere.Command())));
    }

    [Fact]
    public async Task A_password_compared_against_an_older_one_is_not_changed_and_counts_as_a_failure()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: "P39");
        var caller = company.Person("desk.read") with { Account = account.Id };
        Task<(string? Hash, int Failures)> Stored() => app.Look(company.Id, async db => await db.Set<Account>().SingleAsync(row => row.Id == account.Id) is var row ? (row.PasswordHash, row.FailedAttempts) : default);
        var (before, _) = await Stored();

        foreach (var check in new[] { new PasswordCheck(false, before, null), new PasswordCheck(true, "an older hash", null) })
            Assert.False((await app.Run(caller, new ChangePassword.Command(check, "new hash", null))).Changed);
        Assert.Equal((before, 2), await Stored());
        Assert.True((await app.Run(caller, new ChangePassword.Command(new(true, before, null), "new hash", null))).Changed);
        Assert.Equal("new hash", (await Stored()).Hash);
        Assert.Equal("sign-in.in-person", await TestApp.CodeOf(() => app.Run(caller with { Kind = CallerKind.Token }, new ChangePassword.Command(new(true, "new hash", null), "x", null))));
    }

    [Fact]
    public async Task Who_administers_a_branch_gives_roles_on_its_units_only()
    {
        var company = await app.FoundCompany();
        var centre = await company.AddUnit("总部");
        var north = await company.AddUnit("北区", centre);
        await company.AddUnit("南区", centre);
        var branch = company.Person([.. RoleBook.AllPermissions]) with { SeesAllUnits = false, Units = [north] };

        var (all, some) = (await app.Ask(company.Person("platform.manage"), new ListUnitNames.Query()), await app.Ask(branch, new ListUnitNames.Query()));

        Assert.Equal(["总部", "　北区", "　南区"], all.Options.Select(option => option.Text).Order(StringComparer.Ordinal).OrderByDescending(text => text == "总部"));
        Assert.Equal((true, "南区"), (all.WholeCompany, all.NameOf(all.Units.Single(unit => unit.Name == "南区").Id)));
        Assert.Equal((false, "北区", null), (some.WholeCompany, Assert.Single(some.Units).Name, some.NameOf(centre)));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(company.Person("platform.read"), new ListUnitNames.Query())));
    }

    private static async Task<string> Token(HttpClient browser) => (await (await browser.PostAsJsonAsync("/api/account/tokens", new { name = "wallboard", scopes = new[] { "desk.read" } })).Read<CreateToken.Created>()).Value;

    private HttpClient Program(string token)
    {
        var program = app.Browser();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return program;
    }
}
