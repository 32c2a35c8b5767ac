using System.Net.Http.Json;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Identity;

/// <summary>
/// What the door asks before anybody is known: FindAccount, FindKey, DescribeCaller, JudgePassword, LanguageOfAccount, ReadSetUpLink,
/// IsEmpty, ListCompanies, NamesOfCompanies; and what it writes: ConfirmSignIn, SetPasswordByLink, NoteLastUse, SetUpInstallation.
/// </summary>
public sealed class BehindTheDoorTests(DoorApp app) : IClassFixture<DoorApp>
{
    private static readonly Caller Door = Caller.System("door", null);

    [Fact]
    public async Task Not_even_an_administrator_may_ask_or_do_what_the_door_does()
    {
        var company = await app.FoundCompany();
        var account = (await app.OpenAccount(company, roles: "P39")).Id;
        var key = OpaqueKey.New();
        var administrator = company.Person([.. RoleBook.AllPermissions]);
        Func<Caller, Task>[] attempts =
        [
            caller => app.Ask(caller, new ListCompanies.Query()),
            caller => app.Ask(caller, new NamesOfCompanies.Query()),
            caller => app.Ask(caller, new IsEmpty.Query()),
            caller => app.Ask(caller, new FindAccount.Query("admin")),
            caller => app.Ask(caller, new FindKey.Query(key.Hash, KeyKind.Token)),
            caller => app.Ask(caller, new LanguageOfAccount.Query(account)),
            caller => app.Ask(caller, new JudgePassword.Query(account)),
            caller => app.Ask(caller, new DescribeCaller.Query(account, 1, KeyKind.Session)),
            caller => app.Ask(caller, new ReadSetUpLink.Query(key.Hash)),
            caller => app.Run(caller, new ConfirmSignIn.Command(account, "", "123456", new(key.Hash, "", null))),
            caller => app.Run(caller, new SetPasswordByLink.Command(account, key.Hash, "x")),
            caller => app.Run(caller, new NoteLastUse.Command([])),
            caller => app.Run(caller, new SetUpInstallation.Command(key.Hash, "x", "en", "Asia/Shanghai", "admin", "x", "x")),
        ];

        foreach (var attempt in attempts)
        {
            Assert.Equal("permission.missing", await TestApp.CodeOf(() => attempt(administrator)));
            Assert.Equal("sign-in.required", await TestApp.CodeOf(() => attempt(Caller.Anonymous(company.Id))));
        }
    }

    [Fact]
    public async Task An_account_is_found_by_login_or_phone_across_companies_with_what_a_password_is_judged_by()
    {
        var (company, other) = (await app.FoundCompany("无忧电器"), await app.FoundCompany("别家"));
        var phone = $"138{company.Id.Value % 100_000_000:00000000}";
        var (mine, theirs) = (await app.OpenAccount(company, phone, roles: "P00"), await app.OpenAccount(other, language: "en", roles: "P39"));

        var byLogin = await app.Ask(Door, new FindAccount.Query(mine.Login));
        Assert.Equal((company.Id, mine.Id), (byLogin.Company, byLogin.Account));
        Assert.NotNull(byLogin.PasswordHash);
        Assert.Equal(byLogin, await app.Ask(Door, new FindAccount.Query(null, phone)));
        Assert.Equal((other.Id, theirs.Id), await app.Ask(Door, new FindAccount.Query(theirs.Login)) is var found ? (found.Company!.Value, found.Account!.Value) : default);
        Assert.Equal(new(null, null, null), await app.Ask(Door, new FindAccount.Query("nobody")));
        Assert.Equal(new(null, null, null), await app.Ask(Door, new FindAccount.Query(null, "13000000000")));
        Assert.Equal(("zh-CN", "en"), ((await app.Ask(company.System, new LanguageOfAccount.Query(mine.Id))).Language, (await app.Ask(other.System, new LanguageOfAccount.Query(theirs.Id))).Language));
        var (judged, plain) = (await app.Ask(company.System, new JudgePassword.Query(mine.Id)), await app.Ask(other.System, new JudgePassword.Query(theirs.Id)));
        Assert.Equal((mine.Login, "王师傅", "无忧电器", true, byLogin.PasswordHash), (judged.Login, judged.Name, judged.Company, judged.SecondFactor, judged.PasswordHash));
        Assert.Equal(("别家", false), (plain.Company, plain.SecondFactor));
    }

    [Fact]
    public async Task The_companies_of_an_installation_are_listed_in_the_order_they_were_founded()
    {
        await using var empty = new DoorApp();
        Assert.True((await empty.Ask(Door, new IsEmpty.Query())).Empty);
        var (first, second) = (await empty.FoundCompany("甲"), await empty.FoundCompany("乙"));

        Assert.Equal([first.Id, second.Id], (await empty.Ask(Door, new ListCompanies.Query())).Companies);
        Assert.Equal([new(first.Id, "甲"), new(second.Id, "乙")], (await empty.Ask(Door, new NamesOfCompanies.Query())).Companies);
        // A company alone does not make an installation somebody's: the link still holds until there is an account.
        Assert.True((await empty.Ask(Door, new IsEmpty.Query())).Empty);
        await empty.OpenAccount(second, roles: "P39");
        Assert.False((await empty.Ask(Door, new IsEmpty.Query())).Empty);
    }

    [Fact]
    public async Task A_cookie_leads_to_what_its_holder_may_do_until_its_session_or_account_ends()
    {
        var company = await app.FoundCompany();
        var (centre, point) = (await company.AddUnit(), default(UnitId));
        point = await company.AddUnit("浦东站", centre, "station");
        var account = await app.OpenAccount(company);
        await app.Run(company.System, new GrantRole.Command(account.Id, null, "P39", centre));
        var (cookie, hash) = await Cookie(account);

        var found = await app.Ask(Door, new FindKey.Query(hash, KeyKind.Session));
        Assert.Equal((company.Id, account.Id), (found.Company, found.Account));
        Assert.Null((await app.Ask(Door, new FindKey.Query(hash, KeyKind.Token))).Account);
        Assert.Null((await app.Ask(Door, new FindKey.Query(OpaqueKey.New().Hash, KeyKind.Session))).Account);
        var caller = (await app.Ask(company.System, new DescribeCaller.Query(account.Id, found.Key, KeyKind.Session))).Caller!;
        Assert.Equal((CallerKind.Person, "王师傅", company.Id, false, false, centre), (caller.Kind, caller.Name, caller.Company!.Value, caller.SeesAllUnits, caller.OwnOnly, caller.HomeUnit!.Value));
        Assert.Equal(new[] { centre, point }.OrderBy(unit => unit.Value), caller.Units.OrderBy(unit => unit.Value));
        Assert.Equal(RoleBook.Find("P39")!.Permissions.Order(), caller.Permissions.Order());

        await app.Run(caller, new EndSession.Command(new(found.Key)));
        Assert.Null((await app.Ask(company.System, new DescribeCaller.Query(account.Id, found.Key, KeyKind.Session))).Caller);
        Assert.Null(await DoorApp.Me(cookie));
        var again = await app.Ask(Door, new FindKey.Query((await Cookie(account)).Hash, KeyKind.Session));
        await app.Run(company.System, new CloseAccount.Command(account.Id, null, null));
        Assert.Null((await app.Ask(company.System, new DescribeCaller.Query(account.Id, again.Key, KeyKind.Session))).Caller);
    }

    [Fact]
    public async Task The_last_use_moves_forward_only_however_the_notes_arrive()
    {
        var company = await app.FoundCompany();
        var now = app.Time.Now;
        await app.Run(company.System, new NoteLastUse.Command([new(71, now, "10.0.0.1"), new(72, now, null)]));

        await app.Run(company.System, new NoteLastUse.Command([new(71, now - Duration.FromMinutes(5), "10.0.0.9"), new(72, now + Duration.FromMinutes(5), "10.0.0.2")]));

        var uses = await app.Look(company.Id, db => db.Set<LastUse>().OrderBy(use => use.Id).Select(use => new { use.Id, use.At, use.Ip }).ToListAsync());
        Assert.Equal([(71, now, "10.0.0.1"), (72, now + Duration.FromMinutes(5), "10.0.0.2")], uses.Select(use => (use.Id, use.At, use.Ip!)));
    }

    [Fact]
    public async Task The_second_step_is_worth_nothing_after_the_password_of_the_first_was_changed()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: "P00");
        var sessions = () => app.Look(company.Id, db => db.Set<Session>().CountAsync());
        var failures = () => app.Look(company.Id, db => db.Set<Account>().Where(row => row.Id == account.Id).Select(row => row.FailedAttempts).SingleAsync());
        var before = await sessions();

        var step = (await app.Run(company.System, new ConfirmSignIn.Command(account.Id, SignInDesk.MarkOf("another hash"), "123456", new(OpaqueKey.New().Hash, "browser", null)))).Step;

        Assert.Equal((SignInStep.Refused, before, 1), (step, await sessions(), await failures()));
    }

    [Fact]
    public async Task A_set_up_link_sets_the_password_of_its_own_account_once_and_a_newer_one_voids_it()
    {
        var company = await app.FoundCompany();
        var (account, other) = (await app.OpenAccount(company, roles: "P39"), await app.OpenAccount(company, roles: "P39"));
        var (first, second) = (OpaqueKey.New().Hash, OpaqueKey.New().Hash);
        await app.Run(company.System, new MakeSetUpLink.Command(account.Id, first));
        Assert.Equal(new(false, company.Id, account.Id), await app.Ask(Door, new ReadSetUpLink.Query(first)));

        await app.Run(company.System, new MakeSetUpLink.Command(account.Id, second));
        Assert.Equal(new(false, null, null), await app.Ask(Door, new ReadSetUpLink.Query(first)));
        foreach (var (whose, link) in new[] { (account.Id, first), (other.Id, second), (account.Id, OpaqueKey.New().Hash) })
            Assert.Equal("set-up-link.not-found", await TestApp.CodeOf(() => app.Run(company.System, new SetPasswordByLink.Command(whose, link, app.Passwords.Hash("ein neuer langer Satz")))));
        var before = await app.SignedIn(account);
        await app.Run(company.System, new SetPasswordByLink.Command(account.Id, second, app.Passwords.Hash("ein neuer langer Satz")));

        Assert.Null(await DoorApp.Me(before));
        Assert.Equal(SignInStep.Done, (await (await DoorApp.SignIn(app.Browser(), account.Login, "ein neuer langer Satz")).Read<SignIn.Response>()).Step);
        Assert.Equal(new(false, null, null), await app.Ask(Door, new ReadSetUpLink.Query(second)));
    }

    [Fact]
    public async Task A_company_is_founded_in_a_time_zone_that_exists_and_a_refusal_leaves_the_link_whole()
    {
        await using var empty = new DoorApp();
        var link = (await empty.Services.GetRequiredService<ISetUpOffer>().Make(default))!;
        var hash = OpaqueKey.HashOf(link.Split('/')[^1]);
        Assert.True((await empty.Ask(Door, new ReadSetUpLink.Query(hash))).Installation);
        Task<HttpResponseMessage> Found(string zone) => empty.Browser().PostAsJsonAsync("/api" + link, new SetUpInstallation.Body("无忧电器", "admin@example", "李站长", DoorApp.Password, "en", zone));

        Assert.Equal("company.zone-unknown", await (await Found("Asia/Atlantis")).Code());
        var founded = await (await Found("Europe/Berlin")).Read<SetUpInstallation.Response>();

        Assert.Equal(("无忧电器", "Europe/Berlin", "en"), await empty.Look(founded.CompanyId, db => db.Set<Company>().Select(company => new { company.Name, company.Zone, company.Language }).SingleAsync()) is var company ? (company.Name, company.Zone, company.Language) : default);
        Assert.False((await empty.Ask(Door, new ReadSetUpLink.Query(hash))).Installation);
    }

    private async Task<(HttpClient Browser, byte[] Hash)> Cookie(TestAccount account)
    {
        var browser = app.Browser();
        var cookie = (await DoorApp.SignIn(browser, account.Login)).Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("aftercare=", StringComparison.Ordinal)).Split(';')[0]["aftercare=".Length..];
        return (browser, OpaqueKey.HashOf(cookie));
    }
}
