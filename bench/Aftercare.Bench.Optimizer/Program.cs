using System.Globalization;
using System.Text.RegularExpressions;
using Aftercare.Optimizer;
using Aftercare.Optimizer.Formats;
using Aftercare.Optimizer.Search;

var culture = CultureInfo.InvariantCulture;
string Text(string name, string otherwise) { var i = Array.IndexOf(args, "--" + name); return i < 0 ? otherwise : args[i + 1]; }
double Number(string name, double otherwise) => double.Parse(Text(name, otherwise.ToString(culture)), culture);

if (args.Length == 0 || args[0].StartsWith('-'))
{
    Console.Error.WriteLine("Usage: PATTERN --data FOLDER [--seconds 10] [--seeds 1]   solves every instance of the folder whose name matches; --help for nothing more");
    return 2;
}
var folder = Text("data", "/work/shared/data/vrptw");
var known = File.ReadLines(Path.Combine(folder, "best-known.tsv")).Skip(1).Select(line => line.Split('\t')).ToDictionary(row => row[0].ToUpperInvariant(), row => (long)Math.Round(10 * double.Parse(row[1], culture)));
var tuning = new Tuning();
foreach (var property in typeof(Tuning).GetProperties().Where(property => property.CanWrite))
    if (Array.IndexOf(args, "--" + property.Name) is var i and >= 0) property.SetValue(tuning, Convert.ChangeType(args[i + 1], property.PropertyType, culture));
var pattern = new Regex($"^({args[0]})$", RegexOptions.IgnoreCase);
var seconds = Number("seconds", 10);
double sum = 0;
int count = 0, exact = 0;
foreach (var file in Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    var name = Path.GetFileNameWithoutExtension(file).ToUpperInvariant();
    if (!pattern.IsMatch(name)) continue;
    using var reader = File.OpenText(file);
    var problem = SolomonText.Read(reader);
    var (bytes, collections) = (GC.GetAllocatedBytesForCurrentThread(), GC.CollectionCount(0));
    double last = 0;
    var outcome = Solver.Solve(problem, new Stop(seconds), (ulong)Number("seed", 1), 1, progress => last = progress.Seconds, tuning);
    var flaws = PlanCheck.Flaws(problem, outcome.Plan);
    var gap = 100.0 * (outcome.Plan.Cost - known[name]) / known[name];
    sum += gap;
    count++;
    if (outcome.Plan.Cost <= known[name]) exact++;
    Console.WriteLine(string.Create(culture, $"{name,-10} {outcome.Plan.Cost / 10.0,10:F1} {known[name] / 10.0,10:F1} {gap,7:F3} % {outcome.Plan.Tours.Count,4} routes {outcome.Seconds,6:F1} s last {last,5:F1} s {outcome.Iterations / outcome.Seconds / 1000,7:F1} k it/s {outcome.Evaluations / outcome.Seconds / 1e6,6:F1} M ev/s {(flaws.Count == 0 ? "checked" : flaws[0].Text)}"));
}
Console.WriteLine(string.Create(culture, $"mean {sum / count:F4} % over {count}, best known reached {exact}"));
return 0;
