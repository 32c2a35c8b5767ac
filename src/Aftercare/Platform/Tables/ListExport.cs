using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime.Text;

namespace Aftercare.Platform;

/// <summary>
/// A list that can be had as an Excel file. The file asks the list's own query, page after page: the same filters, the same
/// scope, the same masking as on the page.
/// </summary>
/// <param name="List">`customers`: in the address, which has the filters of the page.</param>
/// <param name="Title">Text key; the name of the sheet and of the file.</param>
/// <param name="Columns">Text keys of the headings.</param>
internal sealed record ListExport(string List, string Title, IReadOnlyList<string> Columns, Func<Door, ListFilter, CancellationToken, IAsyncEnumerable<IReadOnlyList<object?>>> Rows)
{
    /// <summary>A list that pages by key.</summary>
    /// <param name="query">The page after a key, for the filters of the address.</param>
    /// <param name="columns">Text key of each heading, and the cell: a text, number, day, instant, or a <see cref="TextKey"/>.</param>
    public static ListExport Of<TRow>(string list, string title, Func<ListFilter, string?, IQuery<PageOf<TRow>>> query, params (string Title, Func<TRow, object?> Cell)[] columns) =>
        new(list, title, [.. columns.Select(column => column.Title)], (door, filter, ct) => Pages(door, filter, query, [.. columns.Select(column => column.Cell)], ct));

    /// <summary>A short list that comes whole.</summary>
    public static ListExport Whole<TResponse, TRow>(string list, string title, Func<ListFilter, IQuery<TResponse>> query, Func<TResponse, IEnumerable<TRow>> rows, params (string Title, Func<TRow, object?> Cell)[] columns) =>
        new(list, title, [.. columns.Select(column => column.Title)], (door, filter, ct) => All(door, query(filter), rows, [.. columns.Select(column => column.Cell)], ct));

    /// <summary>Where the list of this page is a file: the filters of the page's own address go along, from the first row on.</summary>
    public static string Href(NavigationManager navigation, string list)
    {
        var query = QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).Where(pair => pair.Key is not ("after" or "before" or "view"));
        return QueryHelpers.AddQueryString($"/api/lists/{list}/export", query);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Pages<TRow>(Door door, ListFilter filter, Func<ListFilter, string?, IQuery<PageOf<TRow>>> query, Func<TRow, object?>[] cells, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await door.Ask(query(filter, after), ct);
            foreach (var row in page.Items) yield return Array.ConvertAll(cells, cell => cell(row));
            after = page.Next;
        }
        while (after is not null);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> All<TResponse, TRow>(Door door, IQuery<TResponse> query, Func<TResponse, IEnumerable<TRow>> rows, Func<TRow, object?>[] cells, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var row in rows(await door.Ask(query, ct))) yield return Array.ConvertAll(cells, cell => cell(row));
    }
}

/// <summary>The filters of a list as its address says them; what cannot be read is left out, as on the page.</summary>
internal sealed class ListFilter(IQueryCollection values)
{
    public string? Text(string name) => values[name].ToString() is { Length: > 0 } text ? text : null;

    public bool? Flag(string name) => bool.TryParse(Text(name), out var flag) ? flag : null;

    public T? Word<T>(string name) where T : struct, Enum => Enum.TryParse<T>(Text(name), ignoreCase: true, out var word) ? word : null;

    public T? Id<T>(string name) where T : struct, IId<T> => long.TryParse(Text(name), out var id) ? T.Of(id) : null;

    public NodaTime.LocalDate? Day(string name) => LocalDatePattern.Iso.Parse(Text(name) ?? "") is { Success: true, Value: var day } ? day : null;
}
