using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Aftercare.Modules.Integrations;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare import events FILE --map MAP.json`: another system's event log becomes tickets with their history.</summary>
internal static class ImportCommand
{
    private static readonly JsonSerializerOptions ReportOptions = new(PlatformJson.Options) { WriteIndented = true };

    public static Command Make(Workplace place) => new("import", "Take data in from other systems.") { Events(place), Table(place) };

    private static Command Events(Workplace place)
    {
        var file = new Argument<string>("FILE") { Description = "The log: CSV in UTF-8 with a header line, also packed (.gz)." };
        var map = new Option<string>("--map") { Description = "What the log's columns and activities mean (docs/import-events.md); a shipped one by name: helpdesk_it, uci_incident, bpic2013.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and check everything, write nothing." };
        var report = new Option<string?>("--report") { Description = "Write the figures of what is stored to this file, as JSON." };
        var company = new Option<string?>("--company") { Description = "The company's name, when there are several." };
        var unit = new Option<string?>("--unit") { Description = "The unit the tickets belong to; the topmost when left out." };
        var command = new Command("events", "Take in an event log: case, activity, time, resource. Can be killed and repeated.") { file, map, dryRun, report, company, unit };
        command.SetAction((parsed, ct) => place.Do(parsed.GetValue(dryRun) ? Touches.Reads : Touches.Writes, async (services, token) =>
        {
            var (log, mapping) = (place.PathOf(parsed.GetRequiredValue(file)), MapFile(place, parsed.GetRequiredValue(map)));
            foreach (var needed in new[] { log, mapping }) if (!File.Exists(needed)) throw new SetUpProblem($"There is no file {needed}.");
            var json = await File.ReadAllTextAsync(mapping, token);
            // A dry run needs no company, and must not make one.
            var home = parsed.GetValue(dryRun) ? null : await CommandHome.FindOrFound(services, parsed.GetValue(company), parsed.GetValue(unit), place.Out, token);
            var caller = Caller.System("import", home?.Company);

            var watch = Stopwatch.StartNew();
            var outcome = await services.GetRequiredService<IEventImport>().Run(caller, home?.Unit ?? default, log, json, home is null, new Steps(place, watch), token);
            await Tell(place, outcome, watch.Elapsed, home is null);
            if (parsed.GetValue(report) is { } target && home is not null)
            {
                var figures = await services.GetRequiredService<Gateway>().Ask(caller, new ReportImport.Query(outcome.Source), token);
                await File.WriteAllTextAsync(place.PathOf(target), JsonSerializer.Serialize(figures, ReportOptions) + "\n", token);
            }
            return 0;
        }, ct));
        return command;
    }

    private static Command Table(Workplace place)
    {
        var target = new Argument<string>("TARGET") { Description = "What the table holds: units, people, skills, customers, models, assets, tickets." };
        var file = new Argument<string>("FILE") { Description = "An .xlsx, or a .csv in UTF-8 or GB18030; the first line holds the headings." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Try every line, keep nothing of it." };
        var report = new Option<string?>("--report") { Description = "Write counts and refused lines to this file, as JSON." };
        var company = new Option<string?>("--company") { Description = "The company's name, when there are several." };
        var unit = new Option<string?>("--unit") { Description = "Where lines belong that name no unit; the topmost when left out." };
        var command = new Command("table", "Bring in a table, line by line. Can be killed and repeated: what is here already stays as it is.") { target, file, dryRun, report, company, unit };
        command.SetAction((parsed, ct) => place.Do(Touches.Writes, async (services, token) =>
        {
            var path = place.PathOf(parsed.GetRequiredValue(file));
            if (!File.Exists(path)) throw new SetUpProblem($"There is no file {path}.");
            var home = await CommandHome.Find(services.GetRequiredService<Gateway>(), parsed.GetValue(company), parsed.GetValue(unit), token);
            var done = await services.GetRequiredService<ITableImport>().BringIn(Caller.System("import", home.Company), parsed.GetRequiredValue(target), path, home.Unit, parsed.GetValue(dryRun), token);
            foreach (var cell in done.Reasons) await place.Error.WriteLineAsync($"line {cell.Line}: {cell.Column} {cell.Value}: {cell.Why} ({cell.Code})");
            await place.Out.WriteLineAsync($"{(parsed.GetValue(dryRun) ? "Dry run: " : "")}{done.Lines} lines: {done.New} new, {done.Known} here already, {done.Refused} refused.");
            if (parsed.GetValue(report) is { } to) await File.WriteAllTextAsync(place.PathOf(to), JsonSerializer.Serialize(done, ReportOptions) + "\n", token);
            return 0;
        }, ct));
        return command;
    }

    private static string MapFile(Workplace place, string name)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "Maps", name + ".json");
        return File.Exists(shipped) ? shipped : place.PathOf(name);
    }

    private static async Task Tell(Workplace place, ImportOutcome outcome, TimeSpan took, bool dryRun)
    {
        if (outcome.Refusals > outcome.Refused.Count) await place.Error.WriteLineAsync($"The first {outcome.Refused.Count} of {outcome.Refusals} lines that could not be used:");
        foreach (var row in outcome.Refused) await place.Error.WriteLineAsync($"line {row.Line}: {new Texts().In(Texts.English, $"import.{row.Code}")} ({row.Code}) {row.Value}");
        await place.Out.WriteLineAsync(dryRun
            ? $"Dry run: {outcome.Rows} rows, {outcome.Cases} cases, {outcome.Refusals} lines refused; nothing was written."
            : $"{outcome.Rows} rows, {outcome.Cases} cases: {outcome.Created} tickets created, {outcome.EventsAdded} events added, {outcome.Refusals} lines refused; {outcome.EventsAdded / Math.Max(took.TotalSeconds, 0.001):0} events/s.");
    }

    /// <summary>Shows at most one line a second.</summary>
    private sealed class Steps(Workplace place, Stopwatch watch) : IProgress<long>
    {
        private long _shown;

        public void Report(long value)
        {
            if (watch.ElapsedMilliseconds - _shown < 1000) return;
            _shown = watch.ElapsedMilliseconds;
            place.Error.WriteLine($"{value} cases…");
        }
    }
}
