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
        var json = new Option<bool>("--json") { Description = "As JSON, with counts and formulas." };
        var command = new Command("kpi", "Show the indicators of a unit between two days.") { from, to, company, unit, json };
        command.SetAction((parsed, ct) => place.Do(Touches.Reads, async (services, token) =>
        {
            var gateway = services.GetRequiredService<Gateway>();
            var home = await CommandHome.Find(gateway, parsed.GetValue(company), parsed.GetValue(unit), token);
            var figures = await gateway.Ask(Caller.System("kpi", home.Company),
                new ComputeKpis.Query(home.Unit, Days.Parse(parsed.GetRequiredValue(from), "--from"), Days.Parse(parsed.GetRequiredValue(to), "--to")), token);
            if (parsed.GetValue(json)) await place.Out.WriteLineAsync(JsonSerializer.Serialize(figures, Indented));
            else foreach (var row in figures.Kpis) await place.Out.WriteLineAsync($"{row.Number}  {row.NameEn,-40} {Shown(row),12}   {string.Join(", ", row.Counts.Select(count => $"{count.Key} {count.Value:0.##}"))}");
            return 0;
        }, ct));
        return command;
    }

    private static string Shown(ComputeKpis.Row row) => row.Value is { } value ? value.ToString("0.0##", CultureInfo.InvariantCulture) + (row.Percent ? "%" : "") : "n/a";
}
