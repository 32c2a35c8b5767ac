using System.Diagnostics;

namespace Aftercare.Bench.Stage;

/// <summary>What a stretch of work gave: how many a second, how long each took, and the processor time of this process for one.</summary>
/// <param name="Processor">Milliseconds; unlike a rate hardly moved by what else the machine does. A database server's own is not in it.</param>
internal sealed record Measured(double PerSecond, double[] Milliseconds, double Processor)
{
    public double At(double share) => Milliseconds[Math.Min(Milliseconds.Length - 1, (int)(Milliseconds.Length * share))];

    /// <summary>Runs the work over and over with so many callers at once.</summary>
    /// <param name="work">Gets the number of the caller.</param>
    public static async Task<Measured> Run(int callers, TimeSpan time, Func<int, Task> work)
    {
        var (began, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var each = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var taken = new List<double>();
            while (Stopwatch.GetElapsedTime(began) < time)
            {
                var start = Stopwatch.GetTimestamp();
                await work(caller);
                taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            return taken;
        })));
        var all = each.SelectMany(taken => taken).Order().ToArray();
        return new(all.Length / Stopwatch.GetElapsedTime(began).TotalSeconds, all, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / all.Length);
    }

    public static Measured Together(IReadOnlyCollection<Measured> rounds) =>
        new(Median(rounds.Select(round => round.PerSecond)), [.. rounds.SelectMany(round => round.Milliseconds).Order()], Median(rounds.Select(round => round.Processor)));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>Two ways of doing the same, in turn, so that what else the machine does falls on both.</summary>
internal sealed record Pair(Measured Product, Measured Yardstick, double Ratio)
{
    public static async Task<Pair> Run(int callers, TimeSpan time, int rounds, Func<int, Task> product, Func<int, Task> yardstick)
    {
        // Long enough for the compiler to have done with the hot paths.
        var warm = time;
        await Measured.Run(callers, warm, product);
        await Measured.Run(callers, warm, yardstick);
        var (ours, theirs) = (new List<Measured>(), new List<Measured>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await Measured.Run(callers, time, product));
            theirs.Add(await Measured.Run(callers, time, yardstick));
        }
        return new(Measured.Together(ours), Measured.Together(theirs), Measured.Median(ours.Zip(theirs, (one, other) => one.PerSecond / other.PerSecond)));
    }
}
