using System.CommandLine;
using Aftercare.Platform;
using Aftercare.Rules;
using Aftercare.Rules.Time;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare clock FILE.json`: the clocks of a file of cases, computed by the product's own rules; touches no database.</summary>
internal static class ClockCommand
{
    public static Command Make(Workplace place)
    {
        var file = new Argument<string>("FILE.json") { Description = "Calendars and cases; - reads standard input." };
        var command = new Command("clock", "Compute clocks: one line of JSON for each case of a file, in order.") { file };
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                var name = parsed.GetRequiredValue(file);
                await using var stream = name == "-" ? System.Console.OpenStandardInput() : File.OpenRead(place.PathOf(name));
                foreach (var line in ClockCases.Compute(stream)) await place.Out.WriteLineAsync(line.AsMemory(), ct);
                return 0;
            }
            catch (RuleRefusal refusal)
            {
                await place.Error.WriteLineAsync($"{refusal.Message} ({refusal.Code})");
                return CommandLine.Failed;
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                throw new SetUpProblem(unreadable.Message);
            }
        });
        return command;
    }
}
