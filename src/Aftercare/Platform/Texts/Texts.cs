using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Resources;

namespace Aftercare.Platform;

/// <summary>
/// Every text of the product in Chinese and English, from the modules' `Texts.zh-CN.resx` and `Texts.en.resx`. A key
/// starts with its module (`desk.ticket.title`); a test finds a key that one language lacks.
/// </summary>
public sealed class Texts
{
    public const string Chinese = "zh-CN";
    public const string English = "en";
    public static IReadOnlyList<string> Languages { get; } = [Chinese, English];

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _byLanguage;

    public Texts() => _byLanguage = Languages.ToFrozenDictionary(language => language, Load);

    /// <summary>The text in the language of the page being rendered.</summary>
    public string this[string key, params ReadOnlySpan<object?> arguments] => In(CultureInfo.CurrentUICulture.Name, key, arguments);

    /// <summary>The text in a language; {0}, {1}… are filled in that language's way. A key nobody wrote is shown as itself.</summary>
    public string In(string language, string key, params ReadOnlySpan<object?> arguments)
    {
        var culture = CultureInfo.GetCultureInfo(Supported(language));
        if (!_byLanguage[culture.Name].TryGetValue(key, out var text)) return key;
        if (arguments.Length == 0) return text;
        var filled = new object?[arguments.Length];
        for (var i = 0; i < filled.Length; i++) filled[i] = arguments[i] switch { TextKey inner => In(language, inner.Key), BothWords words => words.In(culture.Name), var plain => plain };
        return string.Format(culture, text, filled);
    }

    public bool Has(string key) => _byLanguage[Chinese].ContainsKey(key);

    /// <summary>All keys of a language.</summary>
    public IReadOnlyCollection<string> KeysOf(string language) => _byLanguage[language].Keys;

    /// <summary>The wording of a refusal, or its code when nobody has written one yet.</summary>
    public string Of(Refusal refusal, string language) => In(language, $"refusal.{refusal.Code}", [.. refusal.Arguments]);

    /// <summary>`zh-CN` for anything Chinese and for what we do not speak, `en` for anything English.</summary>
    public static string Supported(string? language) => language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) is true ? English : Chinese;

    private static FrozenDictionary<string, string> Load(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var assembly = Assembly.GetExecutingAssembly();
        var satellite = assembly.GetSatelliteAssembly(culture);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in satellite.GetManifestResourceNames())
        {
            using var reader = new ResourceReader(satellite.GetManifestResourceStream(resource)!);
            foreach (DictionaryEntry entry in reader)
                if (!texts.TryAdd((string)entry.Key, (string)entry.Value!)) throw new InvalidOperationException($"Two modules have a text '{entry.Key}' ({resource}).");
        }
        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
