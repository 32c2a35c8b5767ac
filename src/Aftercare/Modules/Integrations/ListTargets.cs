using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using MiniExcelLibs;

namespace Aftercare.Modules.Integrations;

/// <summary>What the caller may bring in by table, and the columns of each.</summary>
internal static class ListTargets
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Target> Targets);

    internal sealed record Target(string Name, string Title, IReadOnlyList<Column> Columns);

    /// <param name="Words">What a cell may say; empty when any text will do.</param>
    internal sealed record Column(string Name, string Title, bool Required, string Example, string? Help, IReadOnlyList<string> Words);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/imports/targets", Get);
        api.MapGet("/imports/targets/{target}/template", GetTemplate).Produces(200, contentType: Sheet.MediaType);
    }

    /// <summary>What can be brought in by table, in the order of moving in, with its columns.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    /// <summary>An empty table to fill in, with a second sheet that explains every column in Chinese and English.</summary>
    internal static async Task<IResult> GetTemplate(string target, Door door, TableTargets targets, Texts texts, CancellationToken ct)
    {
        var caller = await door.Caller();
        var wanted = targets.Of(target, caller);
        var file = new MemoryStream();
        var heading = wanted.Columns.Index().ToDictionary(column => $"C{column.Index}", object? (column) => texts.In(caller.Language, column.Item.Title) + (column.Item.Required ? "*" : ""));
        var sheets = new Dictionary<string, object> { [texts.In(caller.Language, wanted.Title)] = new[] { heading }, [texts.In(caller.Language, "tables.help")] = Help(wanted, texts).ToList() };
        await file.SaveAsAsync(sheets, printHeader: false, configuration: new MiniExcelLibs.OpenXml.OpenXmlConfiguration { TableStyles = MiniExcelLibs.OpenXml.TableStyles.None, AutoFilter = false }, cancellationToken: ct);
        file.Position = 0;
        return TypedResults.Stream(file, Sheet.MediaType, $"{texts.In(caller.Language, wanted.Title)}-{texts.In(caller.Language, "tables.template")}.xlsx");
    }

    private static IEnumerable<Dictionary<string, object?>> Help(ITableTarget target, Texts texts)
    {
        string Both(string key) => $"{texts.In(Texts.Chinese, key)} / {texts.In(Texts.English, key)}";
        yield return Line(Both("tables.column"), Both("tables.required"), Both("tables.example"), Both("tables.meaning"));
        foreach (var column in target.Columns)
        {
            var words = column.Words.Count == 0 ? null : string.Join(" | ", column.Words.Select(word => $"{texts.In(Texts.Chinese, word.Title)} = {texts.In(Texts.English, word.Title)}"));
            yield return Line(Both(column.Title), column.Required ? Both("tables.required") : null, column.Example, string.Join(" · ", new[] { column.Help is { } help ? Both(help) : null, words }.OfType<string>()));
        }
        yield return Line(Both("tables.help.dates"), null, "2026-03-01", null);
        yield return Line(Both("tables.help.repeat"), null, null, null);
    }

    private static Dictionary<string, object?> Line(params string?[] cells) => cells.Index().ToDictionary(cell => $"C{cell.Index}", object? (cell) => Sheet.Safe(cell.Item));

    internal sealed class Handler(TableTargets targets, Texts texts) : IHandle<Query, Response>
    {
        public Task<Response> Handle(Caller caller, Query query, CancellationToken ct) => Task.FromResult(new Response([.. targets.For(caller).Select(target => new Target(target.Name, texts.In(caller.Language, target.Title),
            [.. target.Columns.Select(column => new Column(column.Name, texts.In(caller.Language, column.Title), column.Required, column.Example, column.Help is { } help ? texts.In(caller.Language, help) : null, [.. column.Words.Select(word => texts.In(caller.Language, word.Title))]))]))]));
    }
}
