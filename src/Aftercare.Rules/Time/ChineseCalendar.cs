using System.Collections.Frozen;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Rules.Time;

/// <summary>One date a State Council paper speaks of: a day off, or a weekend day that is worked (调休).</summary>
public sealed record ChineseDay(LocalDate Date, string Name, bool IsOffDay);

/// <summary>The State Council's papers for one year; they may speak of late December of the year before.</summary>
/// <param name="Year">The year of the papers, not necessarily of each date.</param>
/// <param name="Papers">Addresses of the papers.</param>
/// <param name="Days">The dates they speak of.</param>
public sealed record ChineseYear(int Year, IReadOnlyList<string> Papers, IReadOnlyList<ChineseDay> Days)
{
    /// <summary>False for a year nobody has announced yet: such a file names no day.</summary>
    public bool IsPublished => Days.Count > 0;
}

/// <summary>Statutory off-days and make-up workdays of China, as data (R309). Immutable.</summary>
/// <remarks>Weekends beside a holiday are not listed here; the week of the calendar closes them.</remarks>
public sealed class ChineseCalendar
{
    private static readonly Lazy<ChineseCalendar> FromResource = new(ReadResource);
    private readonly FrozenDictionary<LocalDate, ChineseDay> _days;

    private ChineseCalendar(IEnumerable<ChineseYear> years)
    {
        Years = [.. years.OrderBy(y => y.Year)];
        PublishedYears = Years.Where(y => y.IsPublished).Select(y => y.Year).ToFrozenSet();
        var days = new Dictionary<LocalDate, ChineseDay>();
        foreach (var day in Years.SelectMany(y => y.Days))
        {
            days[day.Date] = day;
        }
        _days = days.ToFrozenDictionary();
    }

    /// <summary>Paper years 2019 to 2026, shipped with this library (source: NateScarlet/holiday-cn, MIT).</summary>
    public static ChineseCalendar Shipped => FromResource.Value;

    /// <summary>The paper years, in order.</summary>
    public IReadOnlyList<ChineseYear> Years { get; }

    /// <summary>Paper years that name at least one day.</summary>
    public IReadOnlySet<int> PublishedYears { get; }

    /// <summary>Every date the papers speak of.</summary>
    public IEnumerable<ChineseDay> Days => _days.Values;

    /// <summary>What the papers say of a date; null when they are silent. The later paper year wins.</summary>
    public ChineseDay? Find(LocalDate date) => _days.GetValueOrDefault(date);

    /// <summary>Whether it has this paper year, and every day of it is as there.</summary>
    public bool Knows(ChineseYear year) => Years.FirstOrDefault(y => y.Year == year.Year) is { } known && known.Days.ToHashSet().SetEquals(year.Days);

    /// <summary>A calendar of these years.</summary>
    public static ChineseCalendar Of(IEnumerable<ChineseYear> years) => new(years);

    /// <summary>This calendar with one paper year added or replaced; for the update command.</summary>
    public ChineseCalendar With(ChineseYear year) => new(Years.Where(y => y.Year != year.Year).Append(year));

    /// <summary>
    /// Whether everything that may move this date has been announced (B19): the papers of its year, and from
    /// 25 December also those of the next year, which move New Year's neighbours.
    /// </summary>
    public bool IsPublished(LocalDate date) =>
        PublishedYears.Contains(date.Year)
        && (date.Month < 12 || date.Day < 25 || PublishedYears.Contains(date.Year + 1));

    /// <summary>Reads one <c>{year}.json</c> of NateScarlet/holiday-cn.</summary>
    /// <exception cref="RuleRefusal"><c>holidays.invalid</c> when the text is not such a document.</exception>
    public static ChineseYear ParseYear(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Checked(YearOf(document.RootElement));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new RuleRefusal("holidays.invalid", $"This is not a holiday-cn year: {e.Message}");
        }
    }

    // A paper speaks of its own year and of the last days before it; anything else is another file, or a slip that would close a wrong day.
    private static ChineseYear Checked(ChineseYear year)
    {
        if (year.Year is < 1949 or >= 2300)
        {
            throw new FormatException($"{year.Year} is not a year it can be for.");
        }
        if (year.Days.FirstOrDefault(d => d.Date.Year != year.Year && (d.Date.Year != year.Year - 1 || d.Date.Month != 12)) is { } stray)
        {
            throw new FormatException($"{LocalDatePattern.Iso.Format(stray.Date)} does not belong to a paper of {year.Year}.");
        }
        return year.Days.CountBy(d => d.Date).FirstOrDefault(d => d.Value > 1) is { Value: > 1 } twice
            ? throw new FormatException($"{LocalDatePattern.Iso.Format(twice.Key)} stands there twice.")
            : year;
    }

    private static ChineseCalendar ReadResource()
    {
        using var stream = typeof(ChineseCalendar).Assembly.GetManifestResourceStream("Aftercare.Rules.Time.Holidays.cn.json")!;
        using var document = JsonDocument.Parse(stream);
        return new ChineseCalendar([.. document.RootElement.GetProperty("years").EnumerateArray().Select(YearOf)]);
    }

    private static ChineseYear YearOf(JsonElement year) => new(
        year.GetProperty("year").GetInt32(),
        [.. year.GetProperty("papers").EnumerateArray().Select(p => p.GetString()!)],
        [.. year.GetProperty("days").EnumerateArray().Select(DayOf)]);

    private static ChineseDay DayOf(JsonElement day) => new(
        LocalDatePattern.Iso.Parse(day.GetProperty("date").GetString()!).GetValueOrThrow(),
        day.GetProperty("name").GetString()!,
        day.GetProperty("isOffDay").GetBoolean());
}
