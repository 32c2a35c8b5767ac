namespace Aftercare.UiKit;

/// <summary>A stretch of a day, drawn by <see cref="DayBar"/>.</summary>
/// <param name="From">Hours since the day began; 9.5 is half past nine.</param>
/// <param name="To">Hours since the day began.</param>
/// <param name="Title">Said when pointed at.</param>
/// <param name="Tone">What the stretch means.</param>
/// <param name="Ground">Drawn pale and behind the others: when somebody is there at all.</param>
public sealed record DaySpan(double From, double To, string Title, Tone Tone = Tone.Active, bool Ground = false);
