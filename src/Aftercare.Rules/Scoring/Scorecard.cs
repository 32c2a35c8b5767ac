namespace Aftercare.Rules.Scoring;

/// <summary>What happens to the weight of an indicator that is not applicable in a period (R1102).</summary>
public enum NotApplicableRule
{
    /// <summary>Its weight is spread over the others in proportion.</summary>
    Spread,

    /// <summary>It scores the neutral score.</summary>
    Neutral,
}

/// <summary>One line of a scorecard.</summary>
/// <param name="Score">0 to 100, or null when not applicable.</param>
/// <param name="Weight">In percent; the weights of a card are 100 together.</param>
/// <param name="Missing">Nothing counts this indicator yet: that is not the same as nothing to count.</param>
public sealed record ScoreLine(string Kpi, decimal? Score, decimal Weight, bool Missing = false);

/// <summary>A line with what it adds to the total.</summary>
/// <param name="EffectiveWeight">In percent, after the weights of lines that do not apply were spread.</param>
public sealed record ScoredLine(string Kpi, decimal? Score, decimal Weight, decimal EffectiveWeight, decimal Points);

/// <param name="Total">Null when no line applies or a line has no source: a made-up total would be worse than none.</param>
/// <param name="ScorableWeight">How much of the 100 has a score.</param>
/// <param name="MissingWeight">How much of the 100 nothing counts yet; that weight is never spread over the other lines.</param>
/// <param name="Subtotal">What the lines with a source add up to; the total when none is missing.</param>
public sealed record ScorecardTotal(decimal? Total, decimal ScorableWeight, decimal MissingWeight, decimal? Subtotal, IReadOnlyList<ScoredLine> Lines);

/// <summary>The total of a scorecard (R1107): the sum of score times weight.</summary>
public static class Scorecard
{
    /// <summary>What a line scores that does not apply, under <see cref="NotApplicableRule.Neutral"/>.</summary>
    public const decimal NeutralScore = 70;

    /// <exception cref="RuleRefusal"><c>weights.not-100</c>, naming the sum (R1105).</exception>
    public static ScorecardTotal Total(IReadOnlyCollection<ScoreLine> lines, NotApplicableRule rule)
    {
        RequireHundred(lines.Select(line => line.Weight));
        var scorable = lines.Where(line => line.Score is not null).Sum(line => line.Weight);
        var missing = lines.Where(line => line.Missing).Sum(line => line.Weight);
        var scored = lines.Select(line => Scored(line, scorable, 100 - missing, rule)).ToList();
        var subtotal = scorable == 0 ? (decimal?)null : scored.Sum(line => line.Points);
        return new(missing > 0 ? null : subtotal, scorable, missing, subtotal, scored);
    }

    /// <summary>Refuses weights that are not 100 together.</summary>
    public static void RequireHundred(IEnumerable<decimal> weights)
    {
        if (weights.Sum() is var sum and not 100) throw new RuleRefusal("weights.not-100", $"The weights are {sum:0.##} together; they must be 100.");
    }

    private static ScoredLine Scored(ScoreLine line, decimal scorable, decimal sourced, NotApplicableRule rule)
    {
        if (line.Missing) return new(line.Kpi, null, line.Weight, 0, 0);
        if (rule is NotApplicableRule.Neutral) return new(line.Kpi, line.Score, line.Weight, line.Weight, (line.Score ?? NeutralScore) * line.Weight / 100);
        if (line.Score is not { } score) return new(line.Kpi, null, line.Weight, 0, 0);
        return new(line.Kpi, score, line.Weight, line.Weight * sourced / scorable, score * line.Weight / scorable * sourced / 100);
    }
}
