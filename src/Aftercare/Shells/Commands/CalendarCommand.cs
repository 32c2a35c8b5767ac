using System.CommandLine;
using System.Text.Json;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Identity;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare calendar update FILE.json`: a year of China's statutory holidays comes in, for every company or one.</summary>
internal static class CalendarCommand
{
    public static Command Make(Workplace place) => new("calendar", "Look after the working calendars.") { Update(place) };

    private static Command Update(Workplace place)
    {
        var file = new Argument<string>("FILE.json") { Description = "A year of statutory holidays and make-up workdays, as github.com/NateScarlet/holiday-cn publishes it: 2027.json." };
        var company = new Option<string?>("--company") { Description = "The name of one company; all of them when left out." };
        var command = new Command("update", "Bring in a year of China's statutory holidays: calendars that follow them get a new version, the clocks of open tickets are computed again. Can be repeated.") { file, company };
        command.SetAction((parsed, ct) => place.Do(Touches.Writes, async (services, token) =>
        {
            var year = await Read(place.PathOf(parsed.GetRequiredValue(file)), token);
            var gateway = services.GetRequiredService<Gateway>();
            foreach (var (id, name) in await Companies(gateway, parsed.GetValue(company), token))
            {
                var done = await gateway.Run(Caller.System("calendar-update", id), new UpdateHolidays.Command(year), token);
                await place.Out.WriteLineAsync(done.Calendars.Count == 0
                    ? $"{name}: the {done.Days} days of {done.Year} were known already; nothing changed."
                    : $"{name}: {done.Days} days of {done.Year} are in; new versions of: {string.Join(", ", done.Calendars)}.");
            }
            // Now and not at the next start of the server: whoever ran this wants to see the due times move.
            while (await services.GetRequiredService<OutboxPump>().Drain(token) > 0)
            {
            }
            return 0;
        }, ct));
        return command;
    }

    private static async Task<JsonElement> Read(string file, CancellationToken ct)
    {
        if (!File.Exists(file)) throw new SetUpProblem($"There is no file {file}.");
        try
        {
            await using var stream = File.OpenRead(file);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
            return document.RootElement.Clone();
        }
        catch (JsonException wrong)
        {
            throw Refusal.Invalid("holidays.invalid", "FILE.json", wrong.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SetUpProblem(unreadable.Message);
        }
    }

    private static async Task<IReadOnlyList<NamesOfCompanies.Row>> Companies(Gateway gateway, string? name, CancellationToken ct)
    {
        var all = (await gateway.Ask(Caller.System("command", null), new NamesOfCompanies.Query(), ct)).Companies;
        if (all.Count == 0) throw new SetUpProblem("The installation has no company yet.");
        var chosen = all.Where(company => name is null || company.Name == name).ToList();
        return chosen.Count > 0 ? chosen : throw new SetUpProblem($"There is no company '{name}'; there are: {string.Join(", ", all.Select(company => company.Name))}.");
    }
}
