using System.Globalization;
using System.Resources;

[assembly: NeutralResourcesLanguage("zh-CN", UltimateResourceFallbackLocation.Satellite)]

namespace Aftercare.UiKit;

/// <summary>The library's own words, chosen by <see cref="CultureInfo.CurrentUICulture"/>; Chinese when a culture has none.</summary>
internal static class Texts
{
    private static readonly ResourceManager Resources = new("Aftercare.UiKit.Texts", typeof(Texts).Assembly);

    public static string Of(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    public static string Of(string key, params object?[] values) => string.Format(CultureInfo.CurrentCulture, Of(key), values);

    /// <summary>Every text whose key starts so, without the prefix: what the islands need.</summary>
    public static SortedDictionary<string, string> Under(string prefix)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var chinese = Resources.GetResourceSet(CultureInfo.GetCultureInfo("zh-CN"), true, true)!;
        foreach (System.Collections.DictionaryEntry entry in chinese)
            if (entry.Key is string key && key.StartsWith(prefix, StringComparison.Ordinal))
                found[key[prefix.Length..]] = Of(key);
        return found;
    }
}
