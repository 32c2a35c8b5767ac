namespace Aftercare.Rules.Scoring;

/// <summary>Which way an indicator is better.</summary>
public enum Direction { Higher, Lower }

/// <summary>How an indicator is computed from its counts: one version of its definition (R1101, R1102).</summary>
/// <param name="Formula">Over counts.</param>
/// <param name="Percent">True when the result is a share shown in percent.</param>
/// <param name="Decimals">Digits kept, rounded half away from zero, as people round by hand.</param>
/// <param name="ZeroDenominator">The value when the formula divides by nothing, in the indicator's unit; null: not applicable.</param>
public sealed record Indicator(Formula Formula, Direction Direction, bool Percent, int Decimals, decimal? ZeroDenominator = null)
{
    /// <summary>The value in the indicator's unit (percent when <see cref="Percent"/>), or null when not applicable.</summary>
    public decimal? Value(Func<string, decimal> valueOf) =>
        Formula.Compute(valueOf) is { } value ? Math.Round(Percent ? value * 100 : value, Decimals, MidpointRounding.AwayFromZero) : ZeroDenominator;

    /// <summary>Whether the value reaches the target; null when not applicable or nothing is wanted.</summary>
    public bool? Met(decimal? value, decimal? target) => value is { } reached && target is { } goal ? Direction is Direction.Higher ? reached >= goal : reached <= goal : null;
}

/// <summary>
/// From a value to a score of 0 to 100 in the bands of R1106: far above target 100-90, above 90-70, met 70-60, missed 60-0.
/// Reaching the target is 70 ("upper band wins"); towards the best thinkable value the score rises to 100; a value that
/// misses the target by less than the tolerance is still in the met band; below that the score falls from 60 to 0. The edges
/// are those of <see cref="Bands"/>.
/// </summary>
/// <param name="Target">The value that is wanted.</param>
/// <param name="Best">The best thinkable value: 100 for a share, 0 for complaints.</param>
/// <param name="Worst">The value that scores 0: 0 for a share.</param>
/// <param name="Tolerance">How far below the target still counts as met, in the indicator's unit.</param>
/// <param name="NaturalLimitCountsFull">A target that cannot be beaten scores 100 when it is reached, instead of 70 (R1108).</param>
/// <param name="Edges">Where the bands begin; null for 90, 70, 60.</param>
public sealed record ScoreCurve(decimal Target, decimal Best, decimal Worst, decimal Tolerance = 0, bool NaturalLimitCountsFull = false, Bands? Edges = null)
{
    /// <summary>The score, with two decimals.</summary>
    public decimal Score(decimal value) => Math.Round(Exact(value), 2, MidpointRounding.AwayFromZero);

    private decimal Exact(decimal value)
    {
        var edges = Edges ?? Bands.Standard;
        var sign = Best >= Worst ? 1 : -1;
        var (reached, target, best, worst) = (value * sign, Target * sign, Best * sign, Worst * sign);
        if (reached >= target) return target >= best ? (NaturalLimitCountsFull ? 100 : edges.Above) : Between(Math.Min(reached, best), target, best, edges.Above, 100);
        var floor = target - Tolerance;
        if (reached >= floor) return Between(reached, floor, target, edges.Met, edges.Above);
        return floor <= worst ? 0 : Between(Math.Max(reached, worst), worst, floor, 0, edges.Met);
    }

    private static decimal Between(decimal at, decimal from, decimal to, decimal low, decimal high) => low + (at - from) / (to - from) * (high - low);
}
