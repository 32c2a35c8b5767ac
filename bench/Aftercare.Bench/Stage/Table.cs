using System.Globalization;

namespace Aftercare.Bench.Stage;

/// <summary>A Markdown table on standard output; what happens meanwhile goes to standard error.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    public void Add(params object[] cells) => _rows.Add([.. cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")]);

    public void Print()
    {
        foreach (var row in _rows.Prepend([.. heads.Select(_ => "---")]).Prepend(heads)) Console.WriteLine($"| {string.Join(" | ", row)} |");
        Console.WriteLine();
    }

    public static void Say(string text) => Console.Error.WriteLine(text);

    /// <summary>What else the machine had to do decides what absolute figures are worth.</summary>
    public static void SayMachine()
    {
        var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        Console.WriteLine($"{Environment.ProcessorCount} cores, load {load} at the beginning, .NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
        Console.WriteLine();
    }

    public static string Percent(double ratio) => ratio.ToString("0 %", CultureInfo.InvariantCulture);

    public static string Rate(double perSecond) => perSecond.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Ms(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
