using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Give up files that no record wanted within a day. Their content goes afterwards, outside any transaction.</summary>
internal static class SweepFiles
{
    private const int AtOnce = 200;

    [Needs("files.sweep")]
    internal sealed record Command : ICommand<Chunk>;

    internal static Every Every => Every.Minutes(60);

    internal static Command Tick() => new();

    internal sealed class Handler(AppDb db) : IHandle<Command, Chunk>
    {
        public async Task<Chunk> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var before = db.Now - StoredFile.Patience;
            var orphans = await db.All<StoredFile>().Where(file => file.State == FileState.Staged && file.StagedAt < before).OrderBy(file => file.StagedAt).Take(AtOnce).ToListAsync(ct);
            foreach (var orphan in orphans) orphan.Doom();
            await db.SaveChangesAsync(ct);
            return new(orphans.Count, orphans.Count == AtOnce);
        }
    }
}

/// <summary>The files whose content must go, of all companies.</summary>
internal static class DoomedFiles
{
    [Needs("files.sweep")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Doomed> Files);

    internal sealed record Doomed(FileId Id, CompanyId Company, string Hash);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) =>
            new(await db.Set<StoredFile>().IgnoreQueryFilters().Where(file => file.State == FileState.Doomed).OrderBy(file => file.Id).Take(500).Select(file => new Doomed(file.Id, file.CompanyId, file.Hash)).ToListAsync(ct));
    }
}

/// <summary>Whether any company still has a use for a content.</summary>
internal static class ContentInUse
{
    [Needs("files.sweep")]
    internal sealed record Query(string Hash) : IQuery<Response>;

    internal sealed record Response(bool Yes);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) =>
            new(await db.Set<StoredFile>().IgnoreQueryFilters().AnyAsync(file => file.Hash == query.Hash && file.State != FileState.Doomed, ct));
    }
}

/// <summary>The last step of a swept file: its row goes; the audit trail remembers it.</summary>
internal static class ForgetFile
{
    [Needs("files.sweep")]
    internal sealed record Command(FileId Id) : ICommand<Done>;

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (await db.All<StoredFile>().SingleOrDefaultAsync(file => file.Id == command.Id && file.State == FileState.Doomed, ct) is { } file) db.Remove(file);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
