using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Platform;

/// <summary>One line of a table, its cells by the target's columns. Reading a cell that makes no sense notes a problem and answers null.</summary>
/// <param name="line">Where it stands in the file, as a spreadsheet counts: the heading is line 1.</param>
/// <param name="cells">Column name to what was written; empty cells are left out.</param>
/// <param name="words">What the words of a column may be called, per column and folded word.</param>
/// <param name="others">Cells of a column in the other lines of the file, folded; null when the line stands alone.</param>
public sealed class TableRow(long line, IReadOnlyDictionary<string, string> cells, Func<string, string, string?> words, Func<string, IReadOnlyDictionary<string, TableRow>>? others = null)
{
    private static readonly LocalDatePattern[] Dates =
        [.. new[] { "uuuu-M-d", "uuuu/M/d", "uuuu.M.d", "uuuu'年'M'月'd'日'", "uuuu'年'M'月'd'号'", "uuuuMMdd" }.Select(LocalDatePattern.CreateWithInvariantCulture)];

    private static readonly LocalTimePattern[] Times = [.. new[] { "H:m:s", "H:m", "H:m:s.FFF", "H'时'm'分'" }.Select(LocalTimePattern.CreateWithInvariantCulture)];
    private static readonly char[] Blanks = [' ', 'T', '\u3000'];

    private readonly List<TableProblem> _problems = [];

    public long Line { get; } = line;

    /// <summary>What could not be read so far.</summary>
    public IReadOnlyList<TableProblem> Problems => _problems;

    /// <summary>True while nothing is written: what an earlier line of the file would make is not there yet.</summary>
    public bool IsTrial { get; init; }

    /// <summary>What was written, trimmed; null when nothing was.</summary>
    public string? Text(string column) => cells.GetValueOrDefault(column);

    /// <summary>The same, for a column that lines must have: empty after noting that it is missing.</summary>
    public string Required(string column) => Text(column) ?? "";

    /// <summary>A day as people and spreadsheets write it: 2026-03-01, 2026/3/1, 2026年3月1日, 20260301, or a spreadsheet's day number. Day before month is nobody's guess.</summary>
    public LocalDate? Date(string column)
    {
        if (Text(column) is not { } text) return null;
        if (DateOf(text.Split(Blanks)[0]) is { Year: >= 1950 and <= 2100 } day) return day;
        return Wrong<LocalDate?>(column, "table.not-a-date");
    }

    /// <summary>A day, with a time when one was written: 2026-03-01 09:30.</summary>
    public LocalDateTime? DateAndTime(string column)
    {
        if (Text(column) is not { } text) return null;
        var parts = text.Split(Blanks, 2, StringSplitOptions.RemoveEmptyEntries);
        if (DateOf(parts[0]) is not { Year: >= 1950 and <= 2100 } day) return Wrong<LocalDateTime?>(column, "table.not-a-date");
        if (parts.Length == 1) return day.AtMidnight();
        foreach (var pattern in Times)
            if (pattern.Parse(parts[1].Trim()) is { Success: true, Value: var time }) return day + time;
        return Wrong<LocalDateTime?>(column, "table.not-a-date");
    }

    /// <summary>A whole number.</summary>
    public int? Number(string column)
    {
        if (Text(column) is not { } text) return null;
        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number : Wrong<int?>(column, "table.not-a-number");
    }

    /// <summary>A value of a column with few words; one of the words, or the code's own.</summary>
    public T? Word<T>(string column) where T : struct, Enum
    {
        if (Text(column) is not { } text) return null;
        return words(column, text) is { } value && Enum.TryParse<T>(value, ignoreCase: true, out var known) ? known : Wrong<T?>(column, "table.not-a-word");
    }

    /// <summary>The code's word for what the cell says, or null after noting that it is none.</summary>
    public string? Word(string column) => Text(column) is not { } text ? null : words(column, text) ?? Wrong<string?>(column, "table.not-a-word");

    /// <summary>Notes that a cell cannot be used.</summary>
    public T? Wrong<T>(string column, string code, params object?[] arguments)
    {
        _problems.Add(new(column, Text(column), code, [.. arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "")]));
        return default;
    }

    /// <summary>Another line of the file by what it says in a column: in a trial, what that line would make.</summary>
    public TableRow? Other(string column, string text) => others?.Invoke(column).GetValueOrDefault(Fold(text)) is { } other && other.Line != Line ? other : null;

    /// <summary>The line is read anew.</summary>
    internal void Begin() => _problems.Clear();

    /// <summary>Text as headings, words and names are compared: without case, blanks, width and signs.</summary>
    public static string Fold(string text) =>
        string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static LocalDate? DateOf(string text)
    {
        foreach (var pattern in Dates)
            if (pattern.Parse(text) is { Success: true, Value: var day }) return day;
        // What is left of a date whose cell has no date format: days since 1899-12-30.
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is > 18264 and < 73415 ? new LocalDate(1899, 12, 30).PlusDays((int)serial) : null;
    }
}

/// <summary>Why a cell, or a line, cannot be used.</summary>
/// <param name="Column">The target's column; null when it is about the whole line.</param>
/// <param name="Value">What the cell said.</param>
/// <param name="Code">As of a refusal.</param>
/// <param name="Arguments">Fill {0}, {1}… of the refusal's text; one that begins with `@` is itself the key of a text.</param>
public sealed record TableProblem(string? Column, string? Value, string Code, IReadOnlyList<string> Arguments);
