namespace Aftercare.UiKit;

/// <summary>Bars with the table behind them.</summary>
public sealed partial class BarChart;

/// <summary>A score against its target and grades.</summary>
public sealed partial class ScoreBar;

/// <summary>A small line that shows a direction.</summary>
public sealed partial class Sparkline;

/// <summary>
/// People by the hours of one day, and what waits beside them. Dragging a card posts `technician`, `start`, `minutes` and
/// `version` as JSON; whatever can be dragged is also a link to a page that does the same with a form. On a phone rows become lists.
/// </summary>
public sealed partial class ScheduleBoard;

/// <summary>Places as points, north up, without a map behind them; the same must stand beside it as text.</summary>
public sealed partial class PlaceMap;

/// <summary>Where a <see cref="ScheduleBoard"/> asks for a reason and says what went wrong. Stands once on the page, outside of anything that refreshes itself.</summary>
public sealed partial class BoardSay;
