using System.Globalization;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;

namespace Aftercare.Modules.Charges;

/// <summary>
/// A price list as text, one item a line, as it comes from a spreadsheet by copy and paste: code, name, price, what it is for,
/// English name; between them a tab or an upright stroke.
/// </summary>
internal static class PriceSheetText
{
    private static readonly char[] Between = ['\t', '|'];

    public static string Write(IEnumerable<GetPriceList.LineRow> lines, Texts texts) => string.Join('\n', lines.Where(line => line.Price is not null).Select(line =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Code} | {line.Name} | {line.Price:0.00} | {NameOf(line.Item, line.Hourly, texts)} | {line.EnglishName}").TrimEnd(' ', '|')));

    /// <summary>Reads what <see cref="Write"/> writes, in either language; a parts list needs no word for what it is for.</summary>
    /// <exception cref="Refusal">`price-list.line-unreadable`, with the line's number and words.</exception>
    public static IReadOnlyList<WritePriceDraft.LineFields> Read(string? text, PriceKind kind, Texts texts)
    {
        var lines = new List<WritePriceDraft.LineFields>();
        foreach (var (index, line) in (text ?? "").Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var cells = line.Split(Between).Select(cell => cell.Trim()).ToList();
            if (cells.Count < 3 || cells[0].Length == 0 || cells[1].Length == 0 || !decimal.TryParse(cells[2].TrimStart('¥', '￥'), NumberStyles.Number, CultureInfo.InvariantCulture, out var price)
                || ItemOf(cells.ElementAtOrDefault(3), kind, texts) is not var (item, hourly))
                throw Refusal.Invalid("price-list.line-unreadable", "Lines", index + 1, line.Trim());
            lines.Add(new(cells[0], cells[1], item, price, hourly, cells.ElementAtOrDefault(4)));
        }
        return lines;
    }

    /// <summary>What the fourth cell may say, in the reader's language.</summary>
    public static string NameOf(ChargeItem item, bool hourly, Texts texts) => texts[hourly ? "charges.item.hourly" : $"charges.item.{item}"];

    private static (ChargeItem Item, bool Hourly)? ItemOf(string? word, PriceKind kind, Texts texts)
    {
        if (string.IsNullOrEmpty(word)) return kind is PriceKind.Parts ? (ChargeItem.Part, false) : null;
        foreach (var language in Texts.Languages)
        {
            if (word == texts.In(language, "charges.item.hourly")) return (ChargeItem.Labour, true);
            foreach (var item in Enum.GetValues<ChargeItem>())
                if (word == texts.In(language, $"charges.item.{item}")) return (item, false);
        }
        return null;
    }
}
