namespace Aftercare.UiKit;

/// <summary>An icon of the set, as inline SVG.</summary>
public sealed partial class Icon;
