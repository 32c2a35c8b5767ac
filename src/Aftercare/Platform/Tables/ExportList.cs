using System.Runtime.CompilerServices;

namespace Aftercare.Platform;

/// <summary>Which list an Excel file is asked of. The rows come through the list's own query, with its permission.</summary>
internal static class ExportList
{
    /// <summary>More than this is a report, not a list.</summary>
    private const int MostRows = 100_000;

    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(string List) : IQuery<Response>;

    internal sealed record Response(ListExport Export);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/lists/{list}/export", Get).Produces(200, contentType: Sheet.MediaType);

    /// <summary>A list as an Excel file or, with `format=csv`, as CSV, with the filters of its page; at most 100 000 rows.</summary>
    internal static async Task<IResult> Get(string list, HttpRequest request, Door door, Texts texts, IServiceProvider services, CancellationToken ct, string format = "xlsx")
    {
        if (format is not ("xlsx" or "csv")) throw Refusal.Invalid("export.format-unknown", nameof(format), format);
        var export = (await door.Ask(new Query(list), ct)).Export;
        var caller = await door.Caller();
        var zone = services.GetService<ICallerZone>() is { } zones && caller.Company is not null ? await zones.Of(caller, ct) : NodaTime.DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        var (name, titles) = (texts.In(caller.Language, export.Title), export.Columns.Select(title => texts.In(caller.Language, title)).ToList());
        var rows = Translated(export.Rows(door, new(request.Query), ct), texts, caller.Language, ct);
        return format == "csv"
            ? TypedResults.Stream(await Sheet.WriteCsv(titles, rows, zone, ct), "text/csv", $"{name}.csv")
            : TypedResults.Stream(await Sheet.Write(name, titles, rows, zone, ct), Sheet.MediaType, $"{name}.xlsx");
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Translated(IAsyncEnumerable<IReadOnlyList<object?>> rows, Texts texts, string language, [EnumeratorCancellation] CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (++count > MostRows) throw new Refusal("export.too-long", RefusalKind.TooLarge) { Arguments = [MostRows] };
            yield return [.. row.Select(cell => cell is TextKey key ? Word(key.Key, texts, language) : cell)];
        }
    }

    // A word of the company's own, such as a kind of order, has no text of ours: it says itself.
    private static string Word(string key, Texts texts, string language) => texts.Has(key) ? texts.In(language, key) : key[(key.LastIndexOf('.') + 1)..];

    internal sealed class Handler(IEnumerable<ListExport> exports) : IHandle<Query, Response>
    {
        public Task<Response> Handle(Caller caller, Query query, CancellationToken ct) =>
            Task.FromResult(new Response(exports.FirstOrDefault(export => export.List == query.List) ?? throw Refusal.NotFound("list", query.List)));
    }
}
