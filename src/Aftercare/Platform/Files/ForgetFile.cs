using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>The last step of a swept file: its row goes; the audit trail remembers it.</summary>
internal static class ForgetFile
{
    [Needs("installation.sweep")]
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
