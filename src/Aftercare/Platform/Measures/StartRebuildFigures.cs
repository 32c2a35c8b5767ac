using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Platform;

/// <summary>Ask for all figures of the company to be added up again from scratch: `rebuild kpi`.</summary>
internal static class StartRebuildFigures
{
    [Needs("platform.manage")]
    internal sealed record Command : ICommand<Response>;

    internal sealed record Response(JobId JobId);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/figures/rebuild", Post);

    /// <summary>Add up all figures again from their sources; the answer names the job to follow.</summary>
    internal static async Task<Ok<Response>> Post(Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var job = db.StartJob(RebuildFigures.Job, new { });
            await db.SaveChangesAsync(ct);
            return new(job);
        }
    }
}
