using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Write down when sessions and tokens were last used. Only the product itself may.</summary>
internal static class NoteLastUse
{
    [Needs("installation.sign-in")]
    internal sealed record Command(IReadOnlyList<Use> Uses) : ICommand<Done>;

    internal sealed record Use(long Key, Instant At, string? Ip);

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var keys = command.Uses.Select(use => use.Key).ToList();
            var known = await db.Set<LastUse>().Where(use => keys.Contains(use.Id)).ToDictionaryAsync(use => use.Id, ct);
            foreach (var use in command.Uses)
            {
                if (!known.TryGetValue(use.Key, out var row)) db.Add(row = new LastUse { Id = use.Key });
                if (row.At < use.At) (row.At, row.Ip) = (use.At, use.Ip);
            }
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
