namespace Aftercare.Platform;

/// <summary>What the installation remembers under a name. Only the product itself asks.</summary>
internal static class ReadMark
{
    [Needs("installation.mark")]
    internal sealed record Query(string Name) : IQuery<Response>;

    internal sealed record Response(string? Value);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) => new((await db.Set<Mark>().FindAsync([query.Name], ct))?.Value);
    }
}
