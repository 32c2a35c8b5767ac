using System.Diagnostics;
using System.Globalization;
using Aftercare.Rules.Tests.Time;

namespace Aftercare.Bench.Clock;

/// <summary>The proof of the clock in bulk: random histories, each walked step by step and compared.</summary>
internal static class ClockProofBench
{
    public static int Run(string[] options)
    {
        var count = Option(options, "--count", 100_000);
        var seed = Option(options, "--seed", 1);
        var watch = Stopwatch.StartNew();
        var proof = new HistoryProof();
        for (var pool = seed; proof.Histories < count; pool++)
        {
            if (proof.Disagreement(pool) is { } disagreement)
            {
                Console.WriteLine(disagreement);
                return 1;
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{proof.Histories:N0} histories from seed {seed}, {proof.Readings:N0} clocks, {proof.DuesInSight:N0} due times inside the walk, {proof.SecondsWalked / 86_400.0 / 365:N0} years walked: all agree, {watch.Elapsed.TotalSeconds:N1} s"));
        return 0;
    }

    private static int Option(string[] options, string name, int otherwise) =>
        Array.IndexOf(options, name) is >= 0 and var i && i + 1 < options.Length
            ? int.Parse(options[i + 1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : otherwise;
}
