using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Platform;

/// <summary>Stop long work behind the step that runs now; what is done stays done. Whoever started it may, and whoever reads the platform.</summary>
internal static class CancelJob
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(JobId Id) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/jobs/{id:long}/cancel", Post);

    /// <summary>Stop long work; what is done stays done.</summary>
    internal static async Task<Ok<Done>> Post(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var job = await db.Load<Job>(command.Id.Value, "job", ct);
            job.Cancel(db.Now);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
