using System.CommandLine;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare migrate`: bring the schema up to date without serving.</summary>
internal static class MigrateCommand
{
    public static Command Make(Workplace place)
    {
        var command = new Command("migrate", "Bring the database up to date, or create it.");
        command.SetAction((_, ct) => place.Do(Touches.Foundation, async (services, token) =>
        {
            var engine = services.GetRequiredService<Engine>();
            await engine.Migrate(services.GetRequiredService<Recorder>(), token);
            await place.Out.WriteLineAsync($"The {engine.Name} database is up to date.");
            return 0;
        }, ct));
        return command;
    }
}
