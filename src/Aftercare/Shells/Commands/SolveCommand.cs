using System.CommandLine;
using System.Globalization;
using Aftercare.Optimizer;
using Aftercare.Optimizer.Formats;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare solve INSTANCE`: the dispatch optimiser on a file; touches no database.</summary>
/// <remarks>
/// Distances of Solomon and Gehring-Homberger texts are counted in tenths and shown as whole units with one decimal, the way
/// published tables do; costs of JSON problems are shown as they are.
/// </remarks>
internal static class SolveCommand
{
    public static Command Make(Workplace place)
    {
        var instance = new Argument<string>("INSTANCE") { Description = "A Solomon or Gehring-Homberger text, or a problem as JSON." };
        var seconds = new Option<double?>("--seconds") { Description = "Processor seconds of a solving thread; 10 if --iterations is not given either." };
        var iterations = new Option<long?>("--iterations") { Description = "Steps instead of time: the same seed gives the same plan." };
        var threads = new Option<int>("--threads") { Description = "Independent searches side by side; the best plan counts.", DefaultValueFactory = _ => 1 };
        var seed = new Option<long>("--seed") { Description = "Any whole number.", DefaultValueFactory = _ => 1 };
        var output = new Option<string?>("--out") { Description = "Writes the plan there as JSON." };
        var trace = new Option<string?>("--trace") { Description = "Writes a line (processor seconds, cost) at every better plan." };
        var best = new Option<decimal?>("--best") { Description = "Cost of the best known plan; otherwise best-known.tsv beside the instance or in the folder above is looked at." };
        var command = new Command("solve", "Plan the tours of a file: who does what, when, at the least cost.") { instance, seconds, iterations, threads, seed, output, trace, best };
        seconds.Validators.Add(given => { if (given.GetValueOrDefault<double?>() is <= 0 or double.NaN) given.AddError("--seconds is above 0."); });
        iterations.Validators.Add(given => { if (given.GetValueOrDefault<long?>() is <= 0) given.AddError("--iterations is above 0."); });
        threads.Validators.Add(given => { if (given.GetValueOrDefault<int>() is < 1 or > 1024) given.AddError("--threads is from 1 to 1024."); });
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                var file = place.PathOf(parsed.GetRequiredValue(instance));
                var (problem, isText) = await Read(file, ct);
                var unit = isText ? 10m : 1m;
                string Shown(long cost) => (cost / unit).ToString(isText ? "F1" : "F0", CultureInfo.InvariantCulture);
                await using var traced = parsed.GetValue(trace) is { } traceFile ? new StreamWriter(place.PathOf(traceFile)) : null;
                void Trace(Progress progress) => traced?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Seconds:F4}\t{Shown(progress.Cost)}"));

                var steps = parsed.GetValue(iterations);
                var stop = new Stop(parsed.GetValue(seconds) ?? (steps is null ? 10 : double.PositiveInfinity), steps ?? long.MaxValue, ct);
                var outcome = Solver.Solve(problem, stop, (ulong)parsed.GetValue(seed), parsed.GetValue(threads), traced is null ? null : Trace);
                var flaws = PlanCheck.Flaws(problem, outcome.Plan);
                if (parsed.GetValue(output) is { } planFile)
                {
                    await using var stream = File.Create(place.PathOf(planFile));
                    PlanJson.Write(stream, problem, outcome.Plan);
                }
                await place.Out.WriteLineAsync($"cost {Shown(outcome.Plan.Cost)}");
                await place.Out.WriteLineAsync($"routes {outcome.Plan.Tours.Count}");
                if (outcome.Plan.Unplaced.Count > 0) await place.Out.WriteLineAsync($"unplaced {outcome.Plan.Unplaced.Count}");
                if ((parsed.GetValue(best) ?? Known(file)) is { } known and > 0)
                    await place.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"best known {known}, gap {100 * (outcome.Plan.Cost / unit - known) / known:F3} %"));
                await place.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"processor seconds {outcome.Seconds:F1}, iterations {outcome.Iterations}"));
                foreach (var flaw in flaws) await place.Error.WriteLineAsync($"{flaw.Text} ({flaw.Code})");
                return flaws.Count == 0 ? 0 : CommandLine.Failed;
            }
            catch (OptimizerRefusal refusal)
            {
                await place.Error.WriteLineAsync($"{refusal.Field}: {refusal.Message} ({refusal.Code})");
                return CommandLine.Failed;
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                throw new SetUpProblem(unreadable.Message);
            }
        });
        return command;
    }

    private static async Task<(Problem Problem, bool IsText)> Read(string file, CancellationToken ct)
    {
        var text = await File.ReadAllTextAsync(file, ct);
        if (text.AsSpan().TrimStart() is ['{', ..]) return (ProblemJson.Read(text), false);
        using var reader = new StringReader(text);
        return (SolomonText.Read(reader), true);
    }

    // A table with the instance's name and its best known cost in the first two columns.
    private static decimal? Known(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var table = Path.Combine(folder, "best-known.tsv");
            if (File.Exists(table))
                foreach (var line in File.ReadLines(table))
                    if (line.Split('\t') is [var known, var cost, ..] && known.Equals(name, StringComparison.OrdinalIgnoreCase) && decimal.TryParse(cost, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)) return value;
            if (folder != Path.GetDirectoryName(file)) break;
        }
        return null;
    }
}
