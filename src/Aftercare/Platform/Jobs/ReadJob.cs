using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>How far a job is. Whoever started it may ask, and whoever reads the platform.</summary>
internal static class ReadJob
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(JobId Id) : IQuery<Response>;

    /// <summary>The progress of long work; <paramref name="Total"/> is null until it is known.</summary>
    internal sealed record Response(JobId Id, string Kind, JobState State, long Done, long? Total, string? Message, string StartedBy, Instant CreatedAt, Instant? FinishedAt, int Attempts, string? Error, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/jobs/{id:long}", Get);

    /// <summary>The progress of long work such as an import.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) =>
            Show(await db.Load<Job>(query.Id.Value, "job", ct));
    }

    internal static Response Show(Job job) =>
        new(job.Id, job.Kind, job.State, job.Done, job.Total, job.Message, job.StartedBy, job.CreatedAt, job.FinishedAt, job.Attempts, job.Error, job.Version);
}
