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
        return 0;
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
