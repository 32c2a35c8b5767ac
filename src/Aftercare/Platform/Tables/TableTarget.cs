namespace Aftercare.Platform;

/// <summary>A column that a table may have.</summary>
/// <param name="Name">Stable: `serial`. In the API, and what a remembered matching speaks of.</param>
/// <param name="Title">Text key of the heading in template files.</param>
/// <param name="Example">What a cell may say.</param>
/// <param name="Required">A line without it is refused.</param>
public sealed record TableColumn(string Name, string Title, string Example, bool Required = false)
{
    /// <summary>Other headings people write for it, in any language; compared without case, blanks and signs.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>The command's fields that this column fills: a refusal of one of them is shown here. <see cref="Name"/> always counts.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Text key of what a reader of the template must know, or null.</summary>
    public string? Help { get; init; }

    /// <summary>The words a cell may say, each with the value they stand for; empty when any text will do.</summary>
    public IReadOnlyList<TableWord> Words { get; init; } = [];
}

/// <summary>One value of a column that has few.</summary>
/// <param name="Value">The code's word.</param>
/// <param name="Title">Text key of the word people write.</param>
public sealed record TableWord(string Value, string Title, params string[] Synonyms);

/// <summary>What a line asks for.</summary>
/// <param name="Commands">The module's own commands, in their order; each passes the gateway as if a form had sent it. None: what the line says is here already.</param>
/// <param name="Like">A record that is probably the same, for a person to look at; null when there is none.</param>
public sealed record TableOrder(IReadOnlyList<TableStep> Commands, string? Like = null)
{
    /// <summary>Everything the line says is here already.</summary>
    public static TableOrder Known { get; } = new([]);
}

/// <summary>One command of a line, and what it makes.</summary>
/// <param name="Made">The records in the command's answer, for taking them back.</param>
public sealed record TableStep(object Command, Func<object, IEnumerable<TableRecord>> Made);

/// <summary>A record that an import made.</summary>
/// <param name="Kind">The module's own word: `customer`, `site`.</param>
/// <param name="Part">What of it, when it is not a record of its own.</param>
public sealed record TableRecord(string Kind, long Id, string? Part = null);

/// <summary>
/// Something that a module takes in by table: it describes the columns, and turns a line into its own commands. Registered
/// as a scoped service; asked in a reading session opened for the caller.
/// </summary>
public interface ITableTarget
{
    /// <summary>`customers`: in addresses and on the command line.</summary>
    string Name { get; }

    /// <summary>Text key.</summary>
    string Title { get; }

    /// <summary>Who may bring a table of it in.</summary>
    string Permission { get; }

    /// <summary>Where it stands when a company moves in: what others refer to comes first.</summary>
    int Order { get; }

    IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>What tells this line's record from others within the file; null when the line may repeat one.</summary>
    string? KeyOf(TableRow row);

    /// <summary>Looks up what the line names. What cannot be read is told to the row; what is not there is a refusal.</summary>
    Task<TableOrder> Read(TableRow row, CancellationToken ct);

    /// <summary>
    /// Removes a record that an import made, in the running command, without saving. Refuses (`table.in-use`, or what the
    /// module says) when something else uses it, and (`table.changed-since`) when somebody changed it.
    /// </summary>
    Task TakeBack(TableRecord record, CancellationToken ct);
}
