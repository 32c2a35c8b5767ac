using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Whether any company still has a use for a content.</summary>
internal static class ContentInUse
{
    [Needs("installation.sweep")]
    internal sealed record Query(string Hash) : IQuery<Response>;

    internal sealed record Response(bool Yes);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) =>
            new(await db.Set<StoredFile>().IgnoreQueryFilters().AnyAsync(file => file.Hash == query.Hash && file.State != FileState.Doomed, ct));
    }
}
