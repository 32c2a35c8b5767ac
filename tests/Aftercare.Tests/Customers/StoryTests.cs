using System.Net;
using Aftercare.Modules.Assets;
using Aftercare.Modules.Customers;
using Aftercare.Tests.Field;
using NodaTime;

namespace Aftercare.Tests.Customers;

/// <summary>One page about everything of a customer or a machine: TellCustomerStory, TellAssetStory; and what their forms ask: GetModel, ListSites.</summary>
public sealed class StoryTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R217")]
    public async Task Registration_machine_ticket_and_visit_stand_in_one_story_newest_first()
    {
        var world = await FieldWorld.Open(app);
        app.Time.Pass(Duration.FromMinutes(10));
        var order = await world.Completed(world.Zhao);
        var reader = world.Company.PersonOf(world.Unit, "customers.read", "desk.read", "field.read");
        var (number, ticket) = ((await world.Get(order)).Number, (await world.Get(order)).Ticket);

        var customer = await (await app.ClientFor(reader).GetAsync($"/api/customers/{world.Customer}/story")).Read<TellCustomerStory.Response>();
        var asset = await (await app.ClientFor(reader).GetAsync($"/api/assets/{world.Asset}/story")).Read<TellAssetStory.Response>();

        foreach (var story in new[] { customer.Entries, asset.Entries })
        {
            Assert.Equal(story.Select(entry => entry.At).OrderDescending(), story.Select(entry => entry.At));
            Assert.Contains(story, entry => entry.Href == $"/work-orders/{order}" && entry.What.Contains(number, StringComparison.Ordinal));
            Assert.Contains(story, entry => entry.Href == $"/tickets/{ticket}");
        }
        Assert.Contains(customer.Entries, entry => entry.Icon == "user-plus" && entry.Internal is true);
        Assert.Contains(customer.Entries, entry => entry.Href == $"/assets/{world.Asset}" && entry.What.Contains("SN-0001", StringComparison.Ordinal));
        Assert.Contains(asset.Entries, entry => entry.Icon == "devices" && entry.Href is null);
        var chinese = await app.Ask(reader, new TellAssetStory.Query(world.Asset, "zh-CN"));
        Assert.NotEqual(asset.Entries[^1].What, chinese.Entries[^1].What);
    }

    [Fact]
    public async Task A_story_is_told_to_who_sees_the_record_and_to_nobody_else()
    {
        var world = await FieldWorld.Open(app);
        await world.Completed(world.Zhao);
        var elsewhere = world.Company.PersonOf(await world.Company.AddUnit("北京"), "customers.read", "desk.read", "field.read");

        foreach (var stranger in new[] { elsewhere, (await FieldWorld.Open(app)).Company.Person("customers.read") })
        {
            Assert.Equal("customer.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new TellCustomerStory.Query(world.Customer))));
            Assert.Equal("asset.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new TellAssetStory.Query(world.Asset))));
        }
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(world.Company.Person("desk.read"), new TellCustomerStory.Query(world.Customer))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.CreateClient().GetAsync($"/api/assets/{world.Asset}/story")).StatusCode);
    }

    [Fact]
    public async Task A_model_is_read_with_its_terms_by_everybody_who_reads_customers()
    {
        var company = await app.FoundCompany();
        var model = await company.AddModel("WM-99", "washing", 36);

        var read = await (await app.ClientFor(company.PersonOf(await company.AddUnit(), "customers.read")).GetAsync($"/api/models/{model}")).Read<GetModel.Response>();

        Assert.Equal((model, "WM-99", "洗衣机", "washing", 36, 1), (read.Id, read.Code, read.Category, read.RequiredSkill, read.WarrantyMonths, read.Version));
        Assert.Equal("model.not-found", await TestApp.CodeOf(() => app.Ask(company.System, new GetModel.Query(new(1)))));
        var stranger = (await app.FoundCompany()).Person("customers.read");
        Assert.Equal("model.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new GetModel.Query(model))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(company.Person("desk.read"), new GetModel.Query(model))));
    }

    [Fact]
    public async Task An_asset_form_offers_the_addresses_of_a_customer_in_sight()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var customer = await company.RegisterCustomer(unit);

        var offered = await app.Ask(company.PersonOf(unit, "customers.do"), new ListSites.Query(customer.Id));

        Assert.Equal(("李雷", $"{customer.Site}", "上海市浦东新区世纪大道100号3栋502室"), (offered.Name, Assert.Single(offered.Sites).Value, offered.Sites[0].Text));
        var elsewhere = company.PersonOf(await company.AddUnit("北京"), "customers.do");
        Assert.Equal("customer.not-found", await TestApp.CodeOf(() => app.Ask(elsewhere, new ListSites.Query(customer.Id))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(company.PersonOf(unit, "customers.read"), new ListSites.Query(customer.Id))));
    }
}
