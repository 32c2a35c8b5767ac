using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Aftercare.Modules.Performance;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare kpi --from 2026-04-01 --to 2026-06-30`: the indicators of a unit, from the records of this moment.</summary>
internal static class KpiCommand
{
    private static readonly JsonSerializerOptions Indented = new(PlatformJson.Options) { WriteIndented = true };

    public static Command Make(Workplace place)
    {
        var from = new Option<string>("--from") { Description = "First day, 2026-04-01.", Required = true };
        var to = new Option<string>("--to") { Description = "Last day, included.", Required = true };
        var company = new Option<string?>("--company") { Description = "The company's name, when there are several." };
        var unit = new Option<string?>("--unit") { Description = "The unit with everything below it; the topmost when left out." };
        var json = new Option<bool>("--json") { Description = "One JSON document: period, unit, every indicator (also delivered ones that are not active) with value, numerator, denominator, unit of measure, target, version and number of records; and what has no source yet, with the reason." };
        var command = new Command("kpi", "Show the indicators of a unit between two days.") { from, to, company, unit, json };
        command.SetAction((parsed, ct) => place.Do(Touches.Reads, async (services, token) =>
        {
            var gateway = services.GetRequiredService<Gateway>();
            var home = await CommandHome.Find(gateway, parsed.GetValue(company), parsed.GetValue(unit), token);
            var figures = await gateway.Ask(Caller.System("kpi", home.Company),
                new ComputeKpis.Query(home.Unit, Days.Parse(parsed.GetRequiredValue(from), "--from"), Days.Parse(parsed.GetRequiredValue(to), "--to"), Library: parsed.GetValue(json), Records: parsed.GetValue(json)), token);
            if (parsed.GetValue(json)) await place.Out.WriteLineAsync(JsonSerializer.Serialize(figures, Indented));
            else foreach (var row in figures.Kpis) await place.Out.WriteLineAsync($"{row.Code}  {row.NameEn,-40} {Shown(row),12}   {string.Join(", ", row.Counts.Select(count => $"{count.Key} {count.Value:0.##}"))}");
            if (!parsed.GetValue(json)) foreach (var row in figures.NoSource) await place.Out.WriteLineAsync($"{row.Code}  {row.NameEn,-40} {"no source",12}   {row.Reason}");
            return 0;
        }, ct));
        command.Add(Verify(place));
        return command;
    }

    // Late records may move what would be computed today; the frozen definition and counts must give the frozen value for ever.
    private static Command Verify(Workplace place)
    {
        var company = new Option<string?>("--company") { Description = "The company's name, when there are several." };
        var command = new Command("verify", "Compute every frozen figure again; ends with 1 when one does not come out the same.") { company };
        command.SetAction((parsed, ct) => place.Do(Touches.Reads, async (services, token) =>
        {
            var gateway = services.GetRequiredService<Gateway>();
            var caller = Caller.System("kpi", (await CommandHome.Find(gateway, parsed.GetValue(company), null, token)).Company);
            var (checkedOnes, wrong, late, after) = (0, 0, 0, (string?)null);
            do
            {
                var page = await gateway.Ask(caller, new ListResults.Query(after), token);
                foreach (var row in page.Items)
                {
                    (checkedOnes, wrong, late) = (checkedOnes + 1, wrong + (row.Again == row.Computed ? 0 : 1), late + (row.Today == row.Computed ? 0 : 1));
                    if (row.Again != row.Computed || row.Today != row.Computed)
                        await place.Out.WriteLineAsync($"{row.Number} {row.DefinitionVersion} {row.Period}, unit {row.Unit}{(row.Person is { } person ? $", person {person}" : "")}: frozen {Number(row.Computed)}, again {Number(row.Again)}, from today's records {Number(row.Today)}");
                }
                after = page.Next;
            }
            while (after is not null);
            await place.Out.WriteLineAsync($"{checkedOnes} frozen figures, {wrong} not the same when computed again, {late} that today's records would give another value.");
            return wrong == 0 ? 0 : CommandLine.Failed;
        }, ct));
        return command;
    }

    private static string Shown(ComputeKpis.Row row) => Number(row.Value) + (row.Value is null ? "" : row.Suffix);

    private static string Number(decimal? value) => value?.ToString("0.0##", CultureInfo.InvariantCulture) ?? "n/a";
}
