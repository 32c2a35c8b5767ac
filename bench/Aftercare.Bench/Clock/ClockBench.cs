using System.Diagnostics;
using System.Globalization;
using Aftercare.Rules.Time;
using NodaTime;

namespace Aftercare.Bench.Clock;

/// <summary>What one question of working time costs, in nanoseconds and bytes, against walking minute by minute.</summary>
internal static class ClockBench
{
    private const int Questions = 2_000_000;

    public static int Run()
    {
        var calendar = new WorkingTime(WorkCalendarJson.Parse("office", """
            {"timeZone":"Asia/Shanghai","cn":true,"week":{"mon":[["09:00","12:00"],["13:30","18:00"]],"tue":[["09:00","12:00"],["13:30","18:00"]],
             "wed":[["09:00","12:00"],["13:30","18:00"]],"thu":[["09:00","12:00"],["13:30","18:00"]],"fri":[["09:00","12:00"],["13:30","18:00"]]}}
            """));
        var random = new Random(1);
        var starts = new Instant[4096];
        var amounts = new Duration[starts.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = Instant.FromUtc(2019, 1, 1, 0, 0) + Duration.FromSeconds(random.Next(7 * 365 * 86_400));
            amounts[i] = Duration.FromSeconds(random.Next(40 * 3600));
        }
        var yardstick = Walk(calendar, starts, amounts);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"walk by minutes",-18}{yardstick,12:N1} ns"));
        Measure("Add", yardstick, i => calendar.Add(starts[i], amounts[i]).ToUnixTimeTicks());
        Measure("Add backwards", yardstick, i => calendar.Add(starts[i], -amounts[i]).ToUnixTimeTicks());
        Measure("Between", yardstick, i => calendar.Between(starts[i], starts[i] + amounts[i]).BclCompatibleTicks);
        Measure("Between, years", yardstick, i => calendar.Between(starts[i], starts[(i + 1) & 4095]).BclCompatibleTicks);
        Measure("IsOpen", yardstick, i => calendar.IsOpen(starts[i]) ? 1 : 0);
        Measure("AddDays", yardstick, i => calendar.AddDays(starts[i], 5).ToUnixTimeTicks());
        Measure("AddDays, keep time", yardstick, i => calendar.AddDays(starts[i], 5, true).ToUnixTimeTicks());
        MeasureTicket(calendar);
        return 0;
    }

    /// <summary>A ticket of eleven facts and three clocks: what a page pays for each row, and for the explanation of one.</summary>
    private static void MeasureTicket(WorkingTime calendar)
    {
        var policy = new ClockPolicy("p", 1, "p",
        [
            new(ClockTarget.OfMinutes("respond", 60)),
            new(ClockTarget.OfMinutes("arrive", 480)),
            new(ClockTarget.OfWorkingDays("solve", 5) with { OnReopen = OnReopen.Continue }),
        ]);
        var book = new ClockBook([policy], [calendar]);
        var opened = Instant.FromUtc(2024, 4, 24, 2, 0);
        Instant After(int hours) => opened + Duration.FromHours(hours);
        ClockFact[] facts =
        [
            new ClockFact.Opened(opened, opened, policy.Key, calendar.Calendar.Key, "repair", "normal"),
            new ClockFact.Stopped(After(1), After(1), "respond"),
            new ClockFact.Paused(After(2), After(2), "parts"),
            new ClockFact.PriorityChanged(After(20), After(20), "high"),
            new ClockFact.Resumed(After(30), After(30)),
            new ClockFact.OwnerChanged(After(50), After(50), "owner"),
            new ClockFact.Stopped(After(51), After(51), "arrive"),
            new ClockFact.Stopped(After(70), After(70), "solve"),
            new ClockFact.Closed(After(71), After(71)),
            new ClockFact.Reopened(After(200), After(200)),
            new ClockFact.Paused(After(201), After(201), "customer"),
        ];
        var watch = Stopwatch.StartNew();
        const int Tickets = 50_000;
        var sum = 0L;
        for (var i = 0; i < Tickets; i++)
        {
            sum += ClockMachine.Compute(facts, book, After(300)).Count;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"a whole ticket",-18}{watch.Elapsed.TotalMicroseconds / Tickets,12:N1} µs   11 facts, 3 clocks   ({sum & 0xff:x2})"));
        watch.Restart();
        for (var i = 0; i < Tickets / 10; i++)
        {
            sum += ClockMachine.Compute(facts, book, After(300))[2].Explain().ToText("zh-CN").Length;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"and told why",-18}{watch.Elapsed.TotalMicroseconds * 10 / Tickets,12:N1} µs   ({sum & 0xff:x2})"));
    }

    private static void Measure(string name, double yardstick, Func<int, long> ask)
    {
        var sum = 0L;
        for (var i = 0; i < 400_000; i++)
        {
            sum += ask(i & 4095);
        }
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Questions; i++)
        {
            sum += ask(i & 4095);
        }
        var nanoseconds = watch.Elapsed.TotalNanoseconds / Questions;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-18}{nanoseconds,12:N1} ns {(double)bytes / Questions,6:N1} B   1/{yardstick / nanoseconds:N0} of the walk   ({sum & 0xff:x2})"));
    }

    private static double Walk(WorkingTime calendar, Instant[] starts, Duration[] amounts)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 50; i++)
        {
            var left = amounts[i];
            for (var at = starts[i]; left > Duration.Zero; at += Duration.FromMinutes(1))
            {
                left -= calendar.IsOpen(at) ? Duration.FromMinutes(1) : Duration.Zero;
            }
        }
        return watch.Elapsed.TotalNanoseconds / 50;
    }
}
