using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Aftercare.Tests.House;
using Aftercare.Tests.Shells;

namespace Aftercare.Tests.Integrations;

/// <summary>
/// Whole imports by the command line, each into an empty installation; every figure of the report must be the one that
/// <see cref="PlainFigures"/> computes from the file alone. Of the real logs every n-th case is taken; all of them with
/// WHOLE_LOGS=1. They are not part of this repository: LOGS names their folder, else shared/data is looked for above it.
/// </summary>
public sealed class ReconciliationTests
{
    private const string Map = """
        {
          // Every device of a map: comments, missing values, a format, a default, a column for the opening, trailing commas.
          "source": "made-up", "missing": ["?", "n/a"],
          "columns": { "case": "no", "activity": "state", "time": "at", "resource": "who" },
          "time": { "pattern": "d/M/uuuu HH:mm:ss", "zone": "Europe/Rome" },
          "ticket": {
            "type": { "value": "repair" }, "fault": { "format": "{what} / {where}" }, "customer": { "column": "client", "default": "Unknown" }, "openedAt": { "column": "opened" },
            "priority": { "column": "urgency", "map": { "1": "P1", "2": "P2", "3": "P3", "4": "P4" }, "default": "P3" },
          },
          "activities": { "new": "Acknowledged", "work": "Responded", "ask": "Paused:customer", "maker": "Paused:third-party", "back": "Resumed", "done": "Solved", "ok": "Confirmed:log", "end": "Closed", "void": "Cancelled", "look": "Note" },
        }
        """;

    private static readonly string[] Activities = ["new", "work", "ask", "maker", "back", "done", "ok", "end", "void", "look", "work", "done", "ask"];

    [Theory]
    [InlineData("helpdesk_it/helpdesk_full.csv", "helpdesk_it", "Case ID", 30)]
    [InlineData("uci_incident/incident_event_log_sample_4800.csv", "uci_incident", "number", 30)]
    [InlineData("bpic2013/bpic2013_closed_problems.csv", "bpic2013", "case:concept:name", 10)]
    public async Task A_real_log_reconciles_with_figures_from_the_file_alone(string log, string map, string caseColumn, int nth)
    {
        var file = Path.Combine(FolderOfLogs() ?? "", log);
        Assert.SkipUnless(File.Exists(file), "The log is not beside this repository.");
        var whole = Environment.GetEnvironmentVariable("WHOLE_LOGS") == "1";
        var text = await File.ReadAllTextAsync(file);

        await Reconcile(whole ? text : EveryNth(text, caseColumn, nth), await File.ReadAllTextAsync(Path.Combine(CompiledCode.Folder, $"src/Aftercare/Maps/{map}.json")), map, packed: false);
    }

    [Theory]
    [InlineData(1, ',', false)]
    [InlineData(2, ';', true)]
    public async Task A_made_up_log_with_everything_that_logs_do_reconciles_too(int seed, char separator, bool packed) => await Reconcile(MadeUp(seed, separator), Map, "map.json", packed);

    [Fact]
    public async Task An_import_that_was_killed_goes_on_and_ends_with_the_same_figures_and_a_repetition_adds_nothing()
    {
        using var cli = new Cli();
        var log = MadeUp(3, ',', cases: 600);
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "log.csv"), log);
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "map.json"), Map);
        string[] import = ["import", "events", "log.csv", "--map", "map.json", "--report", "out.json"];

        var progress = await cli.KillAfter("cases…", import);
        var resumed = await cli.Run(import);
        var figures = await Figures(cli, "out.json");
        var again = await cli.Run(import);

        var plain = PlainFigures.Of(log, Map, TimeProvider.System.GetUtcNow().UtcDateTime);
        var before = int.Parse(progress.Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(before, 1, plain.Cases - 1);
        Assert.Equal((0, 0), (resumed.Code, again.Code));
        Assert.InRange(NumberBefore(resumed.Out, " tickets created"), 1, plain.Cases - before);
        Assert.Equal((0, 0), (NumberBefore(again.Out, " tickets created"), NumberBefore(again.Out, " events added")));
        AssertSame(plain, figures);
        AssertSame(plain, await Figures(cli, "out.json"));
    }

    private static async Task Reconcile(string log, string map, string mapName, bool packed)
    {
        using var cli = new Cli();
        var file = packed ? "log.csv.gz" : "log.csv";
        await using (var stream = File.Create(Path.Combine(cli.Folder, file)))
        await using (var into = packed ? new GZipStream(stream, CompressionLevel.Fastest) : (Stream)stream)
            await into.WriteAsync(Encoding.UTF8.GetBytes(log));
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "map.json"), map);

        var answer = await cli.Run("import", "events", file, "--map", mapName, "--report", "out.json");

        Assert.Equal((0, ""), (answer.Code, answer.Code == 0 ? "" : answer.Error));
        var plain = PlainFigures.Of(log, map, TimeProvider.System.GetUtcNow().UtcDateTime);
        TestContext.Current.SendDiagnosticMessage($"{mapName}: {await File.ReadAllTextAsync(Path.Combine(cli.Folder, "out.json"))} {answer.Out}");
        AssertSame(plain, await Figures(cli, "out.json"));
        Assert.Equal(plain.Refused, NumberBefore(answer.Out, " lines refused"));
    }

    private static void AssertSame(PlainFigures plain, JsonElement figures)
    {
        Assert.Equal((plain.Cases, plain.Events, plain.Refused), (figures.GetProperty("cases").GetInt32(), figures.GetProperty("events").GetInt32(), figures.GetProperty("refused").GetInt32()));
        Assert.Equal(plain.MeanDays, figures.GetProperty("meanDurationDays").GetDouble(), 6);
        Assert.Equal(plain.MedianDays, figures.GetProperty("medianDurationDays").GetDouble(), 6);
        Assert.Equal(plain.WithinSla.OrderBy(row => row.Key).Select(row => $"{row.Key} {row.Value:0.######}"), figures.GetProperty("withinSla").EnumerateObject().Select(row => $"{row.Name} {row.Value.GetDecimal():0.######}"));
    }

    private static async Task<JsonElement> Figures(Cli cli, string file) => JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(cli.Folder, file))).RootElement;

    private static int NumberBefore(string text, string words) => int.Parse(text[..text.IndexOf(words, StringComparison.Ordinal)].Split([' ', ','])[^1], CultureInfo.InvariantCulture);

    /// <summary>The rows of every n-th case, as they stand in the file; these logs have no line breaks in quotes.</summary>
    private static string EveryNth(string text, string caseColumn, int nth)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var column = Array.IndexOf(lines[0].TrimEnd('\r').Split(','), caseColumn);
        var cases = new Dictionary<string, int>();
        return string.Join('\n', lines.Where((line, place) =>
        {
            if (place == 0) return true;
            var id = line.TrimEnd('\r').Split(',')[column];
            return (cases.TryGetValue(id, out var index) ? index : cases[id] = cases.Count) % nth == 0;
        })) + "\n";
    }

    /// <summary>
    /// Cases that are paused, reopened, cancelled, closed twice, solved after the end; priorities that come and go; rows mixed
    /// over the file, alike, of one time, without a case, of unknown activities, of times that are none or have not come yet;
    /// quotes with commas, quotes and line breaks in them.
    /// </summary>
    private static string MadeUp(int seed, char separator, int cases = 250)
    {
        var random = new Random(seed);
        var rows = new List<string>();
        for (var number = 1; number <= cases; number++)
        {
            var at = new DateTime(2014, 1, 1).AddMinutes(random.Next(60 * 24 * 300));
            var opened = random.Next(3) == 0 ? Time(at.AddMinutes(-random.Next(3000))) : random.Next(2) == 0 ? "?" : Time(at.AddDays(1));
            for (var count = random.Next(1, 12); count > 0; count--)
            {
                var urgency = random.Next(4) == 0 ? random.Next(1, 6).ToString(CultureInfo.InvariantCulture) : number % 5 == 0 ? "n/a" : ((number % 4) + 1).ToString(CultureInfo.InvariantCulture);
                rows.Add(string.Join(separator, $"C-{number}", Activities[random.Next(Activities.Length)], Time(at), $"Oper {random.Next(9)}", random.Next(20) == 0 ? "" : $"\"泵{separator} \"\"A\"\"\nleaks\"", "yard", $"Client {number % 30}", urgency, opened));
                if (random.Next(15) == 0) rows.Add(rows[^1]);
                at = random.Next(6) switch { 0 => at, 1 => at.AddSeconds(random.Next(600)), 2 => at.AddDays(random.Next(9)), _ => at.AddMinutes(random.Next(600)) };
            }
        }
        rows.Add(string.Join(separator, " ", "work", Time(new(2014, 5, 5)), "x", "x", "x", "x", "1", "?"));
        rows.Add(string.Join(separator, "C-1", "dance", Time(new(2014, 5, 5)), "x", "x", "x", "x", "1", "?"));
        rows.Add(string.Join(separator, "C-1", "work", "31/2/2014 10:00:00", "x", "x", "x", "x", "1", "?"));
        rows.Add(string.Join(separator, "C-1", "work", "1/1/2999 10:00:00", "x", "x", "x", "x", "1", "?"));
        rows.Add(string.Join(separator, "C-1", "work"));
        rows.Add(string.Join(separator, "C-2", "work", Time(new(2014, 3, 30, 2, 30, 0)), "in an hour that daylight saving skips", "x", "x", "x", "1", "?"));
        var shuffled = rows.ToArray();
        random.Shuffle(shuffled);
        return "\uFEFF" + string.Join(separator, "no", "state", "at", "who", "what", "where", "client", "urgency", "opened") + "\r\n" + string.Join("\r\n", shuffled) + "\r\n";
    }

    private static string Time(DateTime at) => at.ToString("d/M/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    private static string? FolderOfLogs()
    {
        if (Environment.GetEnvironmentVariable("LOGS") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(CompiledCode.Folder); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "data"))) return Path.Combine(folder.FullName, "shared", "data");
        return null;
    }
}
