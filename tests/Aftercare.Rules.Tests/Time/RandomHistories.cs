using System.Collections.Frozen;
using Aftercare.Rules.Time;
using NodaTime;

namespace Aftercare.Rules.Tests.Time;

/// <summary>Random calendars, policies and histories on a grid of whole steps, with trouble made likely.</summary>
/// <remarks>Everything falls on whole steps, so that walking step by step is exact: a step is a second, a minute or a quarter of an hour.</remarks>
internal sealed class RandomHistories(int seed)
{
    private static readonly string[] Zones =
    [
        "Asia/Shanghai", "Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "America/Havana",
        "America/St_Johns", "Atlantic/Azores", "Africa/Casablanca", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran",
        "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Antarctica/Troll",
    ];
    private static readonly string[] Reasons = ["customer", "parts", "weather"];
    private static readonly string[] ClockNames = ["respond", "solve"];
    private readonly Random _random = new(seed);

    /// <summary>Length of a step in seconds: 1, 60 or 900.</summary>
    public int Step { get; private set; } = 60;

    /// <summary>A step length, then calendars whose interesting dates lie around one instant.</summary>
    public (Instant Around, List<WorkingTime> Calendars) Calendars(int count)
    {
        Step = Pick(1, 60, 60, 900);
        var zones = Enumerable.Range(0, count).Select(_ => Pick(Zones)).ToList();
        var around = Around(DateTimeZoneProviders.Tzdb[zones[0]]);
        return (around, [.. zones.Select((zone, i) => new WorkingTime(Calendar($"c{i}", zone, around)))]);
    }

    /// <summary>An instant on the grid up to so many steps after another.</summary>
    public Instant After(Instant from, int steps) => from + Duration.FromSeconds((long)_random.Next(steps + 1) * Step);

    public int Number(int below) => _random.Next(below);

    public bool OneIn(int chances) => _random.Next(chances) == 0;

    public List<ClockPolicy> Policies(int count, IReadOnlyList<WorkingTime> calendars, int longest) =>
        [.. Enumerable.Range(0, count).Select(i => new ClockPolicy("p", i, $"Policy {i}", Rules(calendars, longest)))];

    /// <summary>Facts in disorder, within so many steps after an instant.</summary>
    public List<ClockFact> Facts(Instant from, int steps, IReadOnlyList<ClockPolicy> policies, IReadOnlyList<WorkingTime> calendars)
    {
        var opened = After(from, steps / 8);
        var entered = from;
        Instant Entered() => entered += Duration.FromSeconds(_random.Next(1, 100));
        VersionRef Calendar() => calendars[_random.Next(calendars.Count)].Calendar.Key;
        var facts = new List<ClockFact> { new ClockFact.Opened(opened, Entered(), policies[0].Key, Calendar(), Pick("repair", "complaint"), Pick("high", "low")) };
        var at = opened;
        for (var left = _random.Next(14); left > 0; left--)
        {
            // Often the same instant again: ties are where orders go wrong.
            at = OneIn(5) ? at : After(from, steps);
            facts.Add(_random.Next(14) switch
            {
                0 or 1 or 2 => new ClockFact.Paused(at, Entered(), Pick(Reasons)),
                3 or 4 => new ClockFact.Resumed(at, Entered(), Pick(Reasons)),
                5 => new ClockFact.Resumed(at, Entered()),
                6 => new ClockFact.Stopped(at, Entered(), Pick(ClockNames)),
                7 => new ClockFact.Closed(at, Entered()),
                8 or 9 => new ClockFact.Reopened(at, Entered()),
                10 => new ClockFact.PolicyChanged(at, Entered(), policies[_random.Next(policies.Count)].Key),
                11 => OneIn(2) ? new ClockFact.PriorityChanged(at, Entered(), Pick("high", "low")) : new ClockFact.TypeChanged(at, Entered(), Pick("repair", "complaint")),
                12 => new ClockFact.CalendarChanged(at, Entered(), Calendar()),
                _ => new ClockFact.OwnerChanged(at, Entered(), "owner", OneIn(2) ? Calendar() : null),
            });
        }
        var shuffled = facts.ToArray();
        _random.Shuffle(shuffled);
        return [.. shuffled];
    }

    private WorkCalendar Calendar(string name, string zone, Instant around)
    {
        var today = around.InZone(DateTimeZoneProviders.Tzdb[zone]).Date;
        LocalDate Near() => today.PlusDays(_random.Next(-6, 20));
        return new WorkCalendar
        {
            Name = name,
            TimeZone = zone,
            Week = Enumerable.Range(1, 7).Where(d => d == 3 || !OneIn(4)).ToFrozenDictionary(d => (IsoDayOfWeek)d, _ => (IReadOnlyList<DayWindow>)Windows()),
            Holidays = Some(4, Near).ToFrozenSet(),
            YearlyHolidays = Some(2, Near).Select(d => new AnnualDate(d.Month, d.Day)).ToFrozenSet(),
            MakeUpDays = Some(2, Near).ToFrozenSet(),
            DayOverrides = Some(3, Near).Distinct().ToFrozenDictionary(d => d, _ => (IReadOnlyList<DayWindow>)(OneIn(3) ? [] : Windows())),
            Statutory = OneIn(3) ? ChineseCalendar.Shipped : null,
        };
    }

    private IEnumerable<T> Some<T>(int most, Func<T> make) => Enumerable.Range(0, _random.Next(most + 1)).Select(_ => make());

    /// <summary>Up to three windows, or dozens when a step is a second; one may be a night's, over by 07:00; the last day window closes after 08:00.</summary>
    private List<DayWindow> Windows()
    {
        if (OneIn(10))
        {
            return [DayWindow.WholeDay];
        }
        var windows = new List<DayWindow>();
        for (var left = Step == 1 ? _random.Next(20, 60) : _random.Next(1, 4); left > 0; left--)
        {
            var from = At(0, 23);
            windows.Add(new DayWindow(from, Math.Min(86_400, from + (Step == 1 ? _random.Next(1, 2_000) : At(1, 6)))));
        }
        var last = At(8, 22);
        windows.Add(new DayWindow(last, Math.Min(86_400, last + At(1, 4))));
        if (OneIn(4))
        {
            windows.Add(new DayWindow(At(20, 23), 86_400 + At(0, 6)));
        }
        return windows;
    }

    private int At(int fromHour, int toHour) => _random.Next(fromHour * 3600 / Step, (toHour * 3600 / Step) + 1) * Step;

    private Instant Around(DateTimeZone zone)
    {
        var any = Instant.FromUtc(_random.Next(1995, 2036), _random.Next(1, 13), 1, 0, 0) + Duration.FromHours(_random.Next(700));
        var turn = zone.GetZoneInterval(any);
        var chosen = (_random.Next(4), turn.HasEnd) switch
        {
            (0 or 1, true) => turn.End - Duration.FromHours(_random.Next(Step == 1 ? 3 : 40)),
            (2, _) => Instant.FromUtc(_random.Next(2018, 2028), 1, 1, 0, 0) - Duration.FromHours(_random.Next(100)),
            _ => any,
        };
        return Instant.FromUnixTimeSeconds(chosen.ToUnixTimeSeconds() / 900 * 900);
    }

    private List<TargetRule> Rules(IReadOnlyList<WorkingTime> calendars, int longest) =>
    [
        .. ClockNames.SelectMany(clock => Some(2, () => new TargetRule(
            Target(clock, calendars, longest),
            OneIn(3) ? Pick("repair", "complaint") : null,
            OneIn(3) ? Pick("high", "low") : null))),
    ];

    private ClockTarget Target(string clock, IReadOnlyList<WorkingTime> calendars, int longest)
    {
        var days = Step == 1 ? OneIn(20) : OneIn(3);
        var target = days
            ? ClockTarget.OfWorkingDays(clock, _random.Next(Step == 60 ? 4 : 30), OneIn(3))
            : ClockTarget.OfMinutes(clock, Step == 1 ? _random.Next(longest / 60) : (long)_random.Next(longest) * Step / 60);
        return target with
        {
            AlwaysOpen = OneIn(6),
            Calendar = OneIn(8) ? calendars[_random.Next(calendars.Count)].Calendar.Key : null,
            PauseReasons = OneIn(2) ? null : Some(3, () => Pick(Reasons)).ToFrozenSet(),
            OnReopen = Pick(OnReopen.Stay, OnReopen.Continue, OnReopen.Continue, OnReopen.Restart),
        };
    }

    private T Pick<T>(params T[] of) => of[_random.Next(of.Length)];
}
