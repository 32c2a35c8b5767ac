using System.Security.Cryptography;
using System.Text;
using Aftercare.Platform;

namespace Aftercare.Modules.Integrations;

/// <summary>What can be brought in by table, as the modules registered it, and which heading is which column.</summary>
internal sealed class TableTargets(IEnumerable<ITableTarget> targets, Texts texts)
{
    /// <summary>Those the caller may bring in, in the order of moving in.</summary>
    public IReadOnlyList<ITableTarget> For(Caller caller) => [.. targets.Where(target => caller.May(target.Permission)).OrderBy(target => target.Order)];

    /// <summary>The target, or a refusal: `table-target.not-found`, or the permission it needs.</summary>
    public ITableTarget Of(string name, Caller caller)
    {
        var target = Named(name);
        caller.Require(target.Permission);
        return target;
    }

    public ITableTarget Named(string name) => targets.FirstOrDefault(target => target.Name == name) ?? throw Refusal.NotFound("table-target", name);

    /// <summary>Refuses (`table.column-missing`) an import without a heading for a column that every line needs.</summary>
    public void RequireColumns(TableImport import)
    {
        var places = import.Places();
        if (Named(import.Target).Columns.FirstOrDefault(column => column.Required && !places.ContainsKey(column.Name)) is { } missing)
            throw Refusal.Invalid("table.column-missing", $"Columns.{missing.Name}", new TextKey(missing.Title));
    }

    /// <summary>Finds the column of each heading by its title in either language, its name and its synonyms; a remark in brackets or a star does not count.</summary>
    public Dictionary<string, int> Match(ITableTarget target, IReadOnlyList<string> headings)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in target.Columns)
            foreach (var word in Texts.Languages.Select(language => texts.In(language, column.Title)).Append(column.Name).Concat(column.Synonyms)) known.TryAdd(TableRow.Fold(word), column.Name);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, heading) in headings.Index())
            if ((known.GetValueOrDefault(TableRow.Fold(heading)) ?? known.GetValueOrDefault(TableRow.Fold(heading.Split('(', '（', '[', '【')[0]))) is { } column) places.TryAdd(column, place);
        return places;
    }

    /// <summary>What the words of the target's columns stand for.</summary>
    public Func<string, string, string?> Words(ITableTarget target)
    {
        var words = target.Columns.ToDictionary(column => column.Name, column =>
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var word in column.Words)
                foreach (var said in Texts.Languages.Select(language => texts.In(language, word.Title)).Append(word.Value).Concat(word.Synonyms)) values.TryAdd(TableRow.Fold(said), word.Value);
            return values;
        });
        return (column, text) => words[column].GetValueOrDefault(TableRow.Fold(text));
    }

    /// <summary>The same headings in the same order are the same table to a remembered matching.</summary>
    public static string DigestOf(IReadOnlyList<string> headings) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headings.Select(TableRow.Fold)))));

    /// <summary>What a refusal says of the line's cells.</summary>
    public static IReadOnlyList<TableProblem> ProblemsOf(Refusal refusal, ITableTarget target, TableRow row)
    {
        TableProblem Problem(string? field, string code, IReadOnlyList<object?> arguments)
        {
            var column = field is null ? null : target.Columns.FirstOrDefault(column => column.Fields.Append(column.Name).Contains(field, StringComparer.OrdinalIgnoreCase))?.Name;
            return new(column, column is null ? null : row.Text(column), code, [.. arguments.Select(Argument)]);
        }
        return refusal.Fields.Count == 0 ? [Problem(refusal.Field, refusal.Code, refusal.Arguments)] : [.. refusal.Fields.Select(wrong => Problem(wrong.Field, wrong.Code, wrong.Arguments))];
    }

    /// <summary>Why a cell cannot be used, in the reader's language.</summary>
    public string Why(TableProblem problem, string language) =>
        texts.In(language, $"refusal.{problem.Code}", [.. problem.Arguments.Select(argument => argument.StartsWith('@') ? (object)new TextKey(argument[1..]) : argument)]);

    /// <summary>What a person can do about it.</summary>
    public string WayOut(TableProblem problem, string language) =>
        texts.In(language, texts.Has($"table.way.{problem.Code}") ? $"table.way.{problem.Code}" : problem.Column is null ? "table.way" : "table.way.cell");

    private static string Argument(object? argument) => argument is TextKey key ? "@" + key.Key : Convert.ToString(argument, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
