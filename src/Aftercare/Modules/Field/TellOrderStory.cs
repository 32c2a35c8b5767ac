using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>The story of a work order, from every module that knows some of it, the newest first.</summary>
internal static class TellOrderStory
{
    [Needs("field.read")]
    internal sealed record Query(WorkOrderId Id) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<StoryEntry> Entries);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}/story", Get);

    /// <summary>What happened to a work order</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, IEnumerable<IStorySource> sources) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(query.Id.Value, "work-order", ct);
            return new([.. (await sources.Tell(db, "work-order", order.Key, caller.Language, ct)).Reverse()]);
        }
    }
}
