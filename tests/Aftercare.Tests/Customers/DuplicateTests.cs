using System.Net.Http.Json;
using Aftercare.Modules.Assets;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk;
using Aftercare.Platform;
using Aftercare.Tests.Desk;

namespace Aftercare.Tests.Customers;

/// <summary>One customer who is in the books twice (R204).</summary>
public sealed class DuplicateTests(TestApp app) : IClassFixture<TestApp>
{
    private static Caller Manager(TestCompany company) => company.Person("customers.read", "customers.do", "customers.manage", "desk.read");

    private async Task<RegisterCustomer.Response> Register(TestCompany company, UnitId unit, string name, string? phone = null, string? number = null, string street = "世纪大道100号") =>
        await app.Run(company.System, new RegisterCustomer.Command(name, CustomerKind.Company, Phone: phone, Unit: unit, Number: number, Site: new(new() { City = "上海市", Street = street })));

    [Fact, Trait("Requirement", "R204")]
    public async Task Registering_a_caller_with_a_known_number_proposes_the_existing_file_and_after_a_merge_both_ticket_histories_remain()
    {
        var desk = await DeskWorld.Open(app);
        var known = desk.Customer;
        var twice = await Register(desk.Company, desk.Unit, "李雷公司", "+86 138-1234-5678", "K2");
        var (first, asset) = (await desk.Register("第一次报修"), await desk.Company.RegisterAsset(desk.Unit, customer: twice.Id));
        var second = (await app.Run(desk.Agent, desk.Request("第二次报修") with { Customer = twice.Id })).Id;
        using var http = app.ClientFor(Manager(desk.Company));

        // Who registers the number sees the file that is there; both are proposed as a pair.
        Assert.Equal([known, twice.Id], (await app.Ask(Manager(desk.Company), new FindByPhone.Query("13812345678"))).Matches.Select(match => match.Customer).OrderBy(id => id.Value));
        var pair = (await (await http.GetAsync("/api/customers/duplicates")).Read<ListDuplicates.Response>()).Pairs.Single();
        Assert.Equal((known, twice.Id, true, false), (pair.One.Id, pair.Other.Id, pair.SamePhone, pair.SameAddress));

        await (await http.PostAsJsonAsync($"/api/customers/{known}/merge", new MergeCustomers.Command(twice.Id, "同一个人"), PlatformJson.Options)).Read<MergeCustomers.Response>();
        await app.Settle();

        var kept = await app.Ask(Manager(desk.Company), new GetCustomer.Query(twice.Id));
        Assert.Equal((known, 2), (kept.Id, kept.Sites.Count));
        Assert.Equal([first, second], (await app.Ask(desk.Company.System, new ListTickets.Query(new(Customer: known)))).Items.Select(row => row.Id).OrderBy(id => id.Value));
        Assert.Equal(known, (await app.Ask(desk.Company.System, new GetAsset.Query(asset))).Customer);
        var story = (await app.Ask(Manager(desk.Company), new TellCustomerStory.Query(known, "en"))).Entries.Select(entry => entry.What).ToList();
        Assert.Contains("Merged with 李雷公司 K2", story);
        Assert.Equal([known], (await app.Ask(Manager(desk.Company), new ListCustomers.Query("K2"))).Items.Select(row => row.Id));
        Assert.Equal([known], (await app.Ask(Manager(desk.Company), new FindByPhone.Query("13812345678"))).Matches.Select(match => match.Customer));
        Assert.Empty((await app.Ask(Manager(desk.Company), new ListDuplicates.Query())).Pairs);
        Assert.Equal("customer.merged-already", await (await http.PostAsJsonAsync($"/api/customers/{known}/merge", new MergeCustomers.Command(twice.Id), PlatformJson.Options)).Code());
        Assert.Equal("customer.merge-self", await (await http.PostAsJsonAsync($"/api/customers/{known}/merge", new MergeCustomers.Command(known), PlatformJson.Options)).Code());
        Assert.Equal("changed-meanwhile", await (await http.PostAsJsonAsync($"/api/customers/{known}/merge", new MergeCustomers.Command(twice.Id, Version: 1), PlatformJson.Options)).Code());
    }

    [Fact]
    public async Task What_is_kept_about_a_customer_follows_however_much_it_is_and_however_often_it_is_told()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var (one, other) = (await Register(company, unit, "甲"), await Register(company, unit, "乙", "13800000009"));
        for (var i = 0; i < 70; i++) await company.RegisterAsset(unit, $"SN-{i:000}", customer: other.Id);
        await app.Run(company.System, new MergeCustomers.Command(other.Id) { Keep = one.Id });
        await app.Settle();
        await app.Run(company.System, new FollowMerge.Command(one.Id, other.Id));

        Assert.Equal(70, (await app.Ask(company.System, new ListAssets.Query(Customer: one.Id, Size: 100))).Items.Count);
        Assert.Equal(("13800000009", 1), ((await app.Ask(company.System, new GetCustomer.Query(one.Id))) is var kept ? kept.Phone : null, (await app.Ask(company.System, new ListCustomers.Query())).Items.Count));
    }

    [Fact]
    public async Task The_same_name_at_the_same_address_is_proposed_until_somebody_says_that_they_are_two()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var (one, other, elsewhere) = (await Register(company, unit, "恒信电器"), await Register(company, unit, "恒信电器"), await Register(company, unit, "恒信电器", street: "别处1号"));
        var pair = (await app.Ask(Manager(company), new ListDuplicates.Query())).Pairs.Single();
        Assert.Equal((one.Id, other.Id, false, true), (pair.One.Id, pair.Other.Id, pair.SamePhone, pair.SameAddress));

        await app.Run(Manager(company), new KeepApart.Command(other.Id, one.Id));
        await app.Run(Manager(company), new KeepApart.Command(one.Id, other.Id));
        Assert.Empty((await app.Ask(Manager(company), new ListDuplicates.Query())).Pairs);
        Assert.NotEqual(one.Id, elsewhere.Id);
    }

    [Fact]
    public async Task Nobody_merges_customers_they_do_not_see()
    {
        var company = await app.FoundCompany();
        var (east, west) = (await company.AddUnit("东"), await company.AddUnit("西"));
        var (mine, theirs) = (await Register(company, east, "甲", "13800000001"), await Register(company, west, "乙", "13800000001"));
        var caller = company.PersonOf(east, "customers.read", "customers.do", "customers.manage");
        Assert.Empty((await app.Ask(caller, new ListDuplicates.Query())).Pairs);
        Assert.Equal("customer.not-found", await TestApp.CodeOf(() => app.Run(caller, new MergeCustomers.Command(theirs.Id) { Keep = mine.Id })));
        Assert.Equal("customer.not-found", await TestApp.CodeOf(() => app.Run(caller, new KeepApart.Command(mine.Id, theirs.Id))));
        Assert.Equal("customer.not-found", await TestApp.CodeOf(async () => await app.Run(Manager(await app.FoundCompany()), new MergeCustomers.Command(theirs.Id) { Keep = mine.Id })));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(company.Person("customers.do"), new MergeCustomers.Command(theirs.Id) { Keep = mine.Id })));
        Assert.Equal("sign-in.required", await (await app.ClientFor(Caller.Anonymous(company.Id)).GetAsync("/api/customers/duplicates")).Code());
    }

    [Fact]
    public async Task A_customer_number_belongs_to_one()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        await Register(company, unit, "甲", number: "K1");
        Assert.Equal("customer.number-taken", await TestApp.CodeOf(() => Register(company, unit, "乙", number: " K1 ")));
        var other = await Register(company, unit, "乙", number: "K2");
        Assert.Equal("customer.number-taken", await TestApp.CodeOf(() => app.Run(company.System, new ChangeCustomer.Command("乙", CustomerKind.Company, CustomerClass.Standard, unit, Number: "K1") { Id = other.Id })));
    }
}
