using System.Net;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Performance;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using static Aftercare.Tests.Performance.PerformanceWorld;

namespace Aftercare.Tests.Performance;

/// <summary>From tickets to a total, and back from every number to the tickets: ShowScorecard, ShowEvidence, ChooseScorecard.</summary>
public sealed class ScorecardTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R1107"), Trait("Requirement", "R1105")]
    public async Task Seven_indicators_from_tickets_make_82_75_and_each_leads_back_to_its_tickets()
    {
        var world = await Open(app);
        (string Number, string Type, int All, int InTime, decimal Weight)[] lines =
        [
            ("S1", "repair", 20, 17, 18), ("S2", "installation", 20, 19, 23), ("S3", "commissioning", 20, 13, 16), ("S4", "maintenance", 5, 4, 8),
            ("S5", "consultation", 25, 23, 15), ("S6", "complaint", 1, 1, 10), ("S7", "return", 2, 1, 10),
        ];
        var tickets = new Dictionary<string, List<string>>();
        foreach (var line in lines)
        {
            await world.DefineShare(line.Number, line.Type);
            tickets[line.Number] = [.. (await world.Requests(line.All, line.InTime, line.Type)).Select(ticket => ticket.ToString())];
        }
        var cardLines = lines.Select(line => new DefineCard.Line(line.Number, line.Weight)).ToList();
        DefineCard.Command Card(IReadOnlyList<DefineCard.Line> weighed) => new("PERSON", "服务人员考核表", "Service person's card", NotApplicableRule.Spread, weighed);
        Assert.Equal((HttpStatusCode.BadRequest, "weights.not-100"), await world.Refused("cards", Card([.. cardLines[..6], new("S7", 9)])));
        var card = (await world.Post<DefineCard.Response>("cards", Card(cardLines))).CardId;
        await world.QuarterIsOver();

        var shown = await world.Scorecard(card);

        Assert.Equal([85, 95, 65, 80, 92, 100, 50], shown.Lines.Select(line => line.Value));
        Assert.Equal([85, 95, 65, 80, 92, 100, 50], shown.Lines.Select(line => line.Score));
        Assert.Equal([15.3m, 21.85m, 10.4m, 6.4m, 13.8m, 10m, 5m], shown.Lines.Select(line => line.Points));
        Assert.Equal([true, true, false, true, true, true, false], shown.Lines.Select(line => line.Met));
        Assert.Equal((82.75m, 100m), (shown.Total, shown.ScorableWeight));
        foreach (var line in shown.Lines)
        {
            var evidence = await world.Evidence(line.Kpi, "settled");
            Assert.Equal(tickets[line.Number], evidence.Rows.Select(row => row.Ticket.ToString()));
            Assert.Equal(line.Counts["settled"], evidence.Rows.Sum(row => row.Count));
            var late = await world.Evidence(line.Kpi, "settled", without: "met");
            Assert.Equal(tickets[line.Number][(int)line.Counts["met"]..], late.Rows.Select(row => row.Ticket.ToString()));
        }
    }

    [Fact, Trait("Requirement", "R310")]
    public async Task Of_400_requests_396_answered_in_time_are_99_percent_missed_at_100_and_met_at_95()
    {
        var world = await Open(app);
        var requests = await world.Requests(400, 0);
        foreach (var ticket in requests.Take(396)) await app.Run(world.Company.System, new RespondToTicket.Command("工程师将联系您") { Id = ticket });
        await world.QuarterIsOver();
        var card = await world.Card();

        var strict = (await world.Scorecard(card)).Lines.Single(line => line.Number == "K08");
        await world.Send($"kpis/{strict.Kpi}/targets", new SetKpiTarget.Command(PeriodKind.Quarter, 95, new(2026, 1, 1)));
        var lenient = (await world.Scorecard(card)).Lines.Single(line => line.Number == "K08");

        Assert.Equal((400m, 396m), (strict.Counts["all_requests"], strict.Counts["timely_responded_requests"]));
        Assert.Equal((99.0m, "%", 100m, false), (strict.Value, strict.Suffix, strict.Target, strict.Met));
        Assert.Equal((99.0m, 95m, true), (lenient.Value, lenient.Target, lenient.Met));
        var late = await world.Evidence(strict.Kpi, "all_requests", without: "timely_responded_requests");
        Assert.Equal(requests[396..], late.Rows.Select(row => row.Ticket));
    }

    [Fact]
    public async Task Evidence_comes_in_pages_that_miss_nothing_and_show_nothing_twice()
    {
        var world = await Open(app);
        var requests = await world.Requests(103, 103);
        var kpi = (await world.Kpi("K03")).Id;

        var seen = new List<Modules.Desk.Face.TicketId>();
        for (long? after = 0; after is { } from;)
        {
            var page = await world.Evidence(kpi, "repair_reports", after: from);
            seen.AddRange(page.Rows.Select(row => row.Ticket));
            after = page.Next;
        }

        Assert.Equal(requests, seen);
    }

    [Fact, Trait("Requirement", "R1102")]
    public async Task No_requests_are_not_applicable_and_their_weight_is_spread_or_neutral_as_the_card_says()
    {
        var world = await Open(app);
        await world.DefineShare("S1", "repair");
        await world.DefineShare("S2", "claim");
        await world.Requests(10, 9);
        await world.QuarterIsOver();
        async Task<CardId> Card(string code, NotApplicableRule rule) => (await world.Post<DefineCard.Response>("cards", new DefineCard.Command(code, code, code, rule, [new("S1", 60), new("S2", 40)]))).CardId;
        var (spread, neutral) = (await Card("SPREAD", NotApplicableRule.Spread), await Card("NEUTRAL", NotApplicableRule.Neutral));

        var (spreads, neutrals, before) = (await world.Scorecard(spread), await world.Scorecard(neutral), await world.Scorecard(neutral, "2025-Q4"));

        Assert.Equal((90m, 90m, true, 100m), spreads.Lines[0] is var done ? (done.Value, done.Score, done.Met, done.EffectiveWeight) : default);
        Assert.Equal((null, null, null, 0m, 0m), spreads.Lines[1] is var none ? (none.Value, none.Score, none.Met, none.EffectiveWeight, none.Points) : default);
        Assert.Equal((90m, 60m), (spreads.Total, spreads.ScorableWeight));
        Assert.Equal((90m * 0.6m) + (70 * 0.4m), neutrals.Total);
        // Nothing at all is no total, whatever the rule.
        Assert.Equal((null, 0m), (before.Total, before.ScorableWeight));
    }

    [Fact, Trait("Requirement", "R1102")]
    public async Task What_divides_by_nothing_has_the_value_its_definition_gives()
    {
        var world = await Open(app);
        var definition = Share("claim") with { ZeroDenominator = 100 };
        await world.Post<DefineKpi.Response>("kpis", new DefineKpi.Command("Z1", "索赔及时率", "Claims in time", definition, new(2026, 1, 1)));
        var card = (await world.Post<DefineCard.Response>("cards", new DefineCard.Command("Z", "Z", "Z", NotApplicableRule.Spread, [new("Z1", 100)]))).CardId;

        Assert.Equal(100, (await world.Scorecard(card)).Lines.Single().Value);
        await world.Requests(2, 1, "claim");
        await world.QuarterIsOver();
        Assert.Equal(50, (await world.Scorecard(card)).Lines.Single().Value);
    }

    [Fact, Trait("Requirement", "R1102")]
    public async Task A_formula_filters_by_type_adds_up_sums_rounds_and_knows_which_way_is_better()
    {
        var field = await FieldWorld.Open(app);
        var world = new PerformanceWorld(new DeskWorld(field.Company, field.Unit, field.Intake, field.Customer));
        await field.Completed(field.Zhao);
        await world.Requests(2, 2, "complaint");
        await world.Requests(4, 3);
        await world.QuarterIsOver();
        // The order's 45 minutes of work over three solved requests that are no complaints… and the order's own makes four.
        var definition = new KpiDefinition("每单工时", null, "minutes / (requests * 1)",
            [new("minutes", "field.order.completed", [], TermOf.Sum), new("requests", "desk.solve.met", [], TermOf.Count, ["complaint"])],
            Direction.Lower, Percent: false, Decimals: 2, Best: 0, Worst: 60, [PeriodKind.Quarter], Unit: "分钟/单");
        var kpi = (await world.Post<DefineKpi.Response>("kpis", new DefineKpi.Command("W1", "每单工时", "Minutes a request", definition, new(2026, 1, 1)))).KpiId;
        await world.Send($"kpis/{kpi}/targets", new SetKpiTarget.Command(PeriodKind.Quarter, 11.25m, new(2026, 1, 1)));
        var card = (await world.Post<DefineCard.Response>("cards", new DefineCard.Command("W", "W", "W", NotApplicableRule.Spread, [new("W1", 100)]))).CardId;

        var line = (await world.Scorecard(card)).Lines.Single();

        Assert.Equal((45m, 4m), (line.Counts["minutes"], line.Counts["requests"]));
        Assert.Equal((11.25m, " 分钟/单", true, 70m), (line.Value, line.Suffix, line.Met, line.Score));
        // What was counted of a work order leads to the order's ticket.
        var behind = Assert.Single((await world.Evidence(kpi, "minutes")).Rows);
        Assert.Equal(("高温报警，不脱水", 45), (behind.Fault, behind.Count));
    }

    [Fact]
    public async Task The_scorecard_says_the_same_before_and_after_the_fold()
    {
        var world = await Open(app);
        var tickets = await world.Requests(12, 9);
        await world.QuarterIsOver();
        var card = await world.Card();
        var unfolded = await world.Scorecard(card);

        await app.Tick(null, typeof(FoldMeasures));
        var folded = await world.Scorecard(card);
        // A paper slip turns a verdict after its day was folded: two measures more, of which the fold knows nothing yet.
        await app.Run(world.Company.System, new EnterEarlierFact.Command(EarlierFact.Responded, DeskWorld.Shanghai("2026-03-02 10:30"), "纸质单 0042") { Id = tickets[^1] });
        var corrected = await world.Scorecard(card);
        await app.Tick(null, typeof(FoldMeasures));

        Assert.Equal(75, unfolded.Lines[0].Value);
        Assert.Equal(Figures(unfolded), Figures(folded));
        Assert.Equal([75m, 83.3m], corrected.Lines.Select(line => line.Value));
        Assert.Equal(Figures(corrected), Figures(await world.Scorecard(card)));

        static IEnumerable<(decimal?, decimal, decimal)> Figures(ShowScorecard.Response card) => card.Lines.Select(line => (line.Value, line.Counts.Values.First(), line.Counts.Values.Last()));
    }

    [Fact]
    public async Task A_unit_shows_what_is_below_it_and_nobody_sees_beside_or_above()
    {
        var world = await Open(app);
        var east = await world.Company.AddUnit("浦东站", world.Unit, "station");
        var elsewhere = await world.Company.AddUnit("杭州服务中心");
        var card = await world.Card();
        var (here, there) = (await world.Company.AddPerson(east, "东东"), await world.Company.AddPerson(elsewhere, "杭杭"));
        await app.Run(world.Company.System, new PutOnIntakeRoster.Command(here) { Unit = east });
        await app.Run(world.Company.System, new PutOnIntakeRoster.Command(there) { Unit = elsewhere });
        await world.Requests(2, 2);
        await world.Requests(3, 3, handler: here, unit: east);
        await world.Requests(5, 5, handler: there, unit: elsewhere);
        decimal Reports(ShowScorecard.Response shown) => shown.Lines[0].Counts["repair_reports"];
        var stationer = world.Company.PersonOf(east, "performance.read");

        Assert.Equal((5m, 3m, 5m), (Reports(await world.Scorecard(card)), Reports(await world.Scorecard(card, unit: east, caller: stationer)), Reports(await world.Scorecard(card, unit: elsewhere))));
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.RefusedToShow($"cards/{card}/scorecard?unit={elsewhere}&period={Quarter}", world.Reader));
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.RefusedToShow($"cards/{card}/scorecard?unit={world.Unit}&period={Quarter}", stationer));
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.RefusedToShow($"cards/{card}/scorecard?unit=1&period={Quarter}"));
        // Somebody else's person does not come in through one's own unit.
        Assert.Equal(0, Reports(await world.Scorecard(card, unit: east, caller: stationer, person: there)));
        Assert.Empty((await world.Evidence((await world.Kpi("K03")).Id, "repair_reports", caller: world.Reader, person: there)).Rows);
        Assert.Equal(3, Reports(await world.Scorecard(card, unit: east, caller: stationer, person: here)));
    }

    [Fact]
    public async Task Whoever_works_in_the_field_sees_the_own_figures_and_no_others()
    {
        var world = await Open(app);
        var other = await world.Company.AddPerson(world.Unit, "钱工");
        await world.Requests(2, 2);
        await world.Requests(3, 3, handler: other);
        var card = await world.Card();
        var own = world.Company.Person("performance.read") with { SeesAllUnits = false, OwnOnly = true, HomeUnit = world.Unit, Person = other };

        Assert.Equal(3, (await world.Scorecard(card, caller: own, person: other)).Lines[0].Counts["repair_reports"]);
        Assert.Equal(3, (await world.Evidence((await world.Kpi("K03")).Id, "repair_reports", caller: own, person: other)).Rows.Count);
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.RefusedToShow($"cards/{card}/scorecard?unit={world.Unit}&period={Quarter}", own));
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.RefusedToShow($"cards/{card}/scorecard?unit={world.Unit}&period={Quarter}&person={world.Desk.Intake}", own));
        var choices = await app.Ask(own, new ChooseScorecard.Query());
        Assert.Equal((world.Unit, world.Unit, other), (Assert.Single(choices.Units).Id, choices.Home, choices.Own));
    }

    [Fact]
    public async Task The_choice_offers_the_cards_and_the_units_one_may_see_the_own_first()
    {
        var world = await Open(app);
        var elsewhere = await world.Company.AddUnit("杭州服务中心");

        var (mine, all) = (await app.Ask(world.Reader, new ChooseScorecard.Query()), await app.Ask(world.Manager with { HomeUnit = elsewhere }, new ChooseScorecard.Query()));

        Assert.Equal(("服务及时性考核表", "Timeliness of service"), Assert.Single(mine.Cards) is var card ? (card.NameZh, card.NameEn) : default);
        Assert.Equal((world.Unit, world.Unit, null), (Assert.Single(mine.Units).Id, mine.Home, mine.Own));
        Assert.Equal((2, elsewhere), (all.Units.Count, all.Home));
    }

    [Fact]
    public async Task Figures_need_a_permission_and_stay_inside_the_company()
    {
        var (world, other) = (await Open(app), await Open(app));
        await world.Requests(1, 1);
        var (card, kpi) = (await world.Card(), (await world.Kpi("K03")).Id);
        var scorecard = $"cards/{card}/scorecard?unit={world.Unit}&period={Quarter}";
        var evidence = $"kpis/{kpi}/evidence?unit={world.Unit}&period={Quarter}&term=repair_reports";

        foreach (var path in new[] { scorecard, evidence, "kpis", "kpi-results", $"kpis/values?unit={world.Unit}&from=2026-01-01&to=2026-03-31" })
        {
            Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.RefusedToShow(path, world.Desk.Agent));
            Assert.Equal((HttpStatusCode.Unauthorized, "sign-in.required"), await world.RefusedToShow(path, Caller.Anonymous()));
        }
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(world.Desk.Agent, new ChooseScorecard.Query())));
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.RefusedToShow(scorecard, other.Manager));
        Assert.Equal((HttpStatusCode.NotFound, "card.not-found"), await world.RefusedToShow($"cards/{card}/scorecard?unit={other.Unit}&period={Quarter}", other.Manager));
        Assert.Equal((HttpStatusCode.NotFound, "kpi.not-found"), await world.RefusedToShow($"kpis/{kpi}/evidence?unit={other.Unit}&period={Quarter}&term=repair_reports", other.Manager));
        Assert.Equal((HttpStatusCode.BadRequest, "kpi.term-unknown"), await world.RefusedToShow(evidence.Replace("repair_reports", "nonsense", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.BadRequest, "period.malformed"), await world.RefusedToShow(scorecard.Replace(Quarter, "2026-Q5", StringComparison.Ordinal)));
    }
}
