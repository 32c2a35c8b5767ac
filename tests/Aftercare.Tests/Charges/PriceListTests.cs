using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Charges;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using NodaTime;
using static Aftercare.Tests.Charges.ChargesWorld;

namespace Aftercare.Tests.Charges;

/// <summary>Prices and rules as data: WritePriceDraft, PublishPriceList, ListPriceLists, GetPriceList, PublishChargeRules, ListChargeRules, LoadStandardCharges.</summary>
public sealed class PriceListTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly LocalDate June = new(2026, 6, 1);

    [Fact, Trait("Requirement", "R701")]
    public async Task The_list_of_1_June_applies_to_orders_made_on_or_after_1_June_and_older_orders_keep_the_old_price()
    {
        var world = await ChargesWorld.Open(app);
        var client = app.ClientFor(world.Supervisor);
        var draft = await (await client.PutAsJsonAsync("/api/price-lists/draft", new WritePriceDraft.Command(PriceKind.Service, June, [new(Labour, "维修工时", ChargeItem.Labour, 150m)]), PlatformJson.Options)).Read<WritePriceDraft.Response>();
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync($"/api/price-lists/{draft.List}/publish", new PublishPriceList.Command(draft.Version), PlatformJson.Options)).StatusCode);

        app.Time.SetShanghai("2026-05-31 23:50");
        var older = await world.Order();
        app.Time.SetShanghai("2026-06-01 00:05");
        var newer = await world.Order();
        await app.Run(world.Supervisor, Set(older, (Labour, 1)));
        await app.Run(world.Supervisor, Set(newer, (Labour, 1)));

        Assert.Equal([(120m, 1), (150m, 2)], new[] { await world.Get(older), await world.Get(newer) }.Select(charges => (charges.Total, charges.Lines[0].PriceVersion)));
        // Writing the older order's quote again in June changes nothing.
        await app.Run(world.Supervisor, Set(older, (Labour, 2)) with { Version = 1 });
        Assert.Equal(240m, (await world.Get(older)).Total);
        Assert.Equal("quote.item-unknown", await TestApp.CodeOf(() => app.Run(world.Supervisor, Set(newer, (VisitFee, 1)) with { Version = 1 })));
    }

    [Fact, Trait("Requirement", "R701")]
    public async Task The_nearest_region_and_the_customers_own_class_come_first_and_what_they_lack_comes_from_the_whole_company()
    {
        var world = await ChargesWorld.Open(app);
        var year = new LocalDate(2026, 1, 1);
        await world.Publish(PriceKind.Service, year, [new(Labour, "工时", ChargeItem.Labour, 100m)], world.Field.Unit);
        await world.Publish(PriceKind.Service, year, [new(Labour, "工时", ChargeItem.Labour, 90m)], world.Field.Unit, CustomerClass.Standard);
        await world.Publish(PriceKind.Service, year, [new(Labour, "工时", ChargeItem.Labour, 10m)], world.Field.Unit, CustomerClass.Strategic);
        await world.Publish(PriceKind.Service, year, [new(Labour, "工时", ChargeItem.Labour, 20m)], await world.Company.AddUnit("北京网点"));
        var order = await world.Order();

        await app.Run(world.Supervisor, Set(order, (Labour, 1), (VisitFee, 1)));

        Assert.Equal([90m, 30m], (await world.Get(order)).Lines.Select(line => line.Price));
        var lists = await app.Ask(world.Zhao, new ListPriceLists.Query());
        Assert.Equal(6, lists.Count);
        Assert.Equal((PriceKind.Service, null, null, 1, 3), (lists[0].Kind, lists[0].Unit, lists[0].Class, lists[0].InForce, lists[0].Lines));
    }

    [Fact]
    public async Task A_published_version_is_never_changed_and_the_next_is_shown_beside_it()
    {
        var world = await ChargesWorld.Open(app);
        WritePriceDraft.LineFields[] lines = [new(VisitFee, "上门费", ChargeItem.VisitFee, 35m), new(Labour, "维修工时", ChargeItem.Labour, 120m), new("HI", "高空作业", ChargeItem.Labour, 150m)];
        var draft = await app.Run(world.Supervisor, new WritePriceDraft.Command(PriceKind.Service, June, lines, Note: "六月调价"));
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(world.Supervisor, new WritePriceDraft.Command(PriceKind.Service, June, lines, Version: draft.Version - 1))));
        await app.Run(world.Supervisor, new WritePriceDraft.Command(PriceKind.Service, June, lines, Note: "六月调价", Version: draft.Version));

        var shown = await app.Ask(world.Supervisor, new GetPriceList.Query(draft.List));
        Assert.Equal((2, null, 1), (shown.Shown.Number, shown.Shown.PublishedAt, shown.Before!.Number));
        Assert.Equal([(VisitFee, 35m, 30m, 5m), (Labour, 120m, 120m, 0m), ("HI", 150m, null, null), (Hour, null, 100m, null)], shown.Lines.Select(line => (line.Code, line.Price, line.Before, line.Change)));
        Assert.Equal("price-list.not-yours", (await app.Ask(world.Zhao, new GetPriceList.Query(draft.List))).WhyNot["publish"]);
        var published = await app.Run(world.Supervisor, new PublishPriceList.Command { Id = draft.List });
        Assert.Equal((2, June), (published.Number, published.ValidFrom));

        Assert.Equal("price-list.no-draft", await TestApp.CodeOf(() => app.Run(world.Supervisor, new PublishPriceList.Command { Id = draft.List })));
        var third = await app.Run(world.Supervisor, new WritePriceDraft.Command(PriceKind.Service, new(2026, 2, 1), lines));
        Assert.Equal((3, "price-list.begins-in-the-past"), (third.Number, await TestApp.CodeOf(() => app.Run(world.Supervisor, new PublishPriceList.Command { Id = draft.List }))));
        Assert.Equal([30m, 120m, 100m], (await app.Ask(world.Supervisor, new GetPriceList.Query(draft.List, 1))).Lines.Select(line => line.Price));
        Assert.Equal("price-list.not-found", await TestApp.CodeOf(() => app.Ask(world.Supervisor, new GetPriceList.Query(draft.List, 9))));
    }

    [Fact]
    public async Task Prices_are_made_by_who_sees_the_region_and_lines_that_cannot_be_meant_are_refused_with_their_place()
    {
        var world = await ChargesWorld.Open(app);
        var local = world.Company.PersonOf(world.Field.Unit, "charges.read", "charges.manage");
        WritePriceDraft.Command Draft(params WritePriceDraft.LineFields[] lines) => new(PriceKind.Service, June, lines);
        WritePriceDraft.LineFields Line(string code = "A", decimal price = 1m) => new(code, "名称", ChargeItem.Labour, price);
        Task<string> Code(WritePriceDraft.Command command, Caller? caller = null) => TestApp.CodeOf(() => app.Run(caller ?? world.Supervisor, command));

        Assert.Equal("price-list.not-yours", await Code(Draft(Line()), local));
        await app.Run(local, Draft(Line()) with { Unit = world.Field.Unit });
        Assert.Equal("permission.missing", await Code(Draft(Line()), world.Zhao));
        Assert.Equal("unit.not-found", await Code(Draft(Line()) with { Unit = new(987654321) }));
        Assert.Equal("request.invalid", await Code(Draft()));
        Assert.Equal("price-list.code-twice", await Code(Draft(Line(), Line())));
        Assert.Equal("price-list.item-of-other-list", await Code(Draft(Line() with { Item = ChargeItem.Part })));
        Assert.Equal("price-list.only-labour-by-the-hour", await Code(Draft(Line() with { Item = ChargeItem.VisitFee, Hourly = true })));
        var answer = await app.ClientFor(world.Supervisor).PutAsJsonAsync("/api/price-lists/draft", Draft(Line(), Line("B", 1.234m)), PlatformJson.Options);
        Assert.Equal((HttpStatusCode.BadRequest, "amount.malformed"), (answer.StatusCode, await answer.Code()));
        var stranger = (await ChargesWorld.Open(app)).Supervisor;
        Assert.Equal("price-list.not-found", await TestApp.CodeOf(async () => await app.Ask(stranger, new GetPriceList.Query((await app.Ask(world.Supervisor, new ListPriceLists.Query()))[0].Id))));
    }

    [Fact, Trait("Requirement", "R702")]
    public async Task Charging_rules_follow_one_another_and_a_quote_keeps_those_of_its_orders_day()
    {
        var world = await ChargesWorld.Open(app);
        var before = await world.Order();
        var rules = StandardCharges.Rules;
        var free = rules with { Rules = [new("spring", true, "春季服务月免费", "Free in the month of service"), .. rules.Rules], TolerancePercent = 0 };
        await app.Run(world.Supervisor, new PublishChargeRules.Command(new(2026, 1, 1), rules));
        await app.Run(world.Supervisor, new PublishChargeRules.Command(new(2026, 3, 3), free, "服务月"));
        app.Time.SetShanghai("2026-03-03 09:00");
        var after = await world.Order();

        await app.Run(world.Supervisor, Set(before, (Labour, 1)));
        await app.Run(world.Supervisor, Set(after, (Labour, 1)));

        Assert.Equal([(120m, 1), (0m, 2)], new[] { await world.Get(before), await world.Get(after) }.Select(charges => (charges.Total, charges.RuleSet)));
        var versions = await app.Ask(world.Zhao, new ListChargeRules.Query());
        Assert.Equal([(2, true), (1, false), (0, false)], versions.Select(version => (version.Number, version.InForce)));
        Task<string> Code(RuleBook book, LocalDate? from = null, Caller? caller = null) => TestApp.CodeOf(() => app.Run(caller ?? world.Supervisor, new PublishChargeRules.Command(from ?? June, book)));
        Assert.Equal("charge-rules.begin-in-the-past", await Code(free, new(2026, 3, 2)));
        Assert.Equal("charge-rules.code-twice", await Code(rules with { Rules = [rules.Rules[0], rules.Rules[0]] }));
        Assert.Equal("charge-rules.cause-unknown", await Code(rules with { Causes = [] }));
        Assert.Equal("charge-rules.no-explanation", await Code(rules with { Rules = [new("x", true, "", "")] }));
        Assert.Equal("charge-rules.not-yours", await Code(free, caller: world.Company.PersonOf(world.Field.Unit, "charges.manage")));
        Assert.Equal("permission.missing", await Code(free, caller: world.Zhao));
    }

    [Fact]
    public async Task A_company_begins_with_sample_prices_and_the_standard_rules_and_keeps_what_it_has()
    {
        var company = await app.FoundCompany();
        var caller = company.Person("charges.read", "charges.manage");
        await company.AddUnit();

        Assert.Equal("charge-rules.not-yours", await TestApp.CodeOf(() => app.Run(caller with { SeesAllUnits = false }, new LoadStandardCharges.Command(new(2026, 1, 1)))));
        await app.Run(caller, new LoadStandardCharges.Command(new(2026, 1, 1)));
        await app.Run(caller, new LoadStandardCharges.Command(new(2026, 2, 1)));

        Assert.Equal([(PriceKind.Service, new LocalDate(2026, 1, 1)), (PriceKind.Parts, new LocalDate(2026, 1, 1))], (await app.Ask(caller, new ListPriceLists.Query())).Select(list => (list.Kind, list.Since!.Value)));
        Assert.Equal([1, 0], (await app.Ask(caller, new ListChargeRules.Query())).Select(version => version.Number));
    }
}
