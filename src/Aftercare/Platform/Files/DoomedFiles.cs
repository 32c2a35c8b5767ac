using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>The files whose content must go, of all companies.</summary>
internal static class DoomedFiles
{
    [Needs("installation.sweep")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Doomed> Files);

    internal sealed record Doomed(FileId Id, CompanyId Company, string Hash);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) =>
            new(await db.Set<StoredFile>().IgnoreQueryFilters().Where(file => file.State == FileState.Doomed).OrderBy(file => file.Id).Take(500).Select(file => new Doomed(file.Id, file.CompanyId, file.Hash)).ToListAsync(ct));
    }
}
