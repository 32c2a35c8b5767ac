using Aftercare.Rules.Geo;
using Aftercare.Rules.Scoring;
using NodaTime;

namespace Aftercare.Rules.Tests.Scoring;

public sealed class ScoringTests
{
    [Theory]
    [InlineData("repairs_on_time / repair_reports", 0.95)]
    [InlineData("(repairs_on_time + 8) / repair_reports * 2", 2)]
    [InlineData("repair_reports - repairs_on_time - 8", 0)]
    [InlineData("1.5 * repair_reports", 240)]
    public void A_formula_is_computed_with_the_usual_precedence(string formula, double expected) =>
        Assert.Equal((decimal)expected, Formula.Parse(formula).Compute(Counts));

    [Theory]
    [InlineData("")]
    [InlineData("a /")]
    [InlineData("(a + b")]
    [InlineData("a b")]
    [InlineData("a / 1.2.3")]
    [InlineData("99999999999999999999999999999999 * a")]
    [InlineData("drop table; --")]
    public void A_formula_that_cannot_be_read_is_refused(string formula) =>
        Assert.Equal("formula.malformed", Assert.Throws<RuleRefusal>(() => Formula.Parse(formula)).Code);

    [Fact, Trait("Requirement", "R1102")]
    public void Nothing_in_the_denominator_means_not_applicable() =>
        Assert.Null(new Indicator(Formula.Parse("met / requests"), Direction.Higher, true, 1).Value(_ => 0));

    [Fact, Trait("Requirement", "R1102")]
    public void Nothing_in_the_denominator_means_what_the_definition_says_and_a_nought_above_the_line_is_a_nought()
    {
        var indicator = new Indicator(Formula.Parse("met / requests"), Direction.Higher, true, 1, ZeroDenominator: 100);

        Assert.Equal(100, indicator.Value(_ => 0));
        Assert.Equal(0, indicator.Value(name => name == "met" ? 0 : 4));
    }

    [Theory, Trait("Requirement", "R1110")]
    [InlineData(152, 160, 95.0, true)]
    [InlineData(151, 160, 94.4, false)]
    public void Repair_timeliness_is_rounded_to_one_decimal_and_compared_with_the_target(int met, int reports, double value, bool reached)
    {
        var indicator = new Indicator(Formula.Parse("met / reports"), Direction.Higher, true, 1);
        var computed = indicator.Value(name => name == "met" ? met : reports);

        Assert.Equal((decimal)value, computed);
        Assert.Equal(reached, indicator.Met(computed, 95));
    }

    [Fact, Trait("Requirement", "R1107")]
    public void The_total_is_the_sum_of_score_times_weight()
    {
        decimal[] scores = [85, 95, 65, 80, 92, 100, 50], weights = [18, 23, 16, 8, 15, 10, 10];

        var card = Scorecard.Total([.. scores.Zip(weights, (score, weight) => new ScoreLine($"K{weight}", score, weight))], NotApplicableRule.Spread);

        Assert.Equal([15.3m, 21.85m, 10.4m, 6.4m, 13.8m, 10m, 5m], card.Lines.Select(line => line.Points));
        Assert.Equal(82.75m, card.Total);
    }

    [Fact, Trait("Requirement", "R1102")]
    public void The_weight_of_a_line_that_does_not_apply_is_spread_or_neutral_as_the_policy_says()
    {
        ScoreLine[] lines = [new("K03", 90, 60), new("K08", null, 40)];

        Assert.Equal(90, Scorecard.Total(lines, NotApplicableRule.Spread).Total);
        Assert.Equal(90 * 0.6m + 70 * 0.4m, Scorecard.Total(lines, NotApplicableRule.Neutral).Total);
        Assert.Equal(60, Scorecard.Total(lines, NotApplicableRule.Spread).ScorableWeight);
        Assert.Null(Scorecard.Total([new("K03", null, 100)], NotApplicableRule.Neutral).Total);
    }

    [Fact, Trait("Requirement", "R1105")]
    public void Weights_that_are_not_a_hundred_are_refused()
    {
        ScoreLine[] lines = [.. new decimal[] { 18, 23, 16, 8, 15, 10, 9 }.Select(weight => new ScoreLine("K", 50, weight))];

        Assert.Equal("weights.not-100", Assert.Throws<RuleRefusal>(() => Scorecard.Total(lines, NotApplicableRule.Spread)).Code);
    }

    [Theory]
    [InlineData(95, 70)]
    [InlineData(100, 100)]
    [InlineData(97.5, 85)]
    [InlineData(0, 0)]
    [InlineData(47.5, 30)]
    public void The_curve_reaches_seventy_at_the_target_and_a_hundred_at_the_best(double value, double score) =>
        Assert.Equal((decimal)score, new ScoreCurve(95, 100, 0).Score((decimal)value));

    [Fact]
    public void A_natural_limit_scores_seventy_or_full_as_the_policy_says()
    {
        Assert.Equal(70, new ScoreCurve(100, 100, 0).Score(100));
        Assert.Equal(100, new ScoreCurve(100, 100, 0, NaturalLimitCountsFull: true).Score(100));
        Assert.Equal(70, new ScoreCurve(0, 0, 10).Score(0));
        Assert.Equal(30, new ScoreCurve(0, 0, 10).Score(5));
    }

    [Fact, Trait("Requirement", "R1107")]
    public void With_38_of_the_100_uncounted_62_are_scorable_and_there_is_no_total()
    {
        ScoreLine[] lines = [new("K03", 90, 42), new("K06", null, 20), new("K01", null, 38, Missing: true)];

        var card = Scorecard.Total([new("K03", 90, 42), new("K08", 80, 20), lines[2]], NotApplicableRule.Spread);
        Assert.Equal((null, 62m, 38m, (90 * 0.42m) + (80 * 0.20m)), (card.Total, card.ScorableWeight, card.MissingWeight, card.Subtotal));

        // What does not apply is spread over what is counted, never over what nobody counts.
        var spread = Scorecard.Total(lines, NotApplicableRule.Spread);
        Assert.Equal((null, 90 * 0.62m), (spread.Total, spread.Subtotal));
        Assert.Equal([62m, 0m, 0m], spread.Lines.Select(line => line.EffectiveWeight));
        Assert.Null(Scorecard.Total(lines, NotApplicableRule.Neutral).Total);
    }

    [Theory, Trait("Requirement", "R1106")]
    [InlineData(90, true, Band.FarAbove)]
    [InlineData(70, true, Band.Above)]
    [InlineData(60, true, Band.Met)]
    [InlineData(59.99, true, Band.Missed)]
    [InlineData(90, false, Band.Above)]
    [InlineData(70, false, Band.Met)]
    [InlineData(60, false, Band.Missed)]
    [InlineData(90.01, false, Band.FarAbove)]
    public void A_score_on_an_edge_belongs_to_the_upper_band_or_to_the_lower_as_the_rule_says(double score, bool upperWins, Band band) =>
        Assert.Equal(band, new Bands(UpperWins: upperWins).Of((decimal)score));

    [Fact, Trait("Requirement", "R1106")]
    public void Edges_are_the_cards_own_and_the_curve_goes_through_them()
    {
        var edges = new Bands(95, 80, 50);

        Assert.Equal((80m, 100m, 50m, 25m), (Score(95), Score(100), Score(90), Score(45)));
        Assert.True(edges.AreInOrder);
        Assert.False(new Bands(70, 90, 60).AreInOrder);

        decimal Score(decimal value) => new ScoreCurve(95, 100, 0, 5, Edges: edges).Score(value);
    }

    [Fact, Trait("Requirement", "R1108")]
    public void The_service_persons_card_reaches_94_when_strict_and_100_when_a_natural_limit_counts_full()
    {
        // Costs 0.45, visits 3, repairs 95, commissioning 95, satisfaction 99: all can be beaten; complaints 0 and reports 100 cannot.
        (decimal Target, decimal Best, decimal Worst, decimal Weight)[] lines = [(0.45m, 0, 0.9m, 18), (3, 0, 6, 23), (95, 100, 0, 16), (95, 100, 0, 8), (99, 100, 0, 15), (0, 0, 10, 10), (100, 100, 0, 10)];
        decimal? Best(bool full) => Scorecard.Total([.. lines.Select(line => new ScoreLine("K", new ScoreCurve(line.Target, line.Best, line.Worst, NaturalLimitCountsFull: full).Score(line.Best), line.Weight))], NotApplicableRule.Spread).Total;

        Assert.Equal((94m, 100m), (Best(full: false), Best(full: true)));
    }

    [Theory, Trait("Requirement", "R1109")]
    [InlineData(520, 2.6, true)]
    [InlineData(680, 3.4, false)]
    public void Visits_per_unit_are_met_up_to_three(int visits, double value, bool met)
    {
        var indicator = new Indicator(Formula.Parse("visits / units"), Direction.Lower, false, 1);
        var computed = indicator.Value(name => name == "visits" ? visits : 200);

        Assert.Equal(((decimal?)(decimal)value, (bool?)met), (computed, indicator.Met(computed, 3)));
        Assert.Equal((visits, 200m), indicator.Formula.Parts(name => name == "visits" ? visits : 200));
        Assert.Equal((3m, null), Formula.Parse("3 * 1").Parts(_ => 0));
    }

    [Fact, Trait("Requirement", "R1111")]
    public void Of_12_reports_due_one_corrected_after_submission_leaves_91_7_percent()
    {
        var indicator = new Indicator(Formula.Parse("good / due"), Direction.Higher, true, 1);
        var value = indicator.Value(name => name == "good" ? 11 : 12);

        Assert.Equal((91.7m, false), (value, indicator.Met(value, 100)));
    }

    [Fact, Trait("Requirement", "R409")]
    public void A_daily_report_scores_20_when_complete_10_when_wanting_and_0_when_not_true_too_thin_or_none()
    {
        var whole = Job(1, 8, 0);

        Assert.Equal(20, DailyReport.Points([whole, Job(2, 12, 0)], 2));
        Assert.Equal(10, DailyReport.Points([whole, Job(2, 12, 0) with { Missing = ["cause"] }], 1));
        Assert.Equal(10, DailyReport.Points([whole with { Late = true }], 1));
        Assert.Equal(0, DailyReport.Points([whole], 2));
        Assert.Equal(0, DailyReport.Points([], 0));
        Assert.Equal(0, DailyReport.Points([whole, Job(2, 9, 0.36)], 1));
    }

    [Fact, Trait("Requirement", "R409")]
    public void Two_jobs_at_the_same_minute_40_km_apart_are_flagged_and_a_drive_that_is_possible_is_not()
    {
        // 0.36 degrees of latitude are 40 km; the first ends at nine.
        var flag = Assert.Single(DailyReport.Flags([Job(1, 8, 0), Job(2, 9, 0.36)]));
        Assert.Equal((1, 2, 40.0, Duration.Zero), (flag.First, flag.Second, flag.Km, flag.Between));
        Assert.Empty(DailyReport.Flags([Job(1, 8, 0), Job(2, 10, 0.36)]));
        Assert.Empty(DailyReport.Flags([Job(1, 8, 0), Job(2, 9, 0.36) with { Technician = 8 }]));
        Assert.Empty(DailyReport.Flags([Job(1, 8, 0), Job(2, 9, 0.36) with { ArrivedAt = null, FinishedAt = null }]));
        Assert.Empty(DailyReport.Flags([Job(1, 8, 0), Job(2, 9, 0.005)]));
    }

    private static ReportedJob Job(long id, int hour, double north) => new(id, 7, Instant.FromUtc(2026, 3, 3, hour, 0), new(31.2 + north, 121.5, Datum.Wgs84), Instant.FromUtc(2026, 3, 3, hour + 1, 0), new(31.2 + north, 121.5, Datum.Wgs84), [], false);

    private static decimal Counts(string name) => name == "repairs_on_time" ? 152 : 160;
}
