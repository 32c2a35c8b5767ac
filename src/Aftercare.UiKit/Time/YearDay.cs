using NodaTime;

namespace Aftercare.UiKit;

/// <summary>What a day of a <see cref="YearCalendar"/> is.</summary>
public enum DayTone
{
    /// <summary>Worked.</summary>
    Open,

    /// <summary>Not worked, as every week.</summary>
    Closed,

    /// <summary>A day off by law or custom.</summary>
    Holiday,

    /// <summary>A weekend day that is worked instead of another.</summary>
    MakeUp,

    /// <summary>Hours of its own.</summary>
    Special,
}

/// <summary>One day of a year.</summary>
/// <param name="Title">The whole truth about it, on hover and for screen readers.</param>
/// <param name="Provisional">May still change: drawn with a broken edge.</param>
public sealed record YearDay(LocalDate Date, DayTone Tone, string Title, bool Provisional = false);
