using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>The register of channel tests, the newest first (R801).</summary>
internal static class ListChannelTests
{
    [Needs("quality.read")]
    internal sealed record Query(string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(ChannelTestId Id, Instant TestedAt, string Who, IReadOnlyList<Line> Lines);

    internal sealed record Line(ComplaintChannel Channel, bool Works, string? Note);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/channel-tests", Get);

    /// <summary>The register of channel tests, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, string? after = null, int size = 25) => TypedResults.Ok(await door.Ask(new Query(after, size), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct) =>
            (await db.Visible<ChannelTest>().NewestFirst(test => test.TestedAt, test => test.Id, query.After).Take(query.Size + 1).Include(test => test.Lines).ToListAsync(ct))
                .ConvertAll(test => new Row(test.Id, test.TestedAt, test.Who, [.. test.Lines.OrderBy(line => line.Channel).Select(line => new Line(line.Channel, line.Works, line.Note))]))
                .CutToPage(query.Size, row => new(row.TestedAt, row.Id.Value));
    }
}
