using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Long work, the newest first.</summary>
internal static class ListJobs
{
    [Needs("platform.read")]
    internal sealed record Query(string? After = null, [property: Range(1, 100)] int Size = 25) : IQuery<PageOf<ReadJob.Response>>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/jobs", Get);

    /// <summary>Imports and other long work of the company, the newest first.</summary>
    internal static async Task<Ok<PageOf<ReadJob.Response>>> Get(string? after, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(after), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, PageOf<ReadJob.Response>>
    {
        public async Task<PageOf<ReadJob.Response>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var jobs = db.Visible<Job>();
            if (PageKey.Parse(query.After) is { } after) jobs = jobs.Where(job => job.CreatedAt < after.At || (job.CreatedAt == after.At && job.Id < new JobId(after.Id)));
            var rows = await jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).Take(query.Size + 1).ToListAsync(ct);
            return rows.ConvertAll(ReadJob.Show).CutToPage(query.Size, job => new(job.CreatedAt, job.Id.Value));
        }
    }
}
