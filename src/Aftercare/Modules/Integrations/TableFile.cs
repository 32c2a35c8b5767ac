using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using Aftercare.Platform;
using CsvHelper;
using MiniExcelLibs;

namespace Aftercare.Modules.Integrations;

/// <summary>A table in memory: the headings, and the lines that say anything.</summary>
/// <param name="Headings">As written, one a column; a column without a heading has an empty one.</param>
internal sealed record TableFile(IReadOnlyList<string> Headings, IReadOnlyList<TableFileLine> Lines)
{
    private const int MostLines = 50_000, MostColumns = 200, LongestCell = 10_000, LongestRow = 4 << 20;
    private const long MostUnpacked = 400L << 20;
    private static readonly char[] Separators = [',', '\t', ';'];

    /// <summary>Reads an Excel file (its first sheet) or a CSV in UTF-8 or GB18030, whatever separates its cells.</summary>
    /// <exception cref="Refusal">`table.empty`, `table.unreadable`, `table.too-long`, `table.heading-twice`.</exception>
    public static TableFile Read(Stream content)
    {
        var (first, second) = (content.ReadByte(), content.ReadByte());
        content.Position = 0;
        try
        {
            return Whole(first == 'P' && second == 'K' ? Workbook(content) : Text(content));
        }
        catch (Exception broken) when (broken is InvalidDataException or CsvFormatException or System.Xml.XmlException or FormatException or KeyNotFoundException)
        {
            throw Refusal.Invalid("table.unreadable", "File", broken.Message);
        }
    }

    private static TableFile Whole(IEnumerable<TableFileLine> rows)
    {
        List<string>? headings = null;
        var lines = new List<TableFileLine>();
        foreach (var row in rows.Where(row => row.Cells.Any(cell => cell.Length > 0)))
        {
            if (headings is null) headings = [.. row.Cells.Select(Heading)];
            else if (lines.Count == MostLines) throw new Refusal("table.too-long", RefusalKind.TooLarge) { Arguments = [MostLines] };
            else lines.Add(row);
        }
        if (headings is null || lines.Count == 0) throw Refusal.Invalid("table.empty", "File");
        while (headings.Count > 0 && headings[^1].Length == 0) headings.RemoveAt(headings.Count - 1);
        if (headings.Where(heading => heading.Length > 0).GroupBy(heading => heading).FirstOrDefault(group => group.Skip(1).Any()) is { } twice) throw Refusal.Invalid("table.heading-twice", "File", twice.Key);
        return new(headings, lines);
    }

    private static string Heading(string cell) => cell.Length <= 100 ? cell.ReplaceLineEndings(" ") : cell[..100];

    private static IEnumerable<TableFileLine> Workbook(Stream content)
    {
        using (var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true))
            if (zip.Entries.Sum(entry => entry.Length) > MostUnpacked) throw new Refusal("table.too-long", RefusalKind.TooLarge) { Arguments = [MostLines] };
        content.Position = 0;
        var line = 0L;
        foreach (IDictionary<string, object?> row in content.Query(useHeaderRow: false, excelType: ExcelType.XLSX))
            yield return new(++line, [.. row.Values.Take(MostColumns).Select(Written)]);
    }

    // What a person sees in the cell, as far as it can be told.
    private static string Written(object? value) => Clean(value switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        // A phone or serial number that somebody's spreadsheet took for a number.
        double number when Math.Abs(number) < 1e15 => ((decimal)number).ToString("0.##########", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    });

    private static IEnumerable<TableFileLine> Text(Stream content)
    {
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        var bytes = memory.ToArray();
        var text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes);
        text = text.TrimStart('\uFEFF');
        using var csv = CsvReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)), new CsvReaderOptions { HasHeader = false, Separator = SeparatorOf(text), TrackLineNumbers = true, MaxRecordSize = LongestRow });
        while (csv.Read())
        {
            var cells = new string[Math.Min(csv.FieldCount, MostColumns)];
            for (var place = 0; place < cells.Length; place++) cells[place] = Clean(csv.GetString(place));
            yield return new(csv.LineNumber, cells);
        }
    }

    private static char SeparatorOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var heading = end < 0 ? text : text[..end];
        return Separators.MaxBy(sign => heading.Count(letter => letter == sign));
    }

    private static string Clean(string cell)
    {
        var plain = Sheet.Plain(cell.Trim().Trim('\u3000', '\u00A0', '\uFEFF'));
        return plain.Length <= LongestCell ? plain : plain[..LongestCell];
    }
}

/// <param name="Line">Where it stands, the heading being line 1 of a table that begins at the top.</param>
internal sealed record TableFileLine(long Line, IReadOnlyList<string> Cells);
