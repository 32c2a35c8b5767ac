using System.Net.Sockets;
using Aftercare.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Aftercare.Shells.Commands;

/// <summary>What a command does to the installation, and so whether it may run beside the server.</summary>
internal enum Touches
{
    /// <summary>Works beside a running server, and on a database as it is: nothing is migrated.</summary>
    Reads,

    /// <summary>Goes through the one writer: sends itself to the running server if there is one.</summary>
    Writes,

    /// <summary>Replaces or changes what a server stands on: refuses while one runs.</summary>
    Foundation,
}

/// <summary>Where a command is carried out: in a process of its own, or inside the running server.</summary>
internal abstract class Workplace(string folder, TextWriter output, TextWriter error)
{
    public TextWriter Out { get; } = output;
    public TextWriter Error { get; } = error;

    /// <summary>A file as the person at the command line names it.</summary>
    public string PathOf(string file) => Path.GetFullPath(file, folder);

    /// <summary>Does the work on the product's services, and answers with the exit code.</summary>
    /// <param name="settings">Settings of this command alone, of the form --Name=value.</param>
    public abstract Task<int> Do(Touches touches, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken ct, params string[] settings);
}

/// <summary>A process of its own: takes the lock of the installation, or hands the command to whoever holds it.</summary>
/// <param name="own">Settings of this installation, of the form --Name=value; others come from files and the environment.</param>
internal sealed class OwnProcess(string[] args, string folder, TextWriter output, TextWriter error, params string[] own) : Workplace(folder, output, error)
{
    private readonly string _folder = folder;

    // Answers go to standard output; logs must not stand between them.
    private static readonly string[] QuietLogs = ["--Logging:LogLevel:Default=Warning", "--Logging:Console:LogToStandardErrorThreshold=Trace"];

    public override async Task<int> Do(Touches touches, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken ct, params string[] settings)
    {
        await using var app = Product.Build([.. QuietLogs, .. own, .. settings]);
        if (touches is Touches.Reads) return await Explained(() => work(app.Services, ct));
        if (app.Services.GetRequiredService<InstallationLock>().TryTake())
        {
            if (touches is not Touches.Foundation) await MakeReady(app);
        }
        else if (touches is Touches.Writes)
        {
            return await CommandSocket.Send(CommandSocket.FileIn(PlatformModule.DataFolder(app.Configuration)), new(args, _folder), Out, Error, ct);
        }
        else if (touches is Touches.Foundation)
        {
            throw new SetUpProblem("Aftercare is running on this database. Stop it first.");
        }
        return await Explained(() => work(app.Services, ct));
    }

    /// <summary>Brings the schema up to date; what is wrong with the database is said in one line.</summary>
    public static Task MakeReady(WebApplication app) => Explained(async () =>
    {
        await Product.MakeReady(app);
        return 0;
    });

    /// <summary>For commands that read what the product's own code knows: refuses a database of another version.</summary>
    public static async Task RequireCurrent(IServiceProvider services, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<Engine>().NewSession(services.GetRequiredService<Recorder>());
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) throw new SetUpProblem("The database is empty or of an older version: run aftercare migrate first.");
    }

    private static async Task<int> Explained(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception problem) when (problem is NpgsqlException or SocketException or SqliteException)
        {
            throw new SetUpProblem($"The database does not work: {problem.Message}");
        }
    }
}

/// <summary>Inside the running server: its own services do the work, its one writer does the writing.</summary>
internal sealed class InsideServer(IServiceProvider services, string folder, TextWriter output) : Workplace(folder, output, output)
{
    public override Task<int> Do(Touches touches, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken ct, params string[] settings) =>
        touches is Touches.Foundation ? throw new SetUpProblem("Aftercare is running on this database. Stop it first.") : work(services, ct);
}
