namespace Aftercare.UiKit;

/// <summary>Bars with the table behind them.</summary>
public sealed partial class BarChart;

/// <summary>A score against its target and grades.</summary>
public sealed partial class ScoreBar;

/// <summary>A small line that shows a direction.</summary>
public sealed partial class Sparkline;
