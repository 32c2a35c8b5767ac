using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>The caller's own views of a list, by name.</summary>
internal static class ListViews
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query([property: Required, StringLength(40)] string List) : IQuery<IReadOnlyList<Row>>;

    /// <param name="Filter">The query of the list's address, without a question mark.</param>
    /// <param name="Columns">Columns by name with true or false, as JSON; null for those the list shows by itself.</param>
    internal sealed record Row(SavedViewId Id, string Name, string Filter, string? Columns);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/views", Get);

    /// <summary>The caller's views of a list (`?list=tickets`).</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(string list, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(list), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Caller caller, Query query, CancellationToken ct) =>
            await db.Visible<SavedView>().Where(view => view.List == query.List).OrderBy(view => view.Name).Select(view => new Row(view.Id, view.Name, view.Query, view.Columns)).ToListAsync(ct);
    }
}
