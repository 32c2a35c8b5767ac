using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>A time as somebody wrote it: an instant, and the style to answer in.</summary>
/// <remarks>
/// <c>2026-09-30 17:00:00</c> and <c>2026-09-30T17:00:00</c> are wall clock in the calendar's zone and answered so;
/// with <c>Z</c> or an offset it is an instant and answered in UTC with <c>Z</c>. A date alone is its midnight; seconds may
/// be left out; up to seven decimals are kept.
/// </remarks>
internal sealed partial record Moment(Instant Instant, bool IsWallClock, char Separator, int Decimals)
{
    /// <exception cref="RuleRefusal"><c>time.invalid</c> when the text is no time, or finer than 100 ns.</exception>
    public static Moment Parse(string text, WorkingTime calendar)
    {
        var match = Shape().Match(text);
        if (!match.Success)
        {
            throw Invalid(text);
        }
        var separator = match.Groups["t"].ValueSpan is ['t' or 'T'] ? 'T' : ' ';
        var decimals = match.Groups["f"].Length;
        if (!DateTime.TryParseExact(match.Groups["d"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            throw Invalid(text);
        }
        var (hour, minute, second) = (Number(match, "h"), Number(match, "m"), Number(match, "s"));
        if (hour > 23 || minute > 59 || second > 59 || decimals > 7)
        {
            throw Invalid(text);
        }
        var ticks = date.Ticks
            + (((((hour * 60L) + minute) * 60) + second) * ZoneTicks.PerSecond)
            + (decimals == 0 ? 0 : long.Parse(match.Groups["f"].Value.PadRight(7, '0'), CultureInfo.InvariantCulture));
        var wallClock = LocalDateTime.FromDateTime(new DateTime(ticks, DateTimeKind.Unspecified));
        var zone = match.Groups["z"].Value;
        if (zone.Length == 0)
        {
            return new Moment(calendar.At(wallClock), true, separator, decimals);
        }
        var (hours, minutes) = (Number(match, "oh"), Number(match, "om"));
        if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0))
        {
            throw Invalid(text);
        }
        var offset = Offset.FromSeconds(((hours * 60) + minutes) * (zone.StartsWith('-') ? -60 : 60));
        return new Moment(wallClock.WithOffset(offset).ToInstant(), false, 'T', decimals);
    }

    /// <summary>Another instant written in the style of this one.</summary>
    public string Like(Instant instant, WorkingTime calendar)
    {
        var local = IsWallClock ? instant.InZone(calendar.Zone).LocalDateTime : instant.InUtc().LocalDateTime;
        var text = local.ToString("uuuu-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        if (Decimals > 0)
        {
            var (seconds, fraction) = text.Length > 19 ? (text[..19], text[20..]) : (text, "");
            text = $"{seconds}.{fraction.PadRight(Decimals, '0')}";
        }
        return IsWallClock ? text.Replace('T', Separator) : text + "Z";
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } part ? int.Parse(part.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static RuleRefusal Invalid(string text) => new("time.invalid", $"'{text}' is not a time such as 2026-09-30 17:00:00 or 2026-09-30T17:00:00Z.");

    [GeneratedRegex(@"^(?<d>\d{4}-\d{2}-\d{2})(?:(?<t>[Tt ])(?<h>[0-9]{2}):(?<m>[0-9]{2})(?::(?<s>[0-9]{2})(?:\.(?<f>[0-9]{1,9}))?)?\s?(?<z>[Zz]|UTC|[+-](?<oh>[0-9]{2}):?(?<om>[0-9]{2})?)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
