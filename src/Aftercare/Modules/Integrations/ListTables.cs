using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>Tables that were brought in, the newest first: who, when, and how it went.</summary>
internal static class ListTables
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query([property: StringLength(40)] string? Target = null, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    /// <param name="Title">Text key of what it brings in.</param>
    internal sealed record Row(TableImportId Id, string Target, string Title, string FileName, string StartedBy, Instant SentAt, TableState State, int Lines, int LinesDone, int New, int Known, int Refused, int TakenBack, Instant? FinishedAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/imports", Get);

    /// <summary>A page of imports by table, the newest first.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, string? target = null, string? after = null, int size = 25) => TypedResults.Ok(await door.Ask(new Query(target, after, size), ct));

    internal sealed class Handler(AppDb db, TableTargets targets) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var imports = db.Visible<TableImport>();
            if (query.Target is { } wanted) imports = imports.Where(import => import.Target == wanted);
            var rows = await imports.NewestFirst(import => import.SentAt, import => import.Id, query.After).Take(query.Size + 1).ToListAsync(ct);
            return rows.ConvertAll(import => new Row(
                import.Id, import.Target, targets.Named(import.Target).Title, import.FileName, import.StartedBy, import.SentAt, import.State, import.Lines, import.LinesDone, import.New, import.Known, import.Refused,
                import.TakenBack, import.FinishedAt)).CutToPage(query.Size, row => new(row.SentAt, row.Id.Value));
        }
    }
}
