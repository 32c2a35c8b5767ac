using System.Globalization;
using System.Text.RegularExpressions;
using Aftercare.Optimizer;
using Aftercare.Optimizer.Formats;
using Aftercare.Optimizer.Search;

namespace Aftercare.Bench.Optimizer;

/// <summary>Published instances against the best plans known, distances ten times the Euclidean ones, cut off.</summary>
internal static class InstancesBench
{
    public static int Run(string pattern, Options options)
    {
        var known = File.ReadLines(Path.Combine(options.Folder, "best-known.tsv")).Skip(1).Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => (long)Math.Round(10 * double.Parse(row[1], CultureInfo.InvariantCulture)), StringComparer.OrdinalIgnoreCase);
        var tuning = new Tuning();
        foreach (var property in typeof(Tuning).GetProperties())
            if (property.CanWrite && options.Text(property.Name) is { } value) property.SetValue(tuning, Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
        var wanted = new Regex($"^({pattern})$", RegexOptions.IgnoreCase);
        double sum = 0;
        int count = 0, reached = 0;
        Console.WriteLine("| instance | cost | best known | gap % | routes | seconds | last better | 1000 steps/s | M evaluations/s | checked |\n|---|---|---|---|---|---|---|---|---|---|");
        foreach (var file in Directory.EnumerateFiles(options.Folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file).ToUpperInvariant();
            if (!wanted.IsMatch(name)) continue;
            using var reader = File.OpenText(file);
            var problem = SolomonText.Read(reader);
            double last = 0;
            var outcome = Solver.Solve(problem, new(options.Number("seconds", 10)), (ulong)options.Number("seed", 1), 1, progress => last = progress.Seconds, tuning);
            var flaws = PlanCheck.Flaws(problem, outcome.Plan);
            var gap = 100.0 * (outcome.Plan.Cost - known[name]) / known[name];
            sum += gap;
            count++;
            if (outcome.Plan.Cost <= known[name]) reached++;
            Console.WriteLine($"| {name} | {outcome.Plan.Cost / 10.0:F1} | {known[name] / 10.0:F1} | {gap:F3} | {outcome.Plan.Tours.Count} | {outcome.Seconds:F1} | {last:F1} | {outcome.Iterations / outcome.Seconds / 1000:F1} | {outcome.Evaluations / outcome.Seconds / 1e6:F1} | {(flaws.Count == 0 ? "yes" : flaws[0].Text)} |");
        }
        Console.WriteLine($"| mean of {count} | | | {sum / count:F3} | best known reached {reached} | | | | | |");
        return 0;
    }
}
