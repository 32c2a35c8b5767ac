using System.Collections.Frozen;
using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>Names one version of a policy or a calendar.</summary>
public readonly record struct VersionRef(string Id, int Version)
{
    /// <summary>For example <c>office v3</c>.</summary>
    public override string ToString() => $"{Id} v{Version}";
}

/// <summary>Which rule of a calendar decides a date; the first that applies wins, in this order.</summary>
public enum DayRule
{
    /// <summary>The date has its own windows, or is closed by an empty list.</summary>
    Override,

    /// <summary>A single holiday of the calendar: closed.</summary>
    Holiday,

    /// <summary>A holiday on the same date every year: closed.</summary>
    YearlyHoliday,

    /// <summary>A make-up workday of the calendar: Monday's windows.</summary>
    MakeUpDay,

    /// <summary>A statutory make-up workday (调休): Monday's windows.</summary>
    StatutoryMakeUpDay,

    /// <summary>A statutory off-day: closed.</summary>
    StatutoryOffDay,

    /// <summary>The windows of its weekday.</summary>
    Week,
}

/// <summary>When a company, region or person works (工作日历, R309): a definition, without any computing.</summary>
/// <remarks>Immutable; a change is a new <see cref="Version"/>. Ask <see cref="WorkingTime"/> the questions.</remarks>
public sealed record WorkCalendar
{
    /// <summary>Its name, unique within its company.</summary>
    public required string Name { get; init; }

    /// <summary>Counts up with each change; 1 at first.</summary>
    public int Version { get; init; } = 1;

    /// <summary>IANA time zone, for example <c>Asia/Shanghai</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Windows of each weekday; a missing weekday is closed. Touching and overlapping windows count once.</summary>
    public IReadOnlyDictionary<IsoDayOfWeek, IReadOnlyList<DayWindow>> Week { get; init; } =
        FrozenDictionary<IsoDayOfWeek, IReadOnlyList<DayWindow>>.Empty;

    /// <summary>Closed dates.</summary>
    public IReadOnlySet<LocalDate> Holidays { get; init; } = FrozenSet<LocalDate>.Empty;

    /// <summary>Dates closed every year; 29 February only in leap years.</summary>
    public IReadOnlySet<AnnualDate> YearlyHolidays { get; init; } = FrozenSet<AnnualDate>.Empty;

    /// <summary>The company's own make-up workdays: they work Monday's windows.</summary>
    public IReadOnlySet<LocalDate> MakeUpDays { get; init; } = FrozenSet<LocalDate>.Empty;

    /// <summary>Dates with windows of their own; an empty list closes the date.</summary>
    public IReadOnlyDictionary<LocalDate, IReadOnlyList<DayWindow>> DayOverrides { get; init; } =
        FrozenDictionary<LocalDate, IReadOnlyList<DayWindow>>.Empty;

    /// <summary>Statutory off-days and make-up workdays, when this calendar follows them.</summary>
    public ChineseCalendar? Statutory { get; init; }

    /// <summary>
    /// Years whose holidays are entered (B19); null leaves it to <see cref="Statutory"/>, and without that every
    /// year counts as published.
    /// </summary>
    public IReadOnlySet<int>? PublishedYears { get; init; }

    /// <summary>Name and version together.</summary>
    public VersionRef Key => new(Name, Version);

    /// <summary>Round the clock, every day; never provisional. Version 0, which no company's own calendar of that name has.</summary>
    public static WorkCalendar AlwaysOpen(string timeZone) => new()
    {
        Name = "24x7",
        Version = 0,
        TimeZone = timeZone,
        Week = Enum.GetValues<IsoDayOfWeek>()
            .Where(d => d != IsoDayOfWeek.None)
            .ToFrozenDictionary(d => d, _ => (IReadOnlyList<DayWindow>)[DayWindow.WholeDay]),
    };

    /// <summary>The rule that decides a date.</summary>
    public DayRule RuleOn(LocalDate date)
    {
        if (DayOverrides.ContainsKey(date))
        {
            return DayRule.Override;
        }
        if (Holidays.Contains(date))
        {
            return DayRule.Holiday;
        }
        if (YearlyHolidays.Count > 0 && YearlyHolidays.Contains(new AnnualDate(date.Month, date.Day)))
        {
            return DayRule.YearlyHoliday;
        }
        if (MakeUpDays.Contains(date))
        {
            return DayRule.MakeUpDay;
        }
        return Statutory?.Find(date) switch
        {
            { IsOffDay: false } => DayRule.StatutoryMakeUpDay,
            { IsOffDay: true } => DayRule.StatutoryOffDay,
            null => DayRule.Week,
        };
    }

    /// <summary>The windows that start on a date, as defined (unsorted, possibly overlapping).</summary>
    public IReadOnlyList<DayWindow> WindowsOn(LocalDate date) => RuleOn(date) switch
    {
        DayRule.Override => DayOverrides[date],
        DayRule.MakeUpDay or DayRule.StatutoryMakeUpDay => WindowsOf(IsoDayOfWeek.Monday),
        DayRule.Week => WindowsOf(date.DayOfWeek),
        _ => [],
    };

    /// <summary>The windows of a weekday; empty when it is closed.</summary>
    public IReadOnlyList<DayWindow> WindowsOf(IsoDayOfWeek weekday) => Week.TryGetValue(weekday, out var windows) ? windows : [];

    /// <summary>Whether the holidays that may move this date are known (B19).</summary>
    public bool IsPublished(LocalDate date) => PublishedYears?.Contains(date.Year) ?? Statutory?.IsPublished(date) ?? true;

    /// <summary>The first date from <paramref name="from"/> to <paramref name="to"/> whose holidays are not known; null when all are.</summary>
    public LocalDate? FirstUnpublished(LocalDate from, LocalDate to)
    {
        if (PublishedYears is null && Statutory is null)
        {
            return null;
        }
        // A date's answer only changes at New Year and on 25 December.
        for (var date = from; date <= to; date = NextTurn(date))
        {
            if (!IsPublished(date))
            {
                return date;
            }
        }
        return null;
    }

    private static LocalDate NextTurn(LocalDate date)
    {
        var christmas = new LocalDate(date.Year, 12, 25);
        return date < christmas ? christmas : new LocalDate(date.Year + 1, 1, 1);
    }
}
