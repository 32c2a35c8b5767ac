using Aftercare.Rules.Scoring;

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

    private static decimal Counts(string name) => name == "repairs_on_time" ? 152 : 160;
}
