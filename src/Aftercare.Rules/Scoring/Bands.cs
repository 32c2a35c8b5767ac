namespace Aftercare.Rules.Scoring;

/// <summary>How far a score is from what was wanted: 远超目标、超过目标、达到目标、未达目标 (R1106).</summary>
public enum Band { FarAbove, Above, Met, Missed }

/// <summary>Where the bands of a card begin, on the scale of 0 to 100 (R1106).</summary>
/// <param name="FarAbove">From here far above the target.</param>
/// <param name="Above">From here above the target: what reaching it scores.</param>
/// <param name="Met">From here met.</param>
/// <param name="UpperWins">A score on an edge belongs to the upper band; else to the lower one.</param>
public sealed record Bands(decimal FarAbove = 90, decimal Above = 70, decimal Met = 60, bool UpperWins = true)
{
    /// <summary>90, 70, 60, the upper band wins.</summary>
    public static Bands Standard { get; } = new();

    /// <summary>Whether the edges rise from 0 to 100.</summary>
    public bool AreInOrder => 0 < Met && Met < Above && Above < FarAbove && FarAbove < 100;

    /// <summary>The band of a score.</summary>
    public Band Of(decimal score) => Reaches(score, FarAbove) ? Band.FarAbove : Reaches(score, Above) ? Band.Above : Reaches(score, Met) ? Band.Met : Band.Missed;

    private bool Reaches(decimal score, decimal edge) => UpperWins ? score >= edge : score > edge;
}
