using System.Collections.Frozen;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Identity;

public sealed class AccountTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task Logins_and_phones_are_unique_in_the_whole_installation_however_they_are_written()
    {
        var (one, other) = (await app.FoundCompany(), await app.FoundCompany());
        await app.Run(one.System, new OpenAccount.Command($"Wang.{one.Id}", "王", Phone: "+86 138-1111-" + Four(one)));

        Assert.Equal("account.login-taken", await TestApp.CodeOf(() => app.Run(other.System, new OpenAccount.Command($" ｗａｎｇ.{one.Id}", "王"))));
        Assert.Equal("account.phone-taken", await TestApp.CodeOf(() => app.Run(other.System, new OpenAccount.Command($"li.{one.Id}", "李", Phone: "1381111" + Four(one)))));
        Assert.Equal("account.login-malformed", await TestApp.CodeOf(() => app.Run(other.System, new OpenAccount.Command("a b", "李"))));
    }

    [Fact]
    public async Task Two_who_open_the_same_login_at_the_same_time_do_not_both_get_it()
    {
        var company = await app.FoundCompany();
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await app.Run(company.System, new OpenAccount.Command($"race.{company.Id}", $"Nr {i}"));
                return "opened";
            }
            catch (Refusal refusal)
            {
                return refusal.Code;
            }
        }));

        Assert.Equal(["account.login-taken", "opened"], opened.Distinct().Order());
        Assert.Single(opened, "opened");
    }

    [Fact]
    public async Task A_branch_administrator_neither_gives_nor_touches_what_reaches_further()
    {
        var company = await app.FoundCompany();
        var centre = await company.AddUnit();
        var (north, south) = (await company.AddUnit("北区", centre), await company.AddUnit("南区", centre));
        var branch = company.Person([.. RoleBook.AllPermissions]) with { SeesAllUnits = false, Units = [north] };
        async Task<AccountId> Open(Caller caller, string role, UnitId? unit) =>
            (await app.Run(caller, new OpenAccount.Command("b" + Guid.NewGuid().ToString("N"), "员工", Roles: [new(role, unit)]))).AccountId;

        var agent = await Open(branch, "P39", north);
        var (boss, neighbour, both) = (await Open(company.System, "P00", null), await Open(company.System, "P39", south), await Open(company.System, "P39", north));
        await app.Run(company.System, new GrantRole.Command(both, null, "P06", south));

        Assert.Equal("grant.beyond-yours", await TestApp.CodeOf(() => Open(branch, "P39", null)));
        Assert.Equal("grant.beyond-yours", await TestApp.CodeOf(() => app.Run(branch, new GrantRole.Command(agent, null, "P39", south))));
        Assert.Equal("account.not-found", await TestApp.CodeOf(() => app.Run(branch, new MakeSetUpLink.Command(boss, OpaqueKey.New().Hash))));
        Assert.Equal("account.not-found", await TestApp.CodeOf(() => app.Run(branch, new CloseAccount.Command(neighbour, null, null))));
        Assert.Equal("account.beyond-yours", await TestApp.CodeOf(() => app.Run(branch, new MakeSetUpLink.Command(both, OpaqueKey.New().Hash))));
        Assert.Equal("role.unknown", await TestApp.CodeOf(() => app.Run(branch, new GrantRole.Command(agent, null, "P99", north))));

        var weak = branch with { Permissions = new[] { "platform.manage", "desk.read" }.ToFrozenSet() };
        Assert.Equal("account.beyond-yours", await TestApp.CodeOf(() => app.Run(weak, new GrantRole.Command(agent, null, "P57", north))));
        var listed = await app.Ask(branch, new ListAccounts.Query());
        Assert.Equal(new[] { agent, both }.Order(Comparer<AccountId>.Create((a, b) => a.Value.CompareTo(b.Value))), listed.Items.Select(item => item.Id).OrderBy(id => id.Value));
    }

    [Fact]
    public async Task Company_A_and_company_B_do_not_see_each_others_accounts()
    {
        var (one, other) = (await app.FoundCompany(), await app.FoundCompany());
        var account = await app.OpenAccount(one, roles: "P39");

        Assert.Equal("account.not-found", await TestApp.CodeOf(() => app.Ask(other.Person("platform.manage"), new GetAccount.Query(account.Id))));
        Assert.Empty((await app.Ask(other.Person("platform.manage"), new ListAccounts.Query(account.Login))).Items);
        Assert.Single((await app.Ask(one.Person("platform.manage"), new ListAccounts.Query(account.Login))).Items);
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var company = await app.FoundCompany();
        var (one, other) = (await app.OpenAccount(company, roles: "P00"), await app.OpenAccount(company, roles: "P00"));
        async Task<GrantId> GrantOf(TestAccount account) => (await app.Ask(company.System, new GetAccount.Query(account.Id))).Roles.Single().Id;

        await app.Run(company.System, new RevokeRole.Command(one.Id, await GrantOf(one)));
        Assert.Equal("account.last-administrator", await TestApp.CodeOf(async () => await app.Run(company.System, new RevokeRole.Command(other.Id, await GrantOf(other)))));
        Assert.Equal("account.last-administrator", await TestApp.CodeOf(() => app.Run(company.System, new CloseAccount.Command(other.Id, null, null))));
    }

    [Fact]
    public async Task Two_administrators_who_remove_each_other_at_the_same_time_do_not_both_succeed()
    {
        var company = await app.FoundCompany();
        var (one, other) = (await app.OpenAccount(company, roles: "P00"), await app.OpenAccount(company, roles: "P00"));
        async Task<string> Close(TestAccount account)
        {
            try
            {
                await app.Run(company.System, new CloseAccount.Command(account.Id, null, null));
                return "closed";
            }
            catch (Refusal refusal)
            {
                return refusal.Code;
            }
        }

        var answers = await Task.WhenAll(Close(one), Close(other));

        Assert.Equal(["account.last-administrator", "closed"], answers.Order());
    }

    [Fact]
    public async Task A_role_taken_away_is_gone_at_the_next_request_and_what_it_was_stays_on_record()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: ["P39", "P15"]);
        var browser = await app.SignedIn(account);
        app.Time.Pass(Duration.FromDays(2));
        Assert.Contains("desk.manage", (await DoorApp.Me(browser))!.Permissions);
        var grant = (await app.Ask(company.System, new GetAccount.Query(account.Id))).Roles.Single(role => role.Code == "P15");

        await app.Run(company.System, new RevokeRole.Command(account.Id, grant.Id));

        Assert.DoesNotContain("desk.manage", (await DoorApp.Me(browser))!.Permissions);
        var kept = (await app.Ask(company.System, new GetAccount.Query(account.Id))).Roles.Single(role => role.Code == "P15");
        Assert.Equal((false, grant.From.PlusDays(1)), (kept.Today, kept.Until!.Value));
    }

    [Fact]
    public async Task Two_people_who_edit_an_account_do_not_overwrite_each_other()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: "P39");
        var version = (await app.Ask(company.System, new GetAccount.Query(account.Id))).Version;
        EditAccount.Command Edit(string name) => new(account.Id, version, account.Login, name, null, "en");

        await app.Run(company.System, Edit("一"));

        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(company.System, Edit("二"))));
    }

    [Fact]
    public async Task A_list_of_accounts_goes_on_where_the_page_ended()
    {
        var company = await app.FoundCompany();
        for (var i = 0; i < 60; i++) await app.Run(company.System, new OpenAccount.Command($"page{company.Id}-{i:00}", "员工"));

        var first = await app.Ask(company.System, new ListAccounts.Query());
        var second = await app.Ask(company.System, new ListAccounts.Query(After: first.Next));

        Assert.Equal((50, 10, null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(60, first.Items.Concat(second.Items).Select(item => item.Id).Distinct().Count());
    }

    [Fact]
    public async Task Modules_below_open_accounts_and_find_them_by_person()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, person: new(4711), language: "en", roles: "P20");

        var (card, language, holders) = await app.Look(company.Id, async db =>
        {
            var accounts = new Accounts(db);
            return ((await accounts.Of(new PersonId(4711), default))!, await accounts.LanguageOf(account.Id, default), await accounts.Holders("P20", new(5), default));
        });

        Assert.Equal((account.Id, "王师傅", true), (card.Id, card.Name, card.Open));
        Assert.Equal("en", language);
        Assert.Equal([account.Id], holders.Select(holder => holder.Id));
    }

    private static string Four(TestCompany company) => (company.Id.Value % 10_000).ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
}
