using System.Net;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Performance;
using Aftercare.Modules.Quality;
using Aftercare.Modules.Satisfaction;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using NodaTime;
using static Aftercare.Tests.Performance.PerformanceWorld;

namespace Aftercare.Tests.Performance;

/// <summary>The delivered indicators and cards: ListLibrary, LoadStandardKpis, the cards S5 and S6 from live records; and the daily repair report: ShowDailyReport.</summary>
public sealed class StandardCardTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly LocalDate NewYear = new(2026, 1, 1);

    [Fact, Trait("Requirement", "R1103")]
    public async Task Seven_indicators_of_the_service_persons_card_are_activated_in_one_step_with_weights_of_a_hundred()
    {
        var world = await Open(app);

        var added = (await world.Post<LoadStandardKpis.Response>("kpis/standard", new LoadStandardKpis.Command(NewYear, ["S5"]))).Added;

        Assert.Equal(["K01", "K02", "K04", "K05", "K06", "K07"], added); // K03 was there
        var all = await world.Get<ListKpis.Response>("kpis");
        var card = all.Cards.Single(card => card.Code == "S5");
        Assert.Equal([18, 23, 16, 8, 15, 10, 10], card.Lines.Select(line => line.Percent));
        Assert.Equal((100m, "V1.0", true), (card.Lines.Sum(line => line.Percent), card.Edition, card.IsWeighed));
        Assert.Empty((await world.Post<LoadStandardKpis.Response>("kpis/standard", new LoadStandardKpis.Command(NewYear, ["S5"]))).Added);
        // Targets of all four periods (R1104).
        Assert.Equal([100m, 100m, 100m, 100m], all.Kpis.Single(kpi => kpi.Number == "K07").Targets.Select(target => target.Value));
        Assert.Equal((HttpStatusCode.BadRequest, "card.not-shipped"), await world.Refused("kpis/standard", new LoadStandardKpis.Command(NewYear, ["S99"])));
        Assert.Equal((HttpStatusCode.BadRequest, "kpi.not-found"), await world.Refused("kpis/standard", new LoadStandardKpis.Command(NewYear, Kpis: ["K99"])));
        Assert.Equal((HttpStatusCode.Forbidden, "permission.missing"), await world.Refused("kpis/standard", new LoadStandardKpis.Command(NewYear, ["S6"]), world.Reader));
    }

    [Fact, Trait("Requirement", "R1103")]
    public async Task All_sixty_indicators_are_delivered_each_with_a_live_source_or_the_reason_why_not()
    {
        var world = await Open(app);
        var library = await world.Get<ListLibrary.Response>("kpis/library");

        Assert.Equal(Enumerable.Range(1, 60).Select(number => $"K{number:00}"), library.Kpis.Select(kpi => kpi.Number));
        Assert.Equal(["K03", "K08"], library.Kpis.Where(kpi => kpi.Active).Select(kpi => kpi.Number));
        Assert.Equal(["K03", "K04", "K05", "K06", "K08", "K09", "K13", "K15", "K17", "K22", "K35", "K36", "K39", "K42"], library.Kpis.Where(kpi => kpi.NoSource is null).Select(kpi => kpi.Number));
        Assert.All(StandardLibrary.Shipped.Kpis.Where(kpi => kpi.Definition.NoSource is null), kpi => Assert.Null(kpi.Definition.WhyNot()));
        var added = await world.Post<LoadStandardKpis.Response>("kpis/standard", new LoadStandardKpis.Command(NewYear, Kpis: [.. library.Kpis.Select(kpi => kpi.Number)]));
        Assert.Equal(58, added.Added.Count);
        Assert.Equal(60, (await world.Get<ListKpis.Response>("kpis")).Kpis.Count);
        // What nothing counts cannot be frozen either.
        await world.QuarterIsOver();
        Assert.Equal((HttpStatusCode.Conflict, "kpi.no-source"), await world.Refused($"kpis/{(await world.Kpi("K01")).Id}/results", new FreezeKpi.Command(world.Unit, Quarter)));
    }

    [Fact, Trait("Requirement", "R1107"), Trait("Requirement", "R1108"), Trait("Requirement", "R1106")]
    public async Task The_service_persons_card_comes_from_live_records_names_what_has_no_source_and_makes_no_total_of_it()
    {
        var field = await FieldWorld.Open(app);
        var world = new PerformanceWorld(new DeskWorld(field.Company, field.Unit, field.Intake, field.Customer));
        await world.Post<LoadStandardKpis.Response>("kpis/standard", new LoadStandardKpis.Command(NewYear, ["S5"]));
        await world.Requests(20, 19, handler: field.Zhao);
        await world.Requests(4, 4, "commissioning", field.Zhao);
        var order = await field.Completed(field.Zhao);
        await app.Run(field.Dispatcher, new RecordPhoneRating.Command(5) { Id = order });
        await world.QuarterIsOver();
        var card = await world.Card("S5");

        var clean = await world.Scorecard(card, person: field.Zhao);

        Assert.Equal(["K01", "K02", "K07"], clean.Lines.Where(line => line.NoSource is not null).Select(line => line.Number));
        Assert.All(clean.Lines.Where(line => line.NoSource is not null), line => Assert.Equal((null, null, 0m, 0), (line.Value, line.Score, line.Points, line.Counts.Count)));
        Assert.Equal((null, 49m, 51m, "赵工"), (clean.Total, clean.ScorableWeight, clean.MissingWeight, clean.PersonName));
        ShowScorecard.Line Line(ShowScorecard.Response shown, string number) => shown.Lines.Single(line => line.Number == number);
        Assert.Equal((95.0m, 95m, true, 70m, Band.Above), Line(clean, "K03") is var repairs ? (repairs.Value, repairs.Target, repairs.Met, repairs.Score, repairs.Band) : default);
        Assert.Equal((100m, 100m, Band.FarAbove), Line(clean, "K04") is var starts ? (starts.Value, starts.Score, starts.Band) : default);
        Assert.Equal((100m, 99m, 100m), Line(clean, "K05") is var rated ? (rated.Value, rated.Target, rated.Score) : default);
        // No complaint at all reaches a target that cannot be beaten: 70 when strict.
        Assert.Equal((0m, true, 70m), Line(clean, "K06") is var none ? (none.Value, none.Met, none.Score) : default);
        Assert.Equal((70 * 0.16m) + (100 * 0.08m) + (100 * 0.15m) + (70 * 0.10m), clean.Subtotal);

        // The same card with the natural limit full, and 70 still "met": a new edition from April; the first quarter keeps the old one.
        var lines = StandardLibrary.Shipped.Cards.Single(one => one.Code == "S5").Lines.Select(line => new DefineCard.Line(line.Kpi, line.Weight)).ToList();
        DefineCard.Command Again(LocalDate from) => new("S5", "考核表", "Card", NotApplicableRule.Spread, lines, Bands: new(UpperWins: false), NaturalLimitCountsFull: true, EffectiveFrom: from);
        await world.Post<DefineCard.Response>("cards", Again(new(2026, 4, 1)));
        Assert.Equal((70m, "V1.0"), await world.Scorecard(card, person: field.Zhao) is var kept ? (Line(kept, "K06").Score, kept.Edition) : default);
        await world.Post<DefineCard.Response>("cards", Again(new(2026, 3, 1)));
        var full = await world.Scorecard(card, person: field.Zhao);
        Assert.Equal((100m, "V1.2"), (Line(full, "K06").Score, full.Edition));
        Assert.Equal(Band.Met, Line(full, "K03").Band);
        Assert.Equal((HttpStatusCode.BadRequest, "card.bands-not-in-order"), await world.Refused("cards", Again(new(2026, 5, 1)) with { Bands = new(60, 70, 90) }));

        // A valid complaint about him shows on his card and leads back to the complaint; a unit's card leads to its people.
        var officer = world.Company.PersonOf(world.Unit, "quality.read", "quality.do", "desk.read") with { Person = field.Intake };
        var complaint = await app.Run(officer, new RegisterComplaint.Command("上门迟到两小时", ComplaintCategory.Person, Customer: field.Customer, About: field.Zhao, ReceivedAt: DeskWorld.Shanghai("2026-03-20 10:00")));
        await app.Run(officer, new VerifyComplaint.Command(true, "属实，已致歉") { Id = complaint.Id });
        var told = Line(await world.Scorecard(card, person: field.Zhao), "K06");
        Assert.Equal((1m, false, 54m), (told.Value, told.Met, told.Score));
        var row = Assert.Single((await world.Evidence(told.Kpi, "complaints", person: field.Zhao)).Rows);
        Assert.Equal((complaint.Id, complaint.Number, "上门迟到两小时"), (row.Complaint, row.Number, row.Fault));
        Assert.Contains((await world.Scorecard(card)).People, person => person.Id == field.Zhao && person.Name == "赵工");
        // Who works in the field sees the own card and nobody else's.
        var zhao = field.Technician(field.Zhao) with { Permissions = world.Reader.Permissions };
        Assert.Equal(95.0m, Line(await world.Scorecard(card, caller: zhao, person: field.Zhao), "K03").Value);
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.RefusedToShow($"cards/{card}/scorecard?unit={world.Unit}&period={Quarter}&person={field.Qian}", zhao));
    }

    [Fact, Trait("Requirement", "R409")]
    public async Task The_daily_repair_report_comes_from_the_jobs_and_flags_two_at_the_same_minute_40_km_apart_and_what_was_entered_late()
    {
        var field = await FieldWorld.Open(app);
        var world = new PerformanceWorld(new DeskWorld(field.Company, field.Unit, field.Intake, field.Customer));
        var (near, far, paper) = (await field.Accepted(field.Zhao, "09:00"), await field.Accepted(field.Zhao, "14:00"), await field.Accepted(field.Qian, "10:00"));
        async Task Do(WorkOrderId order, PersonId who, string from, string until, double north)
        {
            var (caller, place) = (field.Technician(who), new Place(31.2 + north, 121.5));
            await app.Run(caller, new ArriveOnSite.Command(DeskWorld.Shanghai($"{FieldWorld.Tuesday} {from}"), place) { Id = order });
            await app.Run(caller, FieldWorld.Findings(order));
            await field.SignBoth(order, who);
            await app.Run(caller, new CompleteWorkOrder.Command(At: DeskWorld.Shanghai($"{FieldWorld.Tuesday} {until}"), Place: place) { Id = order });
        }
        Task<ShowDailyReport.Response> Report(string day = FieldWorld.Tuesday, PersonId? person = null, int least = 1, Caller? caller = null) =>
            world.Get<ShowDailyReport.Response>($"daily-repair-report?unit={world.Unit}&day={day}&person={person}&least={least}", caller);
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 17:00");
        await Do(near, field.Zhao, "08:05", "09:00", 0);
        Assert.Equal((20, true), await Report() is var whole ? (whole.Points, whole.Jobs.Single() is { Missing.Count: 0, Late: false, Implausible: null }) : default);
        Assert.Equal(0, (await Report(least: 2)).Points);
        await Do(far, field.Zhao, "09:00", "10:00", 0.36);
        app.Time.SetShanghai("2026-03-04 09:00");
        await Do(paper, field.Qian, "10:00", "11:00", 0);

        var report = await Report();

        Assert.Equal([near, far, paper], report.Jobs.Select(job => job.Order));
        Assert.Equal((0, report.Jobs[0].Number, 40.0, 0), report.Jobs[1].Implausible is { } flag ? (report.Points, flag.OtherNumber, flag.Km, flag.Minutes) : default);
        Assert.Equal([false, false, true], report.Jobs.Select(job => job.Late));
        Assert.Equal(("钱工", "高温报警：工作温度过高，二极管击穿", 45), report.Jobs[2] is var job ? (job.TechnicianName, job.Fault, job.Minutes) : default);
        Assert.Equal(10, (await Report(person: field.Qian)).Points);
        Assert.Equal((0, 0), await Report("2026-03-05") is var none ? (none.Points, none.Jobs.Count) : default);
        var elsewhere = world.Company.PersonOf(await world.Company.AddUnit("杭州服务中心"), "performance.read");
        Assert.Equal((HttpStatusCode.NotFound, "unit.not-found"), await world.RefusedToShow($"daily-repair-report?unit={world.Unit}&day={FieldWorld.Tuesday}", elsewhere));
        Assert.Equal((HttpStatusCode.BadRequest, "date.malformed"), await world.RefusedToShow($"daily-repair-report?unit={world.Unit}&day=soon"));
    }

    [Fact, Trait("Requirement", "R1112")]
    public async Task The_managers_card_of_a_quarter_shows_six_indicators_two_optional_four_with_sheets_and_no_total_before_the_company_weighs_it()
    {
        var world = await Open(app);
        await world.Post<LoadStandardKpis.Response>("kpis/standard", new LoadStandardKpis.Command(NewYear, ["S6"]));
        await world.Requests(4, 3);
        await world.QuarterIsOver();
        var card = await world.Card("S6");

        var shown = await world.Scorecard(card);

        Assert.Equal(["K13", "K08", "K14", "K10", "K11", "K09"], shown.Lines.Select(line => line.Number));
        Assert.Equal(["K10", "K11"], shown.Lines.Where(line => line.Optional).Select(line => line.Number));
        Assert.Equal(["K08", "K10", "K11", "K09"], shown.Lines.Where(line => line.HasSheet).Select(line => line.Number));
        Assert.Equal((75.0m, 100m, false), shown.Lines[1] is var answered ? (answered.Value, answered.Target, answered.Met) : default);
        Assert.Equal((75.0m, null, null), shown.Lines[5] is var solved ? (solved.Value, solved.Target, solved.Score) : default);
        Assert.Equal((false, null, null, 0m), (shown.IsWeighed, shown.Total, shown.Subtotal, shown.ScorableWeight));
        // Weighed by the company, K14 without a source still keeps the total away.
        await world.Post<DefineCard.Response>("cards", new DefineCard.Command("S6", "经理", "Manager", NotApplicableRule.Spread, [new("K08", 50), new("K14", 38), new("K09", 12)]));
        Assert.Equal((null, 38m, true), await world.Scorecard(card, "2026-H1") is var weighed ? (weighed.Total, weighed.MissingWeight, weighed.IsWeighed) : default);
    }
}
