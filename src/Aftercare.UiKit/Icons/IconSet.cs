using System.Collections.Frozen;

namespace Aftercare.UiKit;

/// <summary>The Tabler outline icons named in <c>client/icons.txt</c>, as SVG content of a 24 by 24 box.</summary>
public static class IconSet
{
    private static readonly FrozenDictionary<string, string> Paths = Load();

    /// <summary>Every icon there is.</summary>
    public static IReadOnlyCollection<string> Names => Paths.Keys;

    /// <summary>The shapes of an icon; a dashed circle for a name that is not in the set.</summary>
    public static string PathOf(string name) => Paths.TryGetValue(name, out var path) ? path : Paths["circle-dashed"];

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(IconSet).Assembly.GetManifestResourceStream("icons.tsv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToFrozenDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
    }
}
