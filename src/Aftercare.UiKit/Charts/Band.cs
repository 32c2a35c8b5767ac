namespace Aftercare.UiKit;

/// <summary>A stretch of a scale with a meaning.</summary>
/// <param name="From">Lower end, included.</param>
/// <param name="To">Upper end.</param>
/// <param name="Tone">Whether being here is good.</param>
/// <param name="Word">Its name: a grade.</param>
public sealed record Band(double From, double To, Tone Tone, string Word);

/// <summary>One bar or point.</summary>
/// <param name="Label">Under it.</param>
/// <param name="Value">Its height.</param>
/// <param name="Shown">The value as the reader sees it.</param>
/// <param name="Tone">Another colour than the usual; the table says why in <paramref name="Shown"/>.</param>
/// <param name="Href">The records behind it, linked from the table.</param>
public sealed record ChartPoint(string Label, double Value, string? Shown = null, Tone? Tone = null, string? Href = null);
