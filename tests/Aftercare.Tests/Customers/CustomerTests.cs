using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Aftercare.Rules.Geo;

namespace Aftercare.Tests.Customers;

public sealed class CustomerTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R302")]
    public async Task A_customer_is_registered_with_contact_and_address_at_once()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var registered = await company.RegisterCustomer(unit);

        var customer = await app.Ask(company.System, new GetCustomer.Query(registered.Id));

        Assert.Equal(("李雷", "13812345678", unit), (customer.Name, customer.Phone, customer.Unit));
        Assert.Equal(("李雷", "13812345678"), (Assert.Single(customer.Contacts).Name, customer.Contacts[0].Phone));
        Assert.Equal("上海市浦东新区世纪大道100号3栋502室", Assert.Single(customer.Sites).OneLine);
    }

    [Theory]
    [InlineData("13812345678")]
    [InlineData("+86 138-1234-5678")]
    [InlineData("0086 13812345678")]
    [InlineData("138 1234 5678")]
    public async Task A_caller_is_known_by_the_number_however_it_is_written(string phone)
    {
        var company = await app.FoundCompany();
        var customer = await company.RegisterCustomer(await company.AddUnit(), phone: "138-1234-5678");

        Assert.Equal(customer.Id, Assert.Single((await app.Ask(company.System, new FindByPhone.Query(phone))).Matches).Customer);
        var known = await company.AskFace<ICustomers, (CustomerCard Customer, ContactCard? Contact)?>(face => face.ByPhone(phone, default));
        Assert.Equal((customer.Id, customer.Contact), (known!.Value.Customer.Id, known.Value.Contact?.Id));
        Assert.Null(await company.AskFace<ICustomers, (CustomerCard Customer, ContactCard? Contact)?>(face => face.ByPhone("12345678", default)));
    }

    [Fact]
    public async Task Who_may_only_read_sees_masked_numbers()
    {
        var company = await app.FoundCompany();
        var id = (await company.RegisterCustomer(await company.AddUnit())).Id;
        var reader = company.Person("customers.read");

        Assert.Equal("138****5678", Assert.Single((await app.Ask(reader, new ListCustomers.Query())).Items).Phone);
        Assert.Equal(("138****5678", "138****5678"), ((await app.Ask(reader, new GetCustomer.Query(id))).Phone, (await app.Ask(reader, new GetCustomer.Query(id))).Contacts[0].Phone));
        Assert.Contains("138****5678", await app.ClientFor(reader).GetStringAsync("/api/customers/lookup?q=1381"), StringComparison.Ordinal);
        Assert.Equal("13812345678", Assert.Single((await app.Ask(company.Person("customers.read", "customers.do"), new ListCustomers.Query())).Items).Phone);
    }

    [Fact]
    public async Task Customers_are_found_by_name_by_number_and_by_the_number_of_a_contact()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var factory = (await company.RegisterCustomer(unit, "东方机械厂", "021-58880000")).Id;
        await company.RegisterCustomer(unit, "韩梅梅", "13700000000");
        await app.Run(company.System, new AddContact.Command(factory, new("张工", "13600001111", "设备科")));

        async Task<IEnumerable<string>> Find(string q) => (await app.Ask(company.System, new ListCustomers.Query(q))).Items.Select(row => row.Name);
        Assert.Equal(["东方机械厂"], await Find("机械"));
        Assert.Equal(["东方机械厂"], await Find("021-5888"));
        Assert.Equal(["东方机械厂"], await Find("136 0000"));
        Assert.Equal(["韩梅梅", "东方机械厂"], await Find(""));
    }

    [Fact]
    public async Task The_list_is_narrowed_by_class_and_by_part_of_the_tree()
    {
        var company = await app.FoundCompany();
        var east = await company.AddUnit("East");
        var point = await company.AddUnit("Point", east);
        var west = await company.AddUnit("West");
        await app.Run(company.System, new RegisterCustomer.Command("Key", Class: CustomerClass.Key, Unit: point));
        await company.RegisterCustomer(west, "Far");

        Assert.Equal(["Key"], (await app.Ask(company.System, new ListCustomers.Query(Unit: east))).Items.Select(row => row.Name));
        Assert.Equal(["Key"], (await app.Ask(company.System, new ListCustomers.Query(Class: CustomerClass.Key))).Items.Select(row => row.Name));
    }

    [Fact, Trait("Requirement", "B05")]
    public async Task Coordinates_keep_the_datum_they_came_in_and_are_handed_on_in_wgs84()
    {
        var company = await app.FoundCompany();
        var customer = (await company.RegisterCustomer(await company.AddUnit())).Id;
        // Tiananmen: 39.90734, 116.39089 on a phone is 39.908743, 116.397128 on Amap's map.
        var address = new Address { Province = "北京市", City = "北京市", District = "东城区", Street = "天安门", Latitude = 39.908743, Longitude = 116.397128, Datum = Datum.Gcj02 };
        var site = (await app.Run(company.System, new AddSite.Command(customer, new(address)))).Id;

        var kept = (await app.Ask(company.System, new GetCustomer.Query(customer))).Sites[^1].Address;
        var card = await company.AskFace<ICustomers, SiteCard?>(face => face.Site(site, default));

        Assert.Equal(address, kept);
        Assert.Equal((39.90734, 116.39089), (Math.Round(card!.Latitude!.Value, 5), Math.Round(card.Longitude!.Value, 5)));
        Assert.False(card.EstimatedByDistrict);
        await app.Run(company.System, new ChangeSite.Command(customer, site, new(address with { EstimatedByDistrict = true })));
        Assert.True((await company.AskFace<ICustomers, SiteCard?>(face => face.Site(site, default)))!.EstimatedByDistrict);
    }

    [Fact, Trait("Requirement", "B05")]
    public async Task A_pasted_address_is_split_and_one_that_nobody_located_lies_in_the_middle_of_its_district()
    {
        var company = await app.FoundCompany();
        var customer = (await company.RegisterCustomer(await company.AddUnit())).Id;
        var http = app.ClientFor(company.Person("customers.do"));

        var split = await (await http.PostAsJsonAsync("/api/addresses/split", new { text = "王小二 13812345678 上海市浦东新区世纪大道100号3栋502室" })).Read<SplitAddress.Response>();
        Assert.Equal(("王小二", "13812345678", "浦东新区", "世纪大道100号", "3栋502室", true), (split.Parts.Name, split.Parts.Phone, split.Address.District, split.Address.Street, split.Address.Detail, split.Address.EstimatedByDistrict));
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsJsonAsync("/api/addresses/split", new { text = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(company.Id)).PostAsJsonAsync("/api/addresses/split", new { text = "x" })).StatusCode);

        var site = (await app.Run(company.System, new AddSite.Command(customer, new(new() { Province = "上海市", City = "上海市", District = "浦东新区", Street = "世纪大道100号" })))).Id;
        var card = (await company.AskFace<ICustomers, SiteCard?>(face => face.Site(site, default)))!;
        Assert.True(card.EstimatedByDistrict);
        Assert.InRange(card.Latitude!.Value, 31.0, 31.4);
        await app.Run(company.System, new ChangeSite.Command(customer, site, new(new() { Province = "江苏省", City = "苏州市", District = "吴中区", Street = "金山路8号", Latitude = card.Latitude, Longitude = card.Longitude, EstimatedByDistrict = true })));
        Assert.InRange((await company.AskFace<ICustomers, SiteCard?>(face => face.Site(site, default)))!.Longitude!.Value, 120.0, 121.0);
        await app.Run(company.System, new ChangeSite.Command(customer, site, new(new() { Province = "江苏省", City = "苏州市", District = "吴中区", Street = "金山路8号", Latitude = 31.25, Longitude = 120.5 })));
        Assert.Equal((31.25, false), await company.AskFace<ICustomers, SiteCard?>(face => face.Site(site, default)) is { } located ? (located.Latitude!.Value, located.EstimatedByDistrict) : default);
    }

    [Fact]
    public async Task An_address_without_street_and_half_a_coordinate_are_refused_at_their_field()
    {
        var company = await app.FoundCompany();
        var customer = (await company.RegisterCustomer(await company.AddUnit())).Id;
        var http = app.ClientFor(company.Person("customers.do"));

        var streetless = await http.PostAsJsonAsync($"/api/customers/{customer}/sites", new { address = new { city = "上海市" } });
        var half = await http.PostAsJsonAsync($"/api/customers/{customer}/sites", new { address = new { street = "世纪大道", latitude = 31.2 } });

        Assert.Equal("site.needs-street", await streetless.Code());
        Assert.Equal("Site.Address.Latitude", (await half.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_change_of_a_contact_is_a_change_of_the_customer()
    {
        var company = await app.FoundCompany();
        var registered = await company.RegisterCustomer(await company.AddUnit());
        await app.Run(company.System, new ChangeContact.Command(registered.Id, registered.Contact!.Value, new("李太太", "13912345678"), 1));

        Assert.Equal(2, (await app.Ask(company.System, new GetCustomer.Query(registered.Id))).Version);
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(company.System, new ChangeCustomer.Command("X", CustomerKind.Person, CustomerClass.Key, default, Version: 1) { Id = registered.Id })));
    }

    [Fact]
    public async Task Customers_of_another_unit_are_not_listed_found_read_or_changed()
    {
        var company = await app.FoundCompany();
        var (east, west) = (await company.AddUnit("East"), await company.AddUnit("West"));
        var (mine, theirs) = ((await company.RegisterCustomer(east, "Mine", "13800000001")).Id, await company.RegisterCustomer(west, "Theirs", "13800000002"));
        var caller = company.PersonOf(east, "customers.read", "customers.do");
        var address = new SiteFields(new() { Street = "x" });

        Assert.Equal([mine], (await app.Ask(caller, new ListCustomers.Query())).Items.Select(row => row.Id));
        Assert.Empty((await app.Ask(caller, new ListCustomers.Query("Theirs"))).Items);
        Assert.DoesNotContain("Theirs", await app.ClientFor(caller).GetStringAsync("/api/customers/lookup?q=Theirs"), StringComparison.Ordinal);
        Assert.Empty((await app.Ask(caller, new FindByPhone.Query("13800000002"))).Matches);
        Assert.Equal([mine.Value], await app.Hits(caller, "customer", mine.Value, theirs.Id.Value));
        foreach (var call in new Func<Task>[]
        {
            () => app.Ask(caller, new GetCustomer.Query(theirs.Id)),
            () => app.Run(caller, new ChangeCustomer.Command("Stolen", CustomerKind.Person, CustomerClass.Standard, east) { Id = theirs.Id }),
            () => app.Run(caller, new AddContact.Command(theirs.Id, new("X"))),
            () => app.Run(caller, new ChangeContact.Command(theirs.Id, theirs.Contact!.Value, new("X"))),
            () => app.Run(caller, new AddSite.Command(theirs.Id, address)),
            () => app.Run(caller, new ChangeSite.Command(theirs.Id, theirs.Site!.Value, address)),
        }) Assert.Equal("customer.not-found", await TestApp.CodeOf(call));
        Assert.Equal("contact.not-found", await TestApp.CodeOf(() => app.Run(caller, new ChangeContact.Command(mine, theirs.Contact!.Value, new("X")))));
        Assert.Equal("site.not-found", await TestApp.CodeOf(() => app.Run(caller, new ChangeSite.Command(mine, theirs.Site!.Value, address))));
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(caller, new RegisterCustomer.Command("New", Unit: west))));
    }

    [Fact]
    public async Task Another_company_and_strangers_see_nobody()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var id = (await company.RegisterCustomer(await company.AddUnit())).Id;
        var stranger = other.Person("customers.read", "customers.do");

        Assert.Empty((await app.Ask(stranger, new ListCustomers.Query())).Items);
        Assert.Empty((await app.Ask(stranger, new FindByPhone.Query("13812345678"))).Matches);
        Assert.Equal("customer.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new GetCustomer.Query(id))));
        Assert.Empty(await app.Hits(stranger, "customer", id.Value));
        foreach (var path in new[] { "/api/customers", $"/api/customers/{id}", "/api/customers/lookup?q=1", "/api/customers/by-phone?phone=13812345678" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(company.Id, "portal.report")).GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_technician_who_sees_own_work_only_does_not_browse_customers()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        await company.RegisterCustomer(unit);

        Assert.Empty((await app.Ask(company.PersonOf(unit, "customers.read") with { OwnOnly = true }, new ListCustomers.Query())).Items);
    }
}
