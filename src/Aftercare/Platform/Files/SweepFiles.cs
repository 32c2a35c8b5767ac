using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Give up files that no record wanted within a day. Their content goes afterwards, outside any transaction.</summary>
internal static class SweepFiles
{
    private const int AtOnce = 200;

    [Needs("installation.sweep")]
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
