using System.CommandLine;
using Aftercare.Shells.Demo;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare demo`: the demo company, as `serve --demo` loads it.</summary>
internal static class DemoCommand
{
    public static Command Make(Workplace place)
    {
        var command = new Command("demo", "Load the demo company, unless it is there.");
        command.SetAction((_, ct) => place.Do(Touches.Writes, async (services, token) =>
        {
            await DemoCompany.Load(services, place.Out, token);
            foreach (var signIn in DemoCompany.SignIns) await place.Out.WriteLineAsync($"{signIn.Role}\t{signIn.Account}\t{signIn.Password}");
            return 0;
        }, ct));
        return command;
    }
}
