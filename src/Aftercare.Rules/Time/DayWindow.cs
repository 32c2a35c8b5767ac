using System.Globalization;

namespace Aftercare.Rules.Time;

/// <summary>One opening window of a day, in whole seconds of wall clock after that day's midnight (R309).</summary>
/// <remarks>
/// A window belongs to the day it starts on. One over midnight ends beyond 86 400 and spills into the next
/// day even when that day is a holiday: the night shift of the eve is worked to its end.
/// </remarks>
public readonly record struct DayWindow
{
    private const int SecondsPerDay = 86_400;

    /// <param name="fromSecond">0 to 86 399.</param>
    /// <param name="toSecond">After <paramref name="fromSecond"/>, at most 24 hours later.</param>
    /// <exception cref="RuleRefusal"><c>calendar.invalid</c> when the seconds are not a window.</exception>
    public DayWindow(int fromSecond, int toSecond)
    {
        if (fromSecond is < 0 or >= SecondsPerDay || toSecond <= fromSecond || toSecond - fromSecond > SecondsPerDay)
        {
            throw new RuleRefusal("calendar.invalid", $"Seconds {fromSecond} to {toSecond} are not an opening window of a day.");
        }
        FromSecond = fromSecond;
        ToSecond = toSecond;
    }

    /// <summary>00:00 to 24:00.</summary>
    public static DayWindow WholeDay { get; } = new(0, SecondsPerDay);

    /// <summary>Opening, in seconds after midnight.</summary>
    public int FromSecond { get; }

    /// <summary>Closing, in seconds after the midnight of the day the window starts on; 86 400 is 24:00.</summary>
    public int ToSecond { get; }

    /// <summary>Reads <c>09:00</c> and <c>18:00</c> (seconds may follow); <c>24:00</c> ends a day; an end before the start is on the next day.</summary>
    /// <exception cref="RuleRefusal">
    /// <c>calendar.invalid</c> for what is no time of day, and for an end equal to the start, which could mean nothing or a whole day.
    /// </exception>
    public static DayWindow Parse(string from, string to)
    {
        var start = SecondOf(from, endsDay: false);
        var end = SecondOf(to, endsDay: true);
        if (start == end)
        {
            throw new RuleRefusal("calendar.invalid", $"A window from {from} to {to} could mean nothing or a whole day; write 00:00 to 24:00 for a whole day.");
        }
        return new DayWindow(start, end < start ? end + SecondsPerDay : end);
    }

    /// <summary>The two texts <see cref="Parse"/> reads.</summary>
    public (string From, string To) ToTexts() =>
        (TextOf(FromSecond), ToSecond == SecondsPerDay ? "24:00" : TextOf(ToSecond % SecondsPerDay));

    /// <summary>For example <c>09:00-18:00</c>.</summary>
    public override string ToString() => $"{ToTexts().From}-{ToTexts().To}";

    private static string TextOf(int second)
    {
        var time = TimeSpan.FromSeconds(second);
        return time.ToString(time.Seconds == 0 ? @"hh\:mm" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
    }

    private static int SecondOf(string text, bool endsDay)
    {
        if (endsDay && text is "24:00" or "24:00:00")
        {
            return SecondsPerDay;
        }
        return TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (int)(time.Ticks / TimeSpan.TicksPerSecond)
            : throw new RuleRefusal("calendar.invalid", $"'{text}' is not a time of day such as 09:00.");
    }
}
