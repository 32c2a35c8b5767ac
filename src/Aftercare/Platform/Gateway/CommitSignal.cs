namespace Aftercare.Platform;

/// <summary>Rung after every commit: wakes the outbox and timer pumps and the browsers that watch a record.</summary>
public sealed class CommitSignal
{
    /// <summary>What the commands said that were just committed, on this node or another. Subscribers must return at once.</summary>
    internal event Action<IReadOnlyCollection<Announcement>>? Committed;

    /// <summary>As <see cref="Committed"/>, for commands of this node alone.</summary>
    internal event Action<IReadOnlyCollection<Announcement>>? CommittedHere;

    internal void Raise(IEnumerable<Announcement> announced)
    {
        Announcement[] all = [.. announced];
        if (all.Length == 0) return;
        CommittedHere?.Invoke(all);
        Committed?.Invoke(all);
    }

    internal void RaiseFromElsewhere(IReadOnlyCollection<Announcement> announced) => Committed?.Invoke(announced);
}
