using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.UiKit;

/// <summary>How much of a time is shown.</summary>
public enum TimeStyle
{
    /// <summary>Day and minute; the year only when it is another one. For tables.</summary>
    Short,
    /// <summary>Date, weekday and minute.</summary>
    Long,
    /// <summary>Date only.</summary>
    Date,
    /// <summary>Hour and minute only.</summary>
    Time,
    /// <summary>To the second with the offset. For hover and audit.</summary>
    Exact,
}

/// <summary>Times and durations in the reader's words.</summary>
public static class TimeText
{
    private static readonly ConcurrentDictionary<(string Pattern, string Culture), ZonedDateTimePattern> Patterns = new();

    private static bool Chinese(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh";

    /// <summary>An instant on the reader's wall clock.</summary>
    public static string Format(Instant at, UiContext ui, TimeStyle style = TimeStyle.Short)
    {
        ArgumentNullException.ThrowIfNull(ui);
        var local = at.InZone(ui.Zone);
        var thisYear = ui.Now.InZone(ui.Zone).Year;
        var zh = Chinese(ui.Culture);
        var pattern = style switch
        {
            TimeStyle.Time => "HH:mm",
            TimeStyle.Date => zh ? "yyyy-MM-dd" : "d MMM yyyy",
            TimeStyle.Long => zh ? "yyyy-MM-dd ddd HH:mm" : "ddd d MMM yyyy HH:mm",
            TimeStyle.Exact => zh ? "yyyy-MM-dd HH:mm:ss o<G>" : "d MMM yyyy HH:mm:ss o<G>",
            _ when local.Year == thisYear => zh ? "MM-dd HH:mm" : "d MMM HH:mm",
            _ => zh ? "yyyy-MM-dd HH:mm" : "d MMM yyyy HH:mm",
        };
        return Patterns.GetOrAdd((pattern, ui.Culture.Name), static (key, culture) =>
            ZonedDateTimePattern.Create(key.Pattern, culture, null, DateTimeZoneProviders.Tzdb, default(Instant).InUtc()), ui.Culture).Format(local);
    }

    /// <summary>How long ago or ahead, in one unit; a date when it is more than thirty days away.</summary>
    public static string Relative(Instant at, UiContext ui)
    {
        ArgumentNullException.ThrowIfNull(ui);
        var seconds = (at - ui.Now).TotalSeconds;
        var away = Math.Abs(seconds);
        if (away < 45) return Texts.Of("js.now");
        if (away >= 30 * 86400) return Format(at, ui, TimeStyle.Date);
        var (unit, size) = away < 3570 ? ("m", 60) : away < 86100 ? ("h", 3600) : ("d", 86400);
        var count = Math.Max(1, (long)Math.Round(away / size, MidpointRounding.AwayFromZero));
        return Texts.Of($"js.{(seconds < 0 ? "ago" : "in")}.{unit}", count);
    }

    /// <summary>A length of working time in hours and minutes: a day of it is not 24 hours, so no days are said. From 100 hours on without minutes.</summary>
    public static string Working(Duration length)
    {
        var minutes = (long)Math.Floor(Math.Abs(length.TotalMinutes));
        var (h, m) = (minutes / 60, minutes % 60);
        return h == 0 ? Length(length) : m == 0 || h >= 100 ? Texts.Of("js.len.h", h) : Texts.Of("js.len.hm", h, m);
    }

    /// <summary>A length of time in its two largest units: days and hours, hours and minutes, or minutes.</summary>
    public static string Length(Duration length)
    {
        var minutes = (long)Math.Floor(Math.Abs(length.TotalMinutes));
        if (minutes < 1) return Texts.Of("js.len.0");
        var (d, h, m) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        return d > 0 ? h > 0 ? Texts.Of("js.len.dh", d, h) : Texts.Of("js.len.d", d)
             : h > 0 ? m > 0 ? Texts.Of("js.len.hm", h, m) : Texts.Of("js.len.h", h)
             : Texts.Of("js.len.m", m);
    }
}
