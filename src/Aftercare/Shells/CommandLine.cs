using System.CommandLine;
using Aftercare.Platform;
using Aftercare.Shells.Commands;

namespace Aftercare.Shells;

/// <summary>
/// The program as a command line; without a command it serves. Exit codes: 0 done, 1 refused or failed, 2 wrong usage,
/// 3 something about the installation is missing or wrong.
/// </summary>
internal static class CommandLine
{
    public const int Failed = 1, WrongUsage = 2, NotSetUp = 3;

    /// <summary>Every command: one file and one line each.</summary>
    private static RootCommand Tree(Workplace place) => new("Aftercare (无忧售后): the after-sales service management system.")
    {
        ServeCommand.Make(place),
        DemoCommand.Make(place),
        MigrateCommand.Make(place),
        ImportCommand.Make(place),
        CalendarCommand.Make(place),
        ClockCommand.Make(place),
        BackupCommand.Make(place),
        RestoreCommand.Make(place),
        RebuildCommand.Make(place),
        VerifyAuditCommand.Make(place),
        KpiCommand.Make(place),
        SolveCommand.Make(place),
    };

    public static Task<int> Run(string[] args) => Run(args, new OwnProcess(args, Environment.CurrentDirectory, System.Console.Out, System.Console.Error));

    public static async Task<int> Run(string[] args, Workplace place)
    {
        // Bare settings (`--urls=…`, as test hosts pass them) mean serve.
        var command = args is [] || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0].Contains('=', StringComparison.Ordinal)) ? ["serve", .. args] : args;
        var parsed = Tree(place).Parse(command);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await place.Error.WriteLineAsync(error.Message);
            await place.Error.WriteLineAsync("See aftercare --help.");
            return WrongUsage;
        }
        try
        {
            return await parsed.InvokeAsync(new() { Output = place.Out, Error = place.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (SetUpProblem problem)
        {
            await place.Error.WriteLineAsync(problem.Message);
            return NotSetUp;
        }
        catch (Refusal refusal)
        {
            await place.Error.WriteLineAsync($"{new Texts().Of(refusal, Texts.English)} ({refusal.Code})");
            return Failed;
        }
    }
}
