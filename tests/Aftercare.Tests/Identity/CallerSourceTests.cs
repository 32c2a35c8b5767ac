using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Identity;

public sealed class CallerSourceTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    [Trait("Requirement", "R1501")]
    public async Task A_technician_sees_the_own_jobs_only_and_a_parts_clerk_no_wages()
    {
        var company = await app.FoundCompany();
        var technician = await DoorApp.Me(await app.SignedIn(await app.OpenAccount(company, person: new(71), roles: ["P20", "P21"])));
        var clerk = await DoorApp.Me(await app.SignedIn(await app.OpenAccount(company, roles: "P36")));
        var seller = await DoorApp.Me(await app.SignedIn(await app.OpenAccount(company, roles: "P46")));

        Assert.Equal((true, false, new PersonId(71)), (technician!.OwnOnly, technician.SeesAllUnits, technician.Person!.Value));
        Assert.Contains("field.do", technician.Permissions);
        Assert.Equal(["parts.do", "parts.read"], clerk!.Permissions);
        Assert.Contains("charges.do", seller!.Permissions);
        Assert.DoesNotContain("wages.read", seller.Permissions);
    }

    [Fact]
    public async Task Several_roles_are_united_and_the_unit_of_a_field_post_opens_no_view()
    {
        var company = await app.FoundCompany();
        var centre = await company.AddUnit();
        var (north, south) = (await company.AddUnit("北区", centre), await company.AddUnit("南区", centre));
        var point = await company.AddUnit("南一网点", south);
        var command = new OpenAccount.Command("both" + company.Id, "组长", Roles: [new("P20", north), new("P39", south)], PasswordHash: app.Passwords.Hash(DoorApp.Password));
        await app.Run(company.System, command);
        var browser = app.Browser();
        await DoorApp.SignIn(browser, "both" + company.Id);

        var me = await DoorApp.Me(browser);

        Assert.Equal((false, false, north), (me!.OwnOnly, me.SeesAllUnits, me.HomeUnit!.Value));
        Assert.Equal([south, point], me.Units);
        Assert.Subset(me.Permissions.ToHashSet(), RoleBook.Find("P20")!.Permissions.Union(RoleBook.Find("P39")!.Permissions).ToHashSet());
    }

    [Fact]
    public async Task A_role_counts_from_its_first_day_to_its_last_in_the_companys_own_time()
    {
        var company = await app.FoundCompany();
        app.Time.SetShanghai("2026-03-02 16:00");
        var command = new OpenAccount.Command("temp" + company.Id, "临时工", Roles: [new("P39", null, new LocalDate(2026, 3, 4), new LocalDate(2026, 3, 5))], PasswordHash: app.Passwords.Hash(DoorApp.Password));
        await app.Run(company.System, command);
        var browser = app.Browser();
        await DoorApp.SignIn(browser, "temp" + company.Id);

        async Task<bool> MayAt(string time)
        {
            app.Time.SetShanghai(time);
            await app.WriteLastUses();
            return (await DoorApp.Me(browser))!.Permissions.Contains("desk.do");
        }

        Assert.False(await MayAt("2026-03-03 23:59"));
        Assert.True(await MayAt("2026-03-04 00:00"));
        Assert.True(await MayAt("2026-03-05 23:59"));
        Assert.False(await MayAt("2026-03-06 00:00"));
    }

    [Fact]
    public async Task A_closed_account_is_out_at_the_next_request()
    {
        var company = await app.FoundCompany();
        var account = await app.OpenAccount(company, roles: "P39");
        var browser = await app.SignedIn(account);
        Assert.NotNull(await DoorApp.Me(browser));

        await app.Run(company.System, new CloseAccount.Command(account.Id, null, "left"));

        Assert.Null(await DoorApp.Me(browser));
    }

    [Fact]
    public async Task A_change_that_another_site_sends_is_a_strangers()
    {
        var company = await app.FoundCompany();
        var browser = await app.SignedIn(await app.OpenAccount(company, roles: "P39"));
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        Assert.NotNull(await DoorApp.Me(browser));
        Assert.Equal("sign-in.required", await (await browser.PostAsync("/api/account/sign-out-everywhere", null)).Code());
    }

    [Fact]
    public async Task Jobs_find_every_company()
    {
        var (one, other) = (await app.FoundCompany(), await app.FoundCompany());

        var all = await app.Services.GetRequiredService<ICompanyList>().All(default);

        Assert.Contains(one.Id, all);
        Assert.Contains(other.Id, all);
    }

    [Fact]
    public void Every_role_of_the_table_is_there_and_the_administrator_may_do_everything()
    {
        Assert.Equal(64, RoleBook.All.Count);
        Assert.Equal(64, RoleBook.Find("P00")!.Permissions.Count);
        Assert.All(RoleBook.All, role => Assert.NotEmpty(role.Permissions));
        Assert.Equal(["platform.read", "platform.approve"], RoleBook.Find("P01")!.Permissions.Where(permission => permission.StartsWith("platform", StringComparison.Ordinal)).OrderDescending());
        Assert.Equal(["P00"], RoleBook.All.Where(role => role.Administers).Select(role => role.Code));
    }
}
