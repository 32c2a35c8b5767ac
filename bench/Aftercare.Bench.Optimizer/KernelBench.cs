using Aftercare.Optimizer.Formats;
using Aftercare.Optimizer.Search;

namespace Aftercare.Bench.Optimizer;

/// <summary>How fast the inner loops are and what they allocate.</summary>
internal static class KernelBench
{
    public static int Run(Options options)
    {
        Console.WriteLine("| kernel | instance | M evaluations/s | 1000 steps/s | bytes allocated | collections |\n|---|---|---|---|---|---|");
        foreach (var name in new[] { "r1_2_1", "c1_6_5", "r1_10_1", "r2_10_5" })
        {
            using var reader = File.OpenText(Directory.EnumerateFiles(options.Folder, name + ".txt", SearchOption.AllDirectories).Single());
            var ground = Ground.Of(SolomonText.Read(reader))!;
            var annealing = new RuinAndRecreate(ground, new(ground, new Tuning().AnnealWidth, 100), 1);
            var scale = annealing.Scale;
            // The first seconds are the compiler's.
            annealing.Anneal(scale, scale, long.MaxValue, ProcessorClock.Seconds() + 2, null, default);
            var (bytes, collections, evaluations, steps, began) = (GC.GetAllocatedBytesForCurrentThread(), GC.CollectionCount(0), annealing.Evaluations, annealing.Iterations, ProcessorClock.Seconds());
            annealing.Anneal(scale, scale / 50, long.MaxValue, began + options.Number("seconds", 10), null, default);
            var seconds = ProcessorClock.Seconds() - began;
            Console.WriteLine($"| annealing | {name} | {(annealing.Evaluations - evaluations) / seconds / 1e6:F1} | {(annealing.Iterations - steps) / seconds / 1000:F1} | {GC.GetAllocatedBytesForCurrentThread() - bytes} | {GC.CollectionCount(0) - collections} |");
        }
        return 0;
    }
}
