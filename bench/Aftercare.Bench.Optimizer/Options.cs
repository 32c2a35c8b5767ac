using System.Globalization;

namespace Aftercare.Bench.Optimizer;

/// <summary>What follows the name of a bench: --name value.</summary>
internal sealed class Options(string[] args)
{
    public string? Text(string name) => Array.IndexOf(args, "--" + name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    public double Number(string name, double otherwise) => Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public string Folder => Text("data") ?? throw new ArgumentException("--data FOLDER is needed: where the instances and best-known.tsv lie.");
}
