using System.Diagnostics;
using System.Globalization;
using Aftercare.Bench.Stage;

namespace Aftercare.Bench.Work;

/// <summary>The program as a process of its own: how long to the first answer on an empty folder and on one it knows, and how much memory it holds.</summary>
internal static class StartBench
{
    private const double Goal = 6;

    public static async Task<int> Run(Options options)
    {
        var table = new Table("what", "measured", "goal");
        var (first, second, busy, idle, loaded) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < options.Number("rounds", 3); round++)
        {
            using var ground = Ground.Prepare("sqlite");
            await Start(options, ground, async (_, seconds, _) => first.Add(seconds));
            await Start(options, ground, async (client, seconds, process) =>
            {
                second.Add(seconds);
                busy.Add(process.TotalProcessorTime.TotalSeconds);
                await Task.Delay(TimeSpan.FromSeconds(3));
                idle.Add(Megabytes(process));
                await Measured.Run(8, TimeSpan.FromSeconds(5), async _ => (await client.GetAsync("/sign-in")).Dispose());
                loaded.Add(Megabytes(process));
            });
        }
        table.Add("first start (empty folder, schema made) to the first page, s", Text(first), "");
        table.Add("second start to the first page, s", Text(second), Measured.Median(second) <= Goal ? "6: reached" : "6: missed");
        table.Add("of this, processor time, s", Text(busy), "");
        table.Add("memory idle after the second start, MB", Text(idle), "");
        table.Add("memory after 5 s of pages by 8 callers, MB", Text(loaded), "");
        table.Print();
        return 0;
    }

    private static string Text(List<double> values) => Measured.Median(values).ToString(values[0] < 20 ? "0.00" : "0", CultureInfo.InvariantCulture);

    private static async Task Start(Options options, Ground ground, Func<HttpClient, double, Process, Task> then)
    {
        var program = options.Text("program", Path.Combine(AppContext.BaseDirectory, "Aftercare"));
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, ["serve", "--urls=http://127.0.0.1:0", $"--Data:Folder={ground.Folder}"]) { RedirectStandardOutput = true, WorkingDirectory = ground.Folder })!;
        string? line;
        do line = await process.StandardOutput.ReadLineAsync();
        while (line is not null && (!line.StartsWith("Aftercare", StringComparison.Ordinal) || !line.Contains("http://", StringComparison.Ordinal)));
        if (line is null) throw new InvalidOperationException("The program did not start.");
        _ = process.StandardOutput.ReadToEndAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true }) { BaseAddress = new(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim()) };
        using (await client.GetAsync("/")) await then(client, Stopwatch.GetElapsedTime(began).TotalSeconds, process);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static double Megabytes(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }
}
