using System.Net;
using Aftercare.Modules.Performance;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using NodaTime;
using static Aftercare.Tests.Performance.PerformanceWorld;

namespace Aftercare.Tests.Performance;

/// <summary>Whole sets of rules as data: LoadPolicySets, ListPolicySets, AdoptPolicySet, AssignScheme, and what ChooseScorecard makes of them.</summary>
public sealed class PolicySetTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly LocalDate NewYear = new(2026, 1, 1);

    [Fact, Trait("Requirement", "R1506")]
    public async Task Sets_P1_to_P13_load_and_a_company_goes_from_P7_to_P2_without_a_line_of_code()
    {
        var world = await Opened();
        var all = await world.Get<ListPolicySets.Response>("policy-sets");
        Assert.Equal(Enumerable.Range(1, 13).Select(number => $"P{number}"), all.Sets.Select(set => set.Code));
        Assert.Equal(["S3", "S2", "W02"], all.Sets[6].Contents.Select(item => item.Code));
        Assert.Empty((await world.Post<LoadPolicySets.Response>("policy-sets/standard", new { })).Changed);
        Assert.Null((await Choices(world)).Set);

        Assert.Equal(["S3", "S2"], (await Adopt(world, new("P7", NewYear))).Cards);
        var appliances = await Choices(world);
        Assert.Equal(("P7", "S3", "S2"), (appliances.Set, appliances.Cards[0].Code, appliances.Cards[1].Code));
        Assert.Equal(["S7"], (await Adopt(world, new("P2", new(2026, 4, 1)))).Cards);

        Assert.Equal(("P7", "S3"), await Choices(world) is var quarter ? (quarter.Set, quarter.Cards[0].Code) : default);
        Assert.Equal(("P2", "S7"), await Choices(world, "2026-Q2") is var next ? (next.Set, next.Cards[0].Code) : default);
        var card = await world.Scorecard((await Choices(world, "2026-Q2")).Cards[0].Id, "2026-Q2");
        Assert.Equal(["K41", "K42", "K43"], card.Lines.Select(line => line.Number));
        Assert.Equal([("P2", false), ("P7", true)], (await world.Get<ListPolicySets.Response>("policy-sets")).Adoptions.Select(one => (one.Set, one.InForce)));
        // The technician's card with the company's own weights (R1113 shows the arithmetic).
        await world.Post<DefineCard.Response>("cards", new DefineCard.Command("S7", "技师绩效", "Technician scheme", NotApplicableRule.Spread, [new("K41", 50), new("K42", 30), new("K43", 20)], EffectiveFrom: new(2026, 4, 1)));
        Assert.Equal([50m, 30m, 20m], (await world.Scorecard(card: await world.Card("S7"), "2026-Q2")).Lines.Select(line => line.Weight));
    }

    [Fact, Trait("Requirement", "R1507")]
    public async Task Every_conflict_is_listed_with_default_and_options_and_the_choice_changes_the_card_and_is_reported()
    {
        var world = await Opened();
        var conflicts = (await world.Get<ListPolicySets.Response>("policy-sets")).Conflicts;
        Assert.Equal(Enumerable.Range(1, 26).Select(number => $"F{number:00}"), conflicts.Select(conflict => conflict.Code).Where(code => code[0] == 'F').Order(StringComparer.Ordinal));
        Assert.All(conflicts, conflict => Assert.DoesNotContain("", new[] { conflict.Default.Zh, conflict.Default.En, conflict.A.Zh, conflict.A.En, conflict.B.Zh, conflict.B.En }));

        await Adopt(world, new("P1", NewYear));
        await Adopt(world, new("P6", new(2026, 4, 1), Readings: new Dictionary<string, string> { ["F17"] = "A", ["F10"] = "B", ["R1108"] = "B" }));

        var (person, manager) = (await world.Scorecard(await world.Card("S5")), await world.Scorecard(await world.Card("S6"), "2026-Q2"));
        Assert.Equal((true, false), (person.Bands.UpperWins, person.NaturalLimitCountsFull));
        Assert.Equal((false, true), (manager.Bands.UpperWins, manager.NaturalLimitCountsFull));
        Assert.Contains(manager.Lines, line => line.Number == "K12");
        Assert.DoesNotContain(manager.Lines, line => line.Number == "K11");
        Assert.NotNull(await world.Kpi("K11"));
        var told = (await world.Get<ListPolicySets.Response>("policy-sets")).Adoptions[0];
        Assert.Equal(("P6", "V1.0", "A", "B"), (told.Set, told.Version, told.Readings["F17"], told.Readings["F10"]));
    }

    [Fact, Trait("Requirement", "R1506")]
    public async Task A_unit_goes_by_a_set_of_its_own_with_cards_of_its_own_and_what_is_below_it_too()
    {
        var world = await Opened();
        var east = await world.Company.AddUnit("浦东站", world.Unit, "station");
        await Adopt(world, new("P7", NewYear));

        var own = (await Adopt(world, new("P2", NewYear, east, new Dictionary<string, string> { ["F17"] = "A" }))).Cards.Single();

        Assert.Equal($"S7@{east}", own);
        Assert.Equal(("P7", "P2"), ((await Choices(world)).Set, (await Choices(world, unit: east)).Set));
        Assert.Equal(own, (await Choices(world, unit: east)).Cards[0].Code);
        // A manager of the station switches on for the station, not for the company or its neighbours.
        var manager = world.Company.PersonOf(east, "performance.read", "performance.manage");
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.Refused("policy-adoptions", new AdoptPolicySet.Command("P1", new(2026, 5, 1)), manager));
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.Refused("policy-adoptions", new AdoptPolicySet.Command("P1", new(2026, 5, 1), world.Unit), manager));
        Assert.Equal("S5", (await world.Post<AdoptPolicySet.Response>("policy-adoptions", new AdoptPolicySet.Command("P1", new(2026, 5, 1), east), manager)).Cards.Single().Split('@')[0]);
    }

    [Fact]
    public async Task What_cannot_be_switched_on_is_refused_with_its_reason()
    {
        var world = await Opened();
        await Adopt(world, new("P7", NewYear));
        Task<(HttpStatusCode, string?)> Refused(AdoptPolicySet.Command command, Caller? caller = null) => world.Refused("policy-adoptions", command, caller);

        Assert.Equal((HttpStatusCode.BadRequest, "policy-set.not-found"), await Refused(new("P99", new(2026, 4, 1))));
        Assert.Equal((HttpStatusCode.BadRequest, "policy-set.day-taken"), await Refused(new("P2", NewYear)));
        Assert.Equal((HttpStatusCode.BadRequest, "policy-set.in-the-past"), await Refused(new("P2", new(2026, 2, 1))));
        Assert.Equal((HttpStatusCode.BadRequest, "policy-set.reading-unknown"), await Refused(new("P2", new(2026, 4, 1), Readings: new Dictionary<string, string> { ["F17"] = "C" })));
        Assert.Equal((HttpStatusCode.BadRequest, "policy-set.reading-unknown"), await Refused(new("P2", new(2026, 4, 1), Readings: new Dictionary<string, string> { ["F99"] = "A" })));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await Refused(new("P2", new(2026, 4, 1)), world.Reader));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.Refused("policy-sets/standard", new { }, world.Reader));
        // Another company has none of it.
        Assert.Empty((await world.Get<ListPolicySets.Response>("policy-sets", (await Open(app)).Manager)).Sets);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.CreateClient().GetAsync("/api/policy-sets")).StatusCode);
    }

    [Fact, Trait("Requirement", "R1507")]
    public async Task An_employee_goes_by_one_scheme_in_any_stretch_of_time()
    {
        var world = await Opened();
        await Adopt(world, new("P7", NewYear));
        await world.Post<LoadStandardKpis.Response>("kpis/standard", new LoadStandardKpis.Command(NewYear, ["S5"]));
        var (s2, s5) = (await world.Card("S2"), await world.Card("S5"));
        AssignScheme.Command Assign(string period, CardId card, bool replace = false) => new(world.Desk.Intake, period, card, replace);

        Assert.Equal(HttpStatusCode.NoContent, (await world.Send("staff-schemes", Assign(Quarter, s5))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await world.Send("staff-schemes", Assign(Quarter, s5))).StatusCode);

        Assert.Equal((HttpStatusCode.Conflict, "scheme.person-has-one"), await world.Refused("staff-schemes", Assign(Quarter, s2)));
        // A month of that quarter, or the year around it, would count twice.
        Assert.Equal((HttpStatusCode.Conflict, "scheme.person-has-one"), await world.Refused("staff-schemes", Assign("2026-02", s2)));
        Assert.Equal((HttpStatusCode.Conflict, "scheme.person-has-one"), await world.Refused("staff-schemes", Assign("2026", s2, replace: true)));
        Assert.Equal((HttpStatusCode.BadRequest, "period.malformed"), await world.Refused("staff-schemes", Assign("soon", s2)));
        Assert.Equal(HttpStatusCode.NoContent, (await world.Send("staff-schemes", Assign("2026-04", s2))).StatusCode);
        Assert.Equal("S5", (await Choices(world, person: world.Desk.Intake)).Cards[0].Code);
        Assert.Equal(HttpStatusCode.NoContent, (await world.Send("staff-schemes", Assign(Quarter, s2, replace: true))).StatusCode);
        Assert.Equal([(Quarter, "S2"), ("2026-04", "S2")], (await world.Get<ListPolicySets.Response>("policy-sets")).Schemes.Select(row => (row.Period, row.CardCode)).OrderBy(row => row.Period == Quarter ? 0 : 1));
        var elsewhere = world.Company.PersonOf(await world.Company.AddUnit("杭州服务中心"), "performance.read", "performance.manage");
        Assert.Equal((HttpStatusCode.NotFound, "person.not-found"), await world.Refused("staff-schemes", Assign("2026-06", s5), elsewhere));
        Assert.Empty((await world.Get<ListPolicySets.Response>("policy-sets", elsewhere)).Schemes);
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.Refused("staff-schemes", Assign("2026-06", s5), world.Reader));
    }

    private async Task<PerformanceWorld> Opened()
    {
        var world = await Open(app);
        Assert.Equal(13, (await world.Post<LoadPolicySets.Response>("policy-sets/standard", new { })).Changed.Count);
        return world;
    }

    private static Task<AdoptPolicySet.Response> Adopt(PerformanceWorld world, AdoptPolicySet.Command command) => world.Post<AdoptPolicySet.Response>("policy-adoptions", command);

    private static Task<ChooseScorecard.Response> Choices(PerformanceWorld world, string period = Quarter, UnitId? unit = null, PersonId? person = null) =>
        world.App.Ask(world.Manager with { HomeUnit = world.Unit }, new ChooseScorecard.Query(unit ?? world.Unit, person, period));
}
