using System.Collections.Concurrent;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Callers as they were seconds ago, by the digest of their cookie or token. Forgotten at once when a commit on this
/// node changes the account; another node's change shows after <see cref="Fresh"/> at the latest.
/// </summary>
internal sealed class CallerCache : IDisposable
{
    public static readonly Duration Fresh = Duration.FromSeconds(5);
    private const int Most = 20_000;
    private static readonly string Changed = SliceRegistry.FactName(typeof(Face.AccountChanged));

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly CommitSignal _committed;
    private int _generation;

    public CallerCache(CommitSignal committed)
    {
        _committed = committed;
        _committed.Committed += Forget;
    }

    /// <summary>Take it before reading: what was read is only kept when nothing changed meanwhile.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public Caller? Find(string key, Instant now) => _kept.TryGetValue(key, out var kept) && now < kept.Until ? kept.Caller : null;

    public void Keep(string key, Caller caller, Instant now, int generation)
    {
        if (_kept.Count >= Most) _kept.Clear();
        if (generation == Generation) _kept[key] = new(caller, now + Fresh);
    }

    public void Dispose() => _committed.Committed -= Forget;

    private void Forget(IReadOnlyCollection<Announcement> announced)
    {
        foreach (var change in announced.Where(announcement => announcement.Fact == Changed))
        {
            Interlocked.Increment(ref _generation);
            foreach (var (key, kept) in _kept)
                if (kept.Caller.Account?.Value == change.About) _kept.TryRemove(key, out _);
        }
    }

    private sealed record Kept(Caller Caller, Instant Until);
}
