using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Tests.Organisation;

public sealed class UnitTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R101")]
    public async Task Four_tiers_from_service_centre_to_company_stand_in_one_tree()
    {
        var company = await app.FoundCompany();
        var hq = await company.AddUnit("无忧电器", kind: "company");
        var service = await company.AddUnit("售后服务总部", hq, "after-sales-hq");
        var region = await company.AddUnit("华东区售后服务部", service, "region");
        var centre = await company.AddUnit("上海服务中心", region, "service-centre");

        var units = (await app.Ask(company.System, new ListUnits.Query())).Units;

        Assert.Equal([(hq, 0), (service, 1), (region, 2), (centre, 3)], units.Select(unit => (unit.Id, unit.Depth)));
        Assert.Equal(["无忧电器", "售后服务总部", "华东区售后服务部"], (await app.Ask(company.System, new GetUnit.Query(centre))).Path.Select(step => step.Name));
        Assert.Equal("Asia/Shanghai", units[3].Zone);
    }

    [Fact]
    public async Task A_unit_cannot_hang_below_itself()
    {
        var company = await app.FoundCompany();
        var top = await company.AddUnit("Top");
        var middle = await company.AddUnit("Middle", top);
        var leaf = await company.AddUnit("Leaf", middle);

        Assert.Equal("unit.below-itself", await TestApp.CodeOf(() => app.Run(company.System, Move(top, leaf))));
        Assert.Equal("unit.below-itself", await TestApp.CodeOf(() => app.Run(company.System, Move(top, top))));
        await app.Run(company.System, Move(leaf, top));

        Assert.Equal(top, (await app.Ask(company.System, new GetUnit.Query(leaf))).Parent);
    }

    [Fact]
    public async Task A_unit_closes_only_after_its_children()
    {
        var company = await app.FoundCompany();
        var parent = await company.AddUnit("Region");
        var child = await company.AddUnit("Shop", parent);
        var end = new LocalDate(2026, 6, 30);

        Assert.Equal("unit.has-open-children", await TestApp.CodeOf(() => app.Run(company.System, Close(parent, null, end))));
        await app.Run(company.System, Close(child, parent, end));
        await app.Run(company.System, Close(parent, null, end));

        Assert.Equal("unit.parent-closed", await TestApp.CodeOf(() => company.AddUnit("Late", parent)));
        Assert.Equal("unit.parent-closed", await TestApp.CodeOf(() => app.Run(company.System, Close(child, parent, null))));
    }

    [Fact]
    public async Task A_change_of_the_tree_is_seen_at_once()
    {
        var company = await app.FoundCompany();
        var top = await company.AddUnit("Top");
        Assert.Single((await app.Ask(company.System, new ListUnits.Query())).Units);

        var below = await company.AddUnit("Below", top);
        Assert.Equal(2, (await app.Ask(company.System, new ListUnits.Query())).Units.Count);

        await app.Run(company.System, Move(below, null));
        Assert.Equal([0, 0], (await app.Ask(company.System, new ListUnits.Query())).Units.Select(unit => unit.Depth));
    }

    [Fact]
    public async Task A_post_on_a_unit_counts_for_everything_below_it()
    {
        var company = await app.FoundCompany();
        var (top, other) = (await company.AddUnit("Top"), await company.AddUnit("Other"));
        var leaf = await company.AddUnit("Leaf", await company.AddUnit("Middle", top));

        var expanded = await company.AskFace<IUnitTree, ImmutableArray<UnitId>>(async tree => await tree.Expand(company.Id, [top], default));

        Assert.Equal(3, expanded.Length);
        Assert.Contains(leaf, expanded);
        Assert.DoesNotContain(other, expanded);
        Assert.Equal(top, await company.AskFace<IUnitTree, UnitId?>(async tree => await tree.Top(company.Id, default)));
    }

    [Fact]
    public async Task Pages_show_the_time_of_the_readers_home_unit()
    {
        var company = await app.FoundCompany();
        var china = await company.AddUnit("Top");
        var germany = (await app.Run(company.System, new AddUnit.Command("Laden", "store", china, "Europe/Berlin"))).Id;

        var zones = await company.AskFace<ICallerZone, (string, string)>(async face => (
            (await face.Of(company.Person(), default)).Id, (await face.Of(company.PersonOf(germany), default)).Id));

        Assert.Equal(("Asia/Shanghai", "Europe/Berlin"), zones);
    }

    [Fact]
    public async Task A_picker_offers_the_open_units_in_sight_as_deep_as_they_stand()
    {
        var company = await app.FoundCompany();
        var region = await company.AddUnit("华东");
        var (shop, gone) = (await company.AddUnit("浦东店", region), await company.AddUnit("旧店", region));
        await app.Run(company.System, Close(gone, region, new LocalDate(2026, 3, 1)));

        var (all, own) = (await app.Ask(company.Person() with { HomeUnit = region }, new UnitChoices.Query()), await app.Ask(company.PersonOf(shop), new UnitChoices.Query()));

        Assert.Equal([($"{region}", "华东"), ($"{shop}", "\u3000浦东店")], all.Options.Select(option => (option.Value, option.Text)));
        Assert.Equal(($"{shop}", region, shop), (Assert.Single(own.Options).Value, all.Home!.Value, own.Home!.Value));
        Assert.Equal("浦东店", own.Options[0].Text);
        var found = await app.ClientFor(company.Person()).GetStringAsync("/api/units/lookup?q=浦东");
        Assert.Contains("\"text\":\"浦东店\"", found, StringComparison.Ordinal);
        Assert.DoesNotContain("华东", found, StringComparison.Ordinal);
        Assert.Empty((await app.Ask(Caller.Anonymous(company.Id), new UnitChoices.Query())).Options);
        Assert.DoesNotContain((await app.Ask((await app.FoundCompany()).Person(), new UnitChoices.Query())).Options, option => option.Value == $"{shop}");
    }

    [Fact]
    public async Task Whoever_has_no_unit_goes_by_the_first_one_and_a_company_without_units_by_China()
    {
        var (empty, company) = (await app.FoundCompany(), await app.FoundCompany());
        await app.Run(company.System, new AddUnit.Command("Zentrale", "company", null, "Europe/Berlin"));
        async Task<string> Zone(TestCompany asked, UnitId? unit) => (await app.Ask(asked.System, new GetZone.Query(unit))).Zone.Id;

        Assert.Equal(("Asia/Shanghai", "Europe/Berlin", "Europe/Berlin"), (await Zone(empty, null), await Zone(company, null), await Zone(company, new(1))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(company.Person("desk.read"), new GetZone.Query(null))));
    }

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit("Shop");
        await app.Run(company.System, Move(unit, null) with { Name = "First", Version = 1 });

        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(company.System, Move(unit, null) with { Name = "Second", Version = 1 })));
    }

    [Fact]
    public async Task A_unit_outside_the_callers_part_of_the_tree_does_not_exist_for_them()
    {
        var company = await app.FoundCompany();
        var (east, west) = (await company.AddUnit("East"), await company.AddUnit("West"));
        var caller = company.PersonOf(east, "organisation.read", "organisation.manage");

        Assert.Equal([east], (await app.Ask(caller, new ListUnits.Query())).Units.Select(unit => unit.Id));
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Ask(caller, new GetUnit.Query(west))));
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(caller, Move(west, null))));
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(caller, Move(east, west))));
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(caller, new AddUnit.Command("New", "group", west))));
        Assert.Equal("unit.needs-parent", await TestApp.CodeOf(() => app.Run(caller, new AddUnit.Command("New", "group"))));
    }

    [Fact]
    public async Task Another_company_and_strangers_see_nothing()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var unit = await company.AddUnit("Shop");

        Assert.Empty((await app.Ask(other.Person("organisation.read"), new ListUnits.Query())).Units);
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Ask(other.Person("organisation.read"), new GetUnit.Query(unit))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(company.Id)).GetAsync("/api/units")).StatusCode);
    }

    [Fact]
    public async Task Units_are_added_and_changed_over_http()
    {
        var company = await app.FoundCompany();
        var http = app.ClientFor(company.Person("organisation.manage", "organisation.read"));

        var added = await (await http.PostAsJsonAsync("/api/units", new { name = "Shop", kind = "store", zone = "Europe/Berlin" })).Read<AddUnit.Response>();
        var changed = await http.PutAsJsonAsync($"/api/units/{added.Id}", new { name = "Laden", kind = "store", zone = "Europe/Berlin", from = "2026-01-01", parent = (long?)null });
        var wrong = await http.PostAsJsonAsync("/api/units", new { name = "Shop", kind = "store", zone = "Mars" });

        Assert.Equal(2, (await changed.Read<ChangeUnit.Response>()).Version);
        Assert.Equal("Laden", (await (await http.GetAsync($"/api/units/{added.Id}")).Read<GetUnit.Response>()).Name);
        Assert.Equal("unit.zone-unknown", await wrong.Code());
    }

    private static ChangeUnit.Command Move(UnitId unit, UnitId? parent) => new("Moved", "group", parent, "Asia/Shanghai", new(2026, 1, 1)) { Id = unit };

    private static ChangeUnit.Command Close(UnitId unit, UnitId? parent, LocalDate? end) => new("Closed", "group", parent, "Asia/Shanghai", new(2026, 1, 1), end) { Id = unit };
}
