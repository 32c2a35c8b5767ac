using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Platform;

/// <summary>Take failed long work up again, behind the last step that succeeded. Whoever started it may, and whoever reads the platform.</summary>
internal static class RetryJob
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(JobId Id) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/jobs/{id:long}/retry", Post);

    /// <summary>Take failed long work up again where it stopped.</summary>
    internal static async Task<Ok<Done>> Post(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var job = await db.Load<Job>(command.Id.Value, "job", ct);
            job.Retry(db.Now);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
