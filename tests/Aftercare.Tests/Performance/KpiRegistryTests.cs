using System.Net;
using Aftercare.Modules.Performance;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using NodaTime;
using static Aftercare.Tests.Performance.PerformanceWorld;

namespace Aftercare.Tests.Performance;

/// <summary>Definitions in versions, targets, cards: DefineKpi, ChangeKpi, ListKpis, SetKpiTarget, LoadStandardKpis, DefineCard.</summary>
public sealed class KpiRegistryTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly LocalDate NewYear = new(2026, 1, 1);

    [Fact, Trait("Requirement", "R1101")]
    public async Task A_changed_formula_is_V1_1_the_old_result_stays_and_both_can_be_looked_up()
    {
        var world = await Open(app);
        var sheet = new KpiDefinition("及时响应的服务请求占全部服务请求的比例", "客户的每个请求都及时得到答复", "timely / all_requests",
            [new("timely", "desk.respond.met", []), new("all_requests", "desk.respond.settled", [])],
            Direction.Higher, Percent: true, Decimals: 1, Best: 100, Worst: 0, [PeriodKind.Quarter],
            Notes: "以首次答复为准", OutputDepartment: "售后服务部", StatisticPoint: "响应时效停止或到期时", ResponsibleDepartment: "售后服务部", ResponsiblePost: "服务部门经理");
        var defined = await world.Post<DefineKpi.Response>("kpis", new DefineKpi.Command("R1", "响应及时率", "Response timeliness rate", sheet, NewYear, "timeliness", "department"));
        await world.Requests(4, 3);
        await world.Requests(2, 0, "complaint");
        await world.QuarterIsOver();
        var old = await world.Freeze(defined.KpiId);

        var stricter = sheet with { Formula = "timely / (all_requests - complaints)", Terms = [.. sheet.Terms, new("complaints", "desk.respond.settled", ["complaint"])] };
        var changed = await world.Post<ChangeKpi.Response>($"kpis/{defined.KpiId}/versions", new ChangeKpi.Command(stricter, NewYear, "投诉另行统计"));

        Assert.Equal(("V1.0", "V1.1", 50.0m), (defined.Version, changed.Version, old.Value));
        var listed = await world.Kpi("R1");
        Assert.Equal(("响应及时率", "Response timeliness rate", "timeliness", "department", 2), (listed.NameZh, listed.NameEn, listed.Category, listed.Level, listed.Version));
        Assert.Equal([("V1.1", stricter.Formula), ("V1.0", sheet.Formula)], listed.Versions.Select(version => (version.Label, version.Definition.Formula)));
        var first = listed.Versions[1].Definition;
        Assert.Equal((sheet.Definition, sheet.Purpose, sheet.Notes, sheet.OutputDepartment, sheet.StatisticPoint, sheet.ResponsibleDepartment, sheet.ResponsiblePost),
            (first.Definition, first.Purpose, first.Notes, first.OutputDepartment, first.StatisticPoint, first.ResponsibleDepartment, first.ResponsiblePost));
        Assert.Equal([PeriodKind.Quarter], first.Periods);
        var kept = await world.Result(old.ResultId);
        Assert.Equal(("V1.0", sheet.Formula, 50.0m, 50.0m, 50.0m), (kept.DefinitionVersion, kept.Formula, kept.Value, kept.Computed, kept.Recomputed));
        Assert.Equal((3m, 6m), (kept.Counts["timely"], kept.Counts["all_requests"]));
        var now = (await world.Get<ComputeKpis.Response>($"kpis/values?unit={world.Unit}&from=2026-01-01&to=2026-03-31")).Kpis.Single(kpi => kpi.Code == "R1");
        Assert.Equal(("V1.1", stricter.Formula, 75.0m), (now.Version, now.Formula, now.Value));
    }

    [Fact, Trait("Requirement", "R1101")]
    public async Task A_period_is_computed_by_the_definition_in_force_on_its_last_day()
    {
        var world = await Open(app);
        var kpi = await world.DefineShare("S1", "repair");
        await world.Requests(4, 3);
        await world.QuarterIsOver();
        await world.Post<ChangeKpi.Response>($"kpis/{kpi}/versions", new ChangeKpi.Command(Share("repair") with { Formula = "(settled - met) / settled" }, new(2026, 4, 1), "改为超时率"));
        async Task<(string, decimal?)> On(string from, string to) => (await world.Get<ComputeKpis.Response>($"kpis/values?unit={world.Unit}&from={from}&to={to}")).Kpis.Single(row => row.Code == "S1") is var row ? (row.Version, row.Value) : default;

        Assert.Equal(("V1.0", 75.0m), await On("2026-01-01", "2026-03-31"));
        Assert.Equal(("V1.1", 25.0m), await On("2026-03-01", "2026-04-01"));
    }

    [Fact]
    public async Task A_sheet_that_cannot_be_computed_is_refused_at_its_field()
    {
        var world = await Open(app);
        Task<(HttpStatusCode, string?)> Define(KpiDefinition sheet, string number = "X1") => world.Refused("kpis", new DefineKpi.Command(number, "x", "x", sheet, NewYear));
        var sheet = Share("repair");

        Assert.Equal((HttpStatusCode.BadRequest, "formula.malformed"), await Define(sheet with { Formula = "met / (settled" }));
        Assert.Equal((HttpStatusCode.BadRequest, "formula.malformed"), await Define(sheet with { Formula = "met / 1.2.3" }));
        Assert.Equal((HttpStatusCode.BadRequest, "kpi.term-unknown"), await Define(sheet with { Formula = "met / everything" }));
        Assert.Equal((HttpStatusCode.BadRequest, "kpi.term-twice"), await Define(sheet with { Terms = [.. sheet.Terms, sheet.Terms[0]] }));
        Assert.Equal((HttpStatusCode.BadRequest, "request.invalid"), await Define(sheet with { Terms = [] }));
        Assert.Equal((HttpStatusCode.BadRequest, "request.invalid"), await Define(sheet with { Definition = "" }));
        Assert.Equal((HttpStatusCode.Conflict, "kpi.number-taken"), await Define(sheet, "K03"));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.Refused("kpis", new DefineKpi.Command("X1", "x", "x", sheet, NewYear), world.Reader));
        Assert.DoesNotContain((await world.Get<ListKpis.Response>("kpis")).Kpis, kpi => kpi.Number == "X1");
    }

    [Fact]
    public async Task A_change_needs_a_reason_the_permission_and_the_version_that_was_read()
    {
        var world = await Open(app);
        var kpi = await world.Kpi("K08");
        ChangeKpi.Command Change(string reason = "更严格") => new(Share("repair"), NewYear, reason, kpi.Version);
        var path = $"kpis/{kpi.Id}/versions";

        Assert.Equal((HttpStatusCode.BadRequest, "request.invalid"), await world.Refused(path, Change("")));
        Assert.Equal((HttpStatusCode.BadRequest, "kpi.term-unknown"), await world.Refused(path, Change() with { Definition = Share("repair") with { Formula = "nothing" } }));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.Refused(path, Change(), world.Reader));
        Assert.Equal((HttpStatusCode.NotFound, "kpi.not-found"), await world.Refused(path, Change(), (await Open(app)).Manager));
        Assert.Equal("V1.1", (await world.Post<ChangeKpi.Response>(path, Change())).Version);
        Assert.Equal((HttpStatusCode.Conflict, "changed-meanwhile"), await world.Refused(path, Change()));
        Assert.Equal(2, (await world.Kpi("K08")).Versions.Count);
    }

    [Fact, Trait("Requirement", "R1104")]
    public async Task Targets_hold_for_a_length_of_period_from_a_day_on_and_a_units_own_goes_first()
    {
        var world = await Open(app);
        var east = await world.Company.AddUnit("浦东站", world.Unit, "station");
        var (kpi, card) = (await world.Kpi("K03"), await world.Card());
        async Task<decimal?> Target(string period, UnitId? unit = null) => (await world.Scorecard(card, period, unit: unit)).Lines[0].Target;

        // Shipped: 95 % in all four periods.
        Assert.Equal([95m, 95m, 95m, 95m], kpi.Targets.Select(target => target.Value));
        foreach (var period in new[] { "2026-03", "2026-Q1", "2026-H1", "2026" }) Assert.Equal(95, await Target(period));

        await world.Send($"kpis/{kpi.Id}/targets", new SetKpiTarget.Command(PeriodKind.Quarter, 96, new(2026, 4, 1)));
        await world.Send($"kpis/{kpi.Id}/targets", new SetKpiTarget.Command(PeriodKind.Quarter, 90, NewYear, east));

        Assert.Equal((95m, 96m, 95m), (await Target("2026-Q1"), await Target("2026-Q2"), await Target("2026-04")));
        Assert.Equal((90m, 90m, 95m), (await Target("2026-Q1", east), await Target("2026-Q2", east), await Target("2026-03", east)));
        Assert.Null((await world.Scorecard(card, "2025-Q4")).Lines[0].Target);
        Assert.Equal((HttpStatusCode.Conflict, "changed-meanwhile"), await world.Refused($"kpis/{kpi.Id}/targets", new SetKpiTarget.Command(PeriodKind.Year, 1, NewYear, Version: kpi.Version)));
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.Refused($"kpis/{kpi.Id}/targets", new SetKpiTarget.Command(PeriodKind.Year, 1, NewYear, new(1))));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.Refused($"kpis/{kpi.Id}/targets", new SetKpiTarget.Command(PeriodKind.Year, 1, NewYear), world.Reader));
    }

    [Fact]
    public async Task The_shipped_sheets_say_what_the_table_of_definitions_says()
    {
        var world = await Open(app);
        var (k03, k08) = (await world.Kpi("K03"), await world.Kpi("K08"));

        Assert.Equal(("报修处理及时率", "Repair handling timeliness", "repairs_on_time / repair_reports"), (k03.NameZh, k03.NameEn, k03.Versions[0].Definition.Formula));
        Assert.Equal(("响应及时率", "Response timeliness rate", "timely_responded_requests / all_requests"), (k08.NameZh, k08.NameEn, k08.Versions[0].Definition.Formula));
        Assert.All([k03, k08], kpi => Assert.Equal(("V1.0", Direction.Higher, true, "%"), kpi.Versions[0] is var sheet ? (sheet.Label, sheet.Definition.Direction, sheet.Definition.Percent, sheet.Definition.Suffix()) : default));
        Assert.Equal([PeriodKind.Month, PeriodKind.Quarter, PeriodKind.HalfYear, PeriodKind.Year], k03.Versions[0].Definition.Periods);
        Assert.Contains(PeriodKind.Quarter, k08.Versions[0].Definition.Periods);
        Assert.Equal(100, k08.Targets.Single(target => target.Period == PeriodKind.Quarter).Value);
        var sheet = k08.Versions[0].Definition;
        Assert.Contains("After-sales department", sheet.OutputDepartment, StringComparison.Ordinal);
        Assert.Contains("Service department manager", sheet.ResponsiblePost, StringComparison.Ordinal);
        Assert.NotNull(sheet.StatisticPoint);
    }

    [Fact]
    public async Task Loading_the_shipped_indicators_again_leaves_what_the_company_made_of_them()
    {
        var world = await Open(app);
        var (kpi, card) = (await world.Kpi("K03"), await world.Card());
        await world.Post<ChangeKpi.Response>($"kpis/{kpi.Id}/versions", new ChangeKpi.Command(Share("repair"), NewYear, "自定义"));
        await world.Post<DefineCard.Response>("cards", new DefineCard.Command("TIMELINESS", "我们的表", "Our card", NotApplicableRule.Neutral, [new("K03", 100)]));

        Assert.Empty((await world.Post<LoadStandardKpis.Response>("kpis/standard", new LoadStandardKpis.Command(NewYear))).Added);

        Assert.Equal(2, (await world.Kpi("K03")).Versions.Count);
        var kept = (await world.Get<ListKpis.Response>("kpis")).Cards.Single();
        Assert.Equal((card, "Our card", NotApplicableRule.Neutral, 2), (kept.Id, kept.NameEn, kept.NotApplicable, kept.Version));
        Assert.Equal((kpi.Id, 100m), Assert.Single(kept.Lines) is var line ? (line.Kpi, line.Percent) : default);
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.Refused("kpis/standard", new LoadStandardKpis.Command(NewYear), world.Reader));
    }

    [Fact, Trait("Requirement", "R1105")]
    public async Task A_card_names_each_indicator_once_and_its_weights_are_a_hundred()
    {
        var world = await Open(app);
        Task<(HttpStatusCode, string?)> Card(Caller? caller, int? version, params DefineCard.Line[] lines) => world.Refused("cards", new DefineCard.Command("TIMELINESS", "表", "Card", NotApplicableRule.Spread, lines, version), caller);

        Assert.Equal((HttpStatusCode.BadRequest, "weights.not-100"), await Card(null, null, new("K03", 60), new("K08", 39)));
        Assert.Equal((HttpStatusCode.BadRequest, "card.kpi-twice"), await Card(null, null, new("K03", 60), new("K03", 40)));
        Assert.Equal((HttpStatusCode.BadRequest, "kpi.not-found"), await Card(null, null, new("K03", 60), new("K99", 40)));
        Assert.Equal((HttpStatusCode.BadRequest, "request.invalid"), await Card(null, null));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await Card(world.Reader, null, new DefineCard.Line("K03", 100)));
        Assert.Equal((HttpStatusCode.Conflict, "changed-meanwhile"), await Card(null, 7, new DefineCard.Line("K03", 100)));
        var untouched = (await world.Get<ListKpis.Response>("kpis")).Cards.Single();
        Assert.Equal((1, 60m, 40m), (untouched.Version, untouched.Lines[0].Percent, untouched.Lines[1].Percent));
    }
}
