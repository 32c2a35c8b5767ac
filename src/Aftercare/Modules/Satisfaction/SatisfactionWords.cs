using System.Globalization;
using Aftercare.Platform;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Words of the pages and files of this module.</summary>
internal static class SatisfactionWords
{
    private const string FieldKind = "field.kind.";

    /// <summary>The word for a kind of service; a company's own kind as it is.</summary>
    public static string ServiceKind(this Texts texts, string kind) => texts.Has(KindKey(kind).Key) ? texts[KindKey(kind).Key] : kind;

    /// <summary>The same word, for a file.</summary>
    public static TextKey KindKey(string kind) => new(kind == Served.Remote ? "satisfaction.kind.remote" : FieldKind + kind);

    /// <summary>The kinds of work orders the product has words for.</summary>
    public static IReadOnlyList<string> Kinds(Texts texts) =>
        [.. texts.KeysOf(Texts.Chinese).Where(key => key.StartsWith(FieldKind, StringComparison.Ordinal)).Select(key => key[FieldKind.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>A day as an address says it, or null.</summary>
    public static LocalDate? Day(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true } parsed ? parsed.Value : null;

    /// <summary>A share in percent with one decimal, or a dash.</summary>
    public static string Percent(decimal? rate) => rate is { } known ? known.ToString("0.0", CultureInfo.CurrentCulture) + "%" : "–";
}
