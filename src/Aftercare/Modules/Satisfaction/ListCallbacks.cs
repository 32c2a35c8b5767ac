using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Satisfaction;

/// <summary>The call-back list (B11): the next one to call first, or how the calls ended.</summary>
internal static class ListCallbacks
{
    [Needs("satisfaction.read")]
    internal sealed record Query(CallbackFilter Filter, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<CallbackLine>>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/callbacks", Get);

    /// <summary>A page of the call-back list, the next one to call first</summary>
    internal static async Task<Ok<PageOf<CallbackLine>>> Get([AsParameters] FilterQuery filter, Door door, CancellationToken ct, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(filter.ToFilter(), after, size), ct));

    /// <summary>The filter as an address says it.</summary>
    internal sealed record FilterQuery
    {
        public CallbackShow? Show { get; init; }

        public bool? Mine { get; init; }

        public long? Unit { get; init; }

        public long? Technician { get; init; }

        public string? Kind { get; init; }

        public CallbackPurpose? Purpose { get; init; }

        public bool? Low { get; init; }

        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        public CallbackFilter ToFilter() => new(
            Show ?? CallbackShow.Open, Mine ?? false, Unit is { } unit ? new(unit) : null, Technician is { } person ? new(person) : null, Kind, Purpose, Low ?? false, ListRatings.Day(From), ListRatings.Day(To));
    }

    internal sealed class Handler(CallbackList list) : IHandle<Query, PageOf<CallbackLine>>
    {
        public async Task<PageOf<CallbackLine>> Handle(Caller caller, Query query, CancellationToken ct) =>
            (await list.Read(query.Filter, query.After, query.Size + 1, ct)).CutToPage(query.Size, line => new(line.DueAt, line.Id.Value));
    }
}
