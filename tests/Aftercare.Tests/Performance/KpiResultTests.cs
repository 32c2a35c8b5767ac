using System.Net;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Performance;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Aftercare.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using static Aftercare.Tests.Performance.PerformanceWorld;

namespace Aftercare.Tests.Performance;

/// <summary>Frozen figures: FreezeKpi, CorrectResult, ShowResult, ListResults, ComputeKpis.</summary>
public sealed class KpiResultTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R1505"), Trait("Requirement", "R1110")]
    public async Task A_correction_from_94_4_to_95_0_is_shown_with_user_time_reason_old_and_new_value()
    {
        var world = await Open(app);
        await world.Requests(160, 151);
        await world.QuarterIsOver();
        var frozen = await world.Freeze((await world.Kpi("K03")).Id);
        var before = await world.Result(frozen.ResultId);
        app.Time.SetShanghai("2026-04-15 11:20");

        var correction = new CorrectResult.Command(95.0m, "工单 SR260302-0152 被重复登记", before.Version);
        Assert.Equal(HttpStatusCode.NoContent, (await world.Send($"kpi-results/{frozen.ResultId}/correct", correction)).StatusCode);

        Assert.Equal((94.4m, false, 59.62m), (before.Value, before.Met, before.Score));
        var after = await world.Result(frozen.ResultId);
        Assert.Equal((95.0m, true, 70m), (after.Value, after.Met, after.Score));
        // What was computed stays, and is still what its own counts give.
        Assert.Equal((94.4m, 94.4m), (after.Computed, after.Recomputed));
        var entry = (await world.Get<PageOf<AuditTrail.Entry>>($"audit?record={frozen.ResultId}")).Items[0];
        Assert.Equal(("李经理", app.Time.Now, "工单 SR260302-0152 被重复登记", "Performance.CorrectResult"), (entry.Actor, entry.At, entry.Reason, entry.Use));
        Assert.Contains(new AuditTrail.Change("kpi_results", $"{frozen.ResultId}", "Value", "94.4", "95.0"), entry.Changes);
        var page = WebUtility.HtmlDecode(await app.ClientFor(world.Manager).GetStringAsync($"/admin/audit?record={frozen.ResultId}"));
        foreach (var shown in new[] { ">94.4</del>", ">95.0</ins>", "李经理", "工单 SR260302-0152 被重复登记" }) Assert.Contains(shown, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_needs_a_reason_the_right_to_approve_and_the_version_that_was_read()
    {
        var world = await Open(app);
        await world.Requests(2, 1);
        await world.QuarterIsOver();
        var frozen = await world.Freeze((await world.Kpi("K03")).Id);
        var path = $"kpi-results/{frozen.ResultId}/correct";

        Assert.Equal((HttpStatusCode.BadRequest, "request.invalid"), await world.Refused(path, new CorrectResult.Command(60, "", 1)));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.Refused(path, new CorrectResult.Command(60, "x", 1), world.Company.Person("performance.read", "performance.manage")));
        Assert.Equal((HttpStatusCode.NotFound, "kpi-result.not-found"), await world.Refused(path, new CorrectResult.Command(60, "x", 1), world.Company.PersonOf(new(7), "performance.approve")));
        Assert.Equal((HttpStatusCode.NotFound, "kpi-result.not-found"), await world.Refused(path, new CorrectResult.Command(60, "x", 1), (await Open(app)).Manager));
        await world.QuarterIsOver();
        await world.Send(path, new CorrectResult.Command(60, "重新核对", 1));
        Assert.Equal((HttpStatusCode.Conflict, "changed-meanwhile"), await world.Refused(path, new CorrectResult.Command(70, "同时修改", 1)));
        Assert.Equal(60, (await world.Result(frozen.ResultId)).Value);
    }

    [Fact, Trait("Requirement", "R1117")]
    public async Task What_is_entered_late_moves_todays_figure_and_not_the_frozen_one()
    {
        var world = await Open(app);
        var tickets = await world.Requests(4, 3);
        await world.QuarterIsOver();
        var kpi = (await world.Kpi("K08")).Id;
        var frozen = await world.Freeze(kpi);
        Assert.Equal(frozen.Value, (await world.Get<PageOf<ListResults.Row>>("kpi-results")).Items.Single().Today);

        await app.Run(world.Company.System, new EnterEarlierFact.Command(EarlierFact.Responded, DeskWorld.Shanghai("2026-03-02 10:30"), "纸质单 0042") { Id = tickets[3] });

        var listed = Assert.Single((await world.Get<PageOf<ListResults.Row>>("kpi-results")).Items);
        Assert.Equal(("K08", "V1.0", Quarter, 75m, 75m, 75m, 100m), (listed.Number, listed.DefinitionVersion, listed.Period, listed.Value, listed.Computed, listed.Again, listed.Today));
        Assert.Equal((75m, 75m), await world.Result(frozen.ResultId) is var result ? (result.Value, result.Recomputed) : default);
        Assert.Equal(100, (await world.Scorecard(await world.Card())).Lines[1].Value);
    }

    [Fact, Trait("Requirement", "R1524")]
    public async Task A_frozen_value_is_computed_again_after_other_definitions_other_targets_and_a_rebuild()
    {
        var world = await Open(app);
        await world.Requests(7, 5);
        await world.QuarterIsOver();
        await app.Tick(null, typeof(FoldMeasures));
        var kpi = await world.Kpi("K03");
        var frozen = await world.Freeze(kpi.Id);
        await world.Post<ChangeKpi.Response>($"kpis/{kpi.Id}/versions", new ChangeKpi.Command(Share("claim"), new(2026, 1, 1), "只统计索赔"));
        await world.Send($"kpis/{kpi.Id}/targets", new SetKpiTarget.Command(PeriodKind.Quarter, 50, new(2026, 1, 1)));

        // Totals that somebody spoiled behind the product's back: what is computed now is wrong, until they are added up again.
        await app.Look(world.Company.Id, db => db.Database.ExecuteSqlAsync($"update measure_days set count = count + 3 where company_id = {world.Company.Id.Value} and name = 'desk.solve.met'"));
        var spoiled = Assert.Single((await world.Get<PageOf<ListResults.Row>>("kpi-results")).Items);
        await app.Run(world.Company.Person("platform.manage"), new StartRebuildFigures.Command());
        await app.Settle();
        var rebuilt = Assert.Single((await world.Get<PageOf<ListResults.Row>>("kpi-results")).Items);

        Assert.Equal((71.4m, 71.4m, 114.3m), (spoiled.Computed, spoiled.Again, spoiled.Today));
        Assert.Equal((71.4m, 71.4m, 71.4m), (rebuilt.Computed, rebuilt.Again, rebuilt.Today));
        Assert.Equal(("V1.0", 95m, false), await world.Result(frozen.ResultId) is var result ? (result.DefinitionVersion, result.Target, result.Met) : default);
    }

    [Fact]
    public async Task A_figure_is_frozen_once_when_its_period_is_over_and_only_for_periods_it_is_kept_for()
    {
        var world = await Open(app);
        await world.Requests(2, 1);
        var (k03, k08) = ((await world.Kpi("K03")).Id, (await world.Kpi("K08")).Id);
        Task<(HttpStatusCode, string?)> Refused(Modules.Performance.Face.KpiId kpi, string period, Caller? caller = null) => world.Refused($"kpis/{kpi}/results", new FreezeKpi.Command(world.Unit, period), caller);

        Assert.Equal((HttpStatusCode.BadRequest, "kpi.period-running"), await Refused(k03, "2026-03"));
        await world.QuarterIsOver();
        Assert.Equal((HttpStatusCode.BadRequest, "kpi.period-running"), await Refused(k03, "2026"));
        Assert.Equal((HttpStatusCode.BadRequest, "kpi.period-not-kept"), await Refused(k08, "2025-H2"));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await Refused(k03, "2026-03", world.Reader));
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await Refused(k03, "2026-03", world.Company.PersonOf(new(7), "performance.manage")));

        await world.Freeze(k03, "2026-03");
        Assert.Equal((HttpStatusCode.Conflict, "kpi.already-frozen"), await Refused(k03, "2026-03"));
        Assert.Equal((HttpStatusCode.Conflict, "kpi.already-frozen"), await Refused(k03, "2026-3"));
        // A person's is another figure; the same quarter too.
        await world.Freeze(k03, "2026-03", world.Desk.Intake);
        await world.Freeze(k03);
        Assert.Equal(3, (await world.Get<PageOf<ListResults.Row>>("kpi-results")).Items.Count);
    }

    [Fact]
    public async Task Of_two_who_freeze_at_the_same_moment_one_comes_too_late()
    {
        var world = await Open(app);
        await world.QuarterIsOver();
        var kpi = (await world.Kpi("K03")).Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.Send($"kpis/{kpi}/results", new FreezeKpi.Command(world.Unit, Quarter))));

        Assert.Equal([HttpStatusCode.Created, .. Enumerable.Repeat(HttpStatusCode.Conflict, 5)], answers.Select(answer => answer.StatusCode).Order());
        Assert.Single((await world.Get<PageOf<ListResults.Row>>("kpi-results")).Items);
    }

    [Fact]
    public async Task Frozen_figures_are_seen_by_whoever_sees_the_unit_and_the_own_by_the_person()
    {
        var world = await Open(app);
        await world.Requests(2, 1);
        await world.QuarterIsOver();
        var kpi = (await world.Kpi("K03")).Id;
        var (units, persons) = ((await world.Freeze(kpi)).ResultId, (await world.Freeze(kpi, person: world.Desk.Intake)).ResultId);
        var (own, stranger) = (world.Company.Person("performance.read") with { SeesAllUnits = false, OwnOnly = true, Person = world.Desk.Intake }, world.Company.PersonOf(new(7), "performance.read"));
        async Task<IEnumerable<Modules.Performance.Face.KpiResultId>> Seen(Caller caller) => (await world.Get<PageOf<ListResults.Row>>("kpi-results", caller)).Items.Select(row => row.Id);

        Assert.Equal([persons, units], await Seen(world.Reader));
        Assert.Equal([persons], await Seen(own));
        Assert.Empty(await Seen(stranger));
        Assert.Equal((HttpStatusCode.NotFound, "kpi-result.not-found"), await world.RefusedToShow($"kpi-results/{units}", own));
        Assert.Equal((HttpStatusCode.NotFound, "kpi-result.not-found"), await world.RefusedToShow($"kpi-results/{units}", stranger));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.RefusedToShow($"kpi-results/{units}", world.Desk.Agent));
        Assert.Equal(50, (await world.Get<ShowResult.Response>($"kpi-results/{persons}", own)).Value);
    }

    [Fact]
    public async Task Frozen_figures_come_in_pages_the_newest_first()
    {
        var world = await Open(app);
        await world.QuarterIsOver();
        var kpi = (await world.Kpi("K03")).Id;
        for (var month = 0; month < 54; month++) await world.Freeze(kpi, $"{2021 + (month / 12)}-{(month % 12) + 1:00}");

        var first = await world.Get<PageOf<ListResults.Row>>("kpi-results");
        var rest = await world.Get<PageOf<ListResults.Row>>($"kpi-results?after={first.Next}");

        Assert.Equal((50, 4, null), (first.Items.Count, rest.Items.Count, rest.Next));
        Assert.Equal((54, "2025-06", "2021-01"), first.Items.Concat(rest.Items).Select(row => row.Period).ToList() is var periods ? (periods.Distinct().Count(), periods[0], periods[^1]) : default);
        Assert.All(first.Items, row => Assert.Null(row.Value));
    }

    [Fact]
    public async Task All_indicators_are_computed_for_any_stretch_of_days()
    {
        var world = await Open(app);
        await world.Requests(4, 3);
        app.Time.SetShanghai("2026-03-03 10:00");
        await world.Requests(2, 2);
        await world.QuarterIsOver();
        async Task<IEnumerable<(string, decimal?, string)>> Values(string from, string to, Caller? caller = null) =>
            (await world.Get<ComputeKpis.Response>($"kpis/values?unit={world.Unit}&from={from}&to={to}", caller)).Kpis.Select(kpi => (kpi.Code, kpi.Value, kpi.Suffix));

        Assert.Equal([("K03", 75m, "%"), ("K08", 75m, "%")], await Values("2026-03-02", "2026-03-02", world.Reader));
        Assert.Equal([("K03", 83.3m, "%"), ("K08", 83.3m, "%")], await Values("2026-03-02", "2026-03-03"));
        Assert.Equal([("K03", 100m, "%"), ("K08", 100m, "%")], await Values("2026-03-03", "2026-03-03"));
        Assert.Equal([("K03", null, "%"), ("K08", null, "%")], await Values("2026-03-04", "2026-03-31"));
        Assert.Equal((HttpStatusCode.BadRequest, "kpi.days-reversed"), await world.RefusedToShow($"kpis/values?unit={world.Unit}&from=2026-03-03&to=2026-03-02"));
        Assert.Equal((HttpStatusCode.BadRequest, "date.malformed"), await world.RefusedToShow($"kpis/values?unit={world.Unit}&from=yesterday&to=2026-03-02"));
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.RefusedToShow($"kpis/values?unit=1&from=2026-03-02&to=2026-03-02", world.Reader));
    }
}
