using MiniExcelLibs;
using MiniExcelLibs.Csv;
using MiniExcelLibs.OpenXml;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A sheet of an Excel file, written as its rows come.</summary>
internal static class Sheet
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows of a file with one sheet; what they hold is made safe and given a type.</summary>
    /// <param name="zone">The reader's: instants are written as its wall clock.</param>
    public static async Task<Stream> Write(string name, IReadOnlyList<string> titles, IAsyncEnumerable<IReadOnlyList<object?>> rows, DateTimeZone zone, CancellationToken ct)
    {
        var file = Temporary();
        try
        {
            // The heading is a row like the others, so that a list without rows still has one.
            await file.SaveAsAsync(Lines(titles, rows, zone), printHeader: false, sheetName: name, configuration: Settings(titles.Count), cancellationToken: ct);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same as CSV in UTF-8 with its mark, as spreadsheets like it.</summary>
    public static async Task<Stream> WriteCsv(IReadOnlyList<string> titles, IAsyncEnumerable<IReadOnlyList<object?>> rows, DateTimeZone zone, CancellationToken ct)
    {
        var file = Temporary();
        try
        {
            await file.SaveAsAsync(Lines(titles, rows, zone), printHeader: false, excelType: ExcelType.CSV, configuration: Marked, cancellationToken: ct);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>A value as a cell holds it: numbers and days as such, instants as wall clock, texts without what a spreadsheet would run.</summary>
    public static object? Cell(object? value, DateTimeZone zone) => value switch
    {
        null => null,
        string text => Safe(text),
        Instant at => at.InZone(zone).LocalDateTime.With(TimeAdjusters.TruncateToSecond).ToDateTimeUnspecified(),
        LocalDate day => day.ToDateTimeUnspecified(),
        bool or int or long or decimal or double or DateTime => value,
        _ => Safe(value.ToString()),
    };

    /// <summary>What a customer typed must not become a formula in somebody's spreadsheet.</summary>
    public static string? Safe(string? text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    /// <summary>The text before <see cref="Safe"/>: a file that we wrote can be taken in again.</summary>
    public static string Plain(string text) => text is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? text[1..] : text;

    private static FileStream Temporary() => new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private static CsvConfiguration Marked => new() { StreamWriterFunc = stream => new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) };

    private static OpenXmlConfiguration Settings(int columns) => new()
    {
        FreezeRowCount = 1, AutoFilter = false, TableStyles = TableStyles.None, EnableWriteNullValueCell = false,
        DynamicColumns = [.. Enumerable.Range(0, columns).Select(place => new MiniExcelLibs.Attributes.DynamicExcelColumn(KeyOf(place)) { Index = place, Width = 18 })],
    };

    private static async IAsyncEnumerable<Dictionary<string, object?>> Lines(IReadOnlyList<string> titles, IAsyncEnumerable<IReadOnlyList<object?>> rows, DateTimeZone zone)
    {
        yield return titles.Index().ToDictionary(title => KeyOf(title.Index), object? (title) => title.Item);
        await foreach (var row in rows) yield return row.Index().ToDictionary(cell => KeyOf(cell.Index), cell => Cell(cell.Item, zone));
    }

    private static string KeyOf(int place) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"C{place}");
}
