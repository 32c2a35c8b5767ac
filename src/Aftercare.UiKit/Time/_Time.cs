namespace Aftercare.UiKit;

/// <summary>How much of a promise is left, and why it is due then.</summary>
public sealed partial class ClockBadge;

/// <summary>An instant on the reader's wall clock, exact on hover.</summary>
public sealed partial class LocalTime;

/// <summary>What happened to a record, in order.</summary>
public sealed partial class StoryTimeline;

/// <summary>An instant as a distance from now, exact on hover; it moves by itself.</summary>
public sealed partial class TimeAgo;

/// <summary>Why a promise is due when it is: text, drawing and table.</summary>
public sealed partial class WhyTimeline;
