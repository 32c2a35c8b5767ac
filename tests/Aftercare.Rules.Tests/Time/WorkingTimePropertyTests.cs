using Aftercare.Rules.Time;
using FsCheck;
using FsCheck.Xunit;
using NodaTime;

namespace Aftercare.Rules.Tests.Time;

/// <summary>Every question of working time against a calendar painted step by step.</summary>
public sealed class WorkingTimePropertyTests
{
    private const int Steps = 12_000;
    private const int QuestionsPerCalendar = 25;

    [Property(MaxTest = 100)]
    [Trait("Requirement", "R308")]
    public void Adding_and_measuring_agree_with_a_walk_step_by_step(DoNotSize<int> seed) => Ask(seed.Item, (random, calendar, open, at) =>
    {
        var start = random.Number(Steps);
        var amount = random.Number(Steps / 4) - (Steps / 8);
        if (Added(open, start, amount) is { } due)
        {
            Assert.Equal(at(due), calendar.Add(at(start), at(amount) - at(0)));
        }
        var end = random.Number(Steps);
        Assert.Equal(end < start ? at(0) - at(0) : at(open.AsSpan(start, Math.Max(0, end - start)).Count(true)) - at(0), calendar.Between(at(start), at(end)));
        Assert.Equal(open[start], calendar.IsOpen(at(start)));
    });

    [Property(MaxTest = 100)]
    [Trait("Requirement", "R308")]
    public void Due_times_outside_pauses_agree_with_a_walk_step_by_step(DoNotSize<int> seed) => Ask(seed.Item, (random, calendar, open, at) =>
    {
        var start = random.Number(Steps / 2);
        var counts = open.ToArray();
        var pauses = new List<Pause>();
        for (var left = random.Number(5); left > 0; left--)
        {
            var from = random.Number(Steps);
            var to = from + random.Number(Steps / 8);
            pauses.Add(new Pause(at(from), random.OneIn(8) ? null : at(to)));
            counts.AsSpan(from, (pauses[^1].To is null ? Steps : Math.Min(Steps, to)) - from).Clear();
        }
        var target = random.Number(Steps / 6);
        if (Added(counts, start, target) is { } due)
        {
            Assert.Equal(at(due), calendar.AddOutside(at(start), at(target) - at(0), pauses));
        }
        else if (pauses.Exists(p => p.To is null))
        {
            Assert.Null(calendar.AddOutside(at(start), at(target) - at(0), pauses));
        }
    });

    [Property(MaxTest = 60)]
    [Trait("Requirement", "R308")]
    public void The_windows_of_a_stretch_are_its_open_steps(DoNotSize<int> seed) => Ask(seed.Item, (random, calendar, open, at) =>
    {
        var (start, end) = (random.Number(Steps), random.Number(Steps));
        var painted = new bool[Steps];
        var last = Instant.MinValue;
        foreach (var window in calendar.WindowsIn(at(start), at(end)))
        {
            Assert.True(window.From > last && window.To > window.From, "windows are apart and in order");
            last = window.To;
            painted.AsSpan((int)((window.From - at(0)) / (at(1) - at(0))), (int)((window.To - window.From) / (at(1) - at(0)))).Fill(true);
        }
        for (var i = 0; i < Steps; i++)
        {
            Assert.Equal(open[i] && i >= start && i < end, painted[i]);
        }
    });

    [Property(MaxTest = 100)]
    [Trait("Requirement", "R309")]
    public void Working_days_agree_with_a_walk_day_by_day(DoNotSize<int> seed)
    {
        var random = new RandomHistories(seed.Item);
        var (around, calendars) = random.Calendars(1);
        var (calendar, painted) = (calendars[0], new PaintedCalendar(calendars[0].Calendar, around, 1, 1));
        for (var i = 0; i < QuestionsPerCalendar; i++)
        {
            var start = random.After(around, 40 * 86_400 / random.Step);
            var days = random.Number(25) - 12;
            var date = calendar.DateOf(start);
            for (var left = Math.Abs(days); left > 0; left -= painted.WindowsOn(date).Count > 0 ? 1 : 0)
            {
                date = date.PlusDays(Math.Sign(days));
            }
            Assert.Equal(date, calendar.NthWorkingDay(calendar.DateOf(start), days));
            var edges = painted.WindowsOn(date).Select(w => days > 0 ? w.ToSecond : w.FromSecond)
                .Select(s => date.AtMidnight().PlusSeconds(s).InZoneLeniently(calendar.Zone).ToInstant()).ToList();
            Assert.Equal(days > 0 ? edges.Max() : days < 0 ? edges.Min() : start, calendar.AddDays(start, days));
            var kept = (date + start.InZone(calendar.Zone).TimeOfDay).InZoneLeniently(calendar.Zone).ToInstant();
            Assert.Equal(days == 0 ? start : kept, calendar.AddDays(start, days, keepTimeOfDay: true));

            var other = calendar.DateOf(random.After(around, 40 * 86_400 / random.Step));
            var (from, inclusive) = (calendar.DateOf(start), random.OneIn(2));
            var between = 0;
            for (var day = from; day <= other; day = day.PlusDays(1))
            {
                between += painted.WindowsOn(day).Count > 0 && (inclusive || day > from) ? 1 : 0;
            }
            Assert.Equal(between, calendar.DaysBetween(from, other, inclusive));
            Assert.Equal(painted.WindowsOn(from).Count > 0, calendar.IsWorkingDay(from));
        }
    }

    private static void Ask(int seed, Action<RandomHistories, WorkingTime, bool[], Func<int, Instant>> question)
    {
        var random = new RandomHistories(seed);
        var (from, calendars) = random.Calendars(1);
        var open = new PaintedCalendar(calendars[0].Calendar, from, Steps, random.Step).Open;
        for (var i = 0; i < QuestionsPerCalendar; i++)
        {
            question(random, calendars[0], open, index => from + Duration.FromSeconds((long)index * random.Step));
        }
    }

    /// <summary>One step at a time until the amount has been counted; null when the painted stretch ends first.</summary>
    private static int? Added(bool[] open, int start, int amount)
    {
        var at = start;
        for (; amount > 0; at++)
        {
            if (at == open.Length)
            {
                return null;
            }
            amount -= open[at] ? 1 : 0;
        }
        for (; amount < 0; at--)
        {
            if (at == 0)
            {
                return null;
            }
            amount += open[at - 1] ? 1 : 0;
        }
        return at;
    }
}
