using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Platform;

/// <summary>Ask for the search index of the company to be written again: `rebuild search`.</summary>
internal static class StartRebuildSearch
{
    [Needs("platform.manage")]
    internal sealed record Command : ICommand<Response>;

    internal sealed record Response(JobId JobId);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/search/rebuild", Post);

    /// <summary>Write the search index again from the records; the answer names the job to follow.</summary>
    internal static async Task<Ok<Response>> Post(Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var job = db.StartJob(RebuildSearch.Job, new { });
            await db.SaveChangesAsync(ct);
            return new(job);
        }
    }
}
