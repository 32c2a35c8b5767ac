using System.Globalization;

namespace Aftercare.Bench.Stage;

/// <summary>`--name value` pairs.</summary>
internal sealed class Options(string[] given)
{
    public string Text(string name, string standard) => Array.IndexOf(given, "--" + name) is >= 0 and var at && at + 1 < given.Length ? given[at + 1] : standard;

    public int Number(string name, int standard) => int.Parse(Text(name, standard.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public string[] List(string name, string standard) => Text(name, standard).Split(',', StringSplitOptions.RemoveEmptyEntries);
}
