using System.Diagnostics;
using Aftercare.Shells;
using Aftercare.Shells.Commands;

namespace Aftercare.Tests.Shells;

/// <summary>The real command line on a data folder (and, when TEST_DB says so, a database) of the test's: in this process, which is quick, or in one of its own.</summary>
internal sealed class Cli : IDisposable
{
    private readonly Dictionary<string, string> _settings = [];
    private readonly List<Process> _running = [];

    public Cli(string? database = null)
    {
        Folder = Directory.CreateTempSubdirectory("aftercare-cli-").FullName;
        _settings["Data__Folder"] = Folder;
        _settings["Database"] = TestDatabase.Engine;
        _settings["ASPNETCORE_ENVIRONMENT"] = "Demo";
        _settings["Demo__Days"] = "2";
        Database = database ?? (TestDatabase.OnPostgres ? TestDatabase.Copy() : Path.Combine(Folder, "aftercare.db"));
        _settings["ConnectionStrings__Main"] = TestDatabase.ConnectionString(Database);
    }

    public string Database { get; }

    public string Folder { get; }

    public Cli With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>Runs a command to its end, in this process.</summary>
    public async Task<(int Code, string Out, string Error)> Run(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var place = new OwnProcess(arguments, Folder, output, error, ["--applicationName=Aftercare", .. _settings.Select(setting => setting.Key is "ASPNETCORE_ENVIRONMENT" ? $"--environment={setting.Value}" : $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")]);
        return (await CommandLine.Run(arguments, place), output.ToString(), error.ToString());
    }

    /// <summary>Runs a command to its end as people do: the program started for it.</summary>
    public async Task<(int Code, string Out, string Error)> RunAlone(params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts a command and ends it without a word, as a power cut does, at the first line on standard error that holds these words; answers with that line.</summary>
    public async Task<string> KillAfter(string words, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        while (await process.StandardError.ReadLineAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token) is { } line)
        {
            if (!line.Contains(words, StringComparison.Ordinal)) continue;
            process.Kill();
            await process.WaitForExitAsync();
            return line;
        }
        throw new InvalidOperationException($"The command ended before it said '{words}'.");
    }

    /// <summary>Serves until the test ends; answers with the address once it is printed.</summary>
    public async Task<Uri> Serve(params string[] arguments)
    {
        var process = Start(["serve", "--urls", "http://127.0.0.1:0", .. arguments]);
        _running.Add(process);
        while (await process.StandardOutput.ReadLineAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token) is { } line)
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
            {
                // Nobody reads what it logs from here on, and it must not stand still because of that.
                _ = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
                return new(line[at..].Trim());
            }
        throw new InvalidOperationException($"The server did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Ends the servers without a word, as a power cut does.</summary>
    public void Kill()
    {
        foreach (var process in _running)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        _running.Clear();
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Aftercare"), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var (name, value) in _settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(Folder, recursive: true);
    }
}
