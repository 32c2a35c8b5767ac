namespace Aftercare.Platform;

/// <summary>Rung after every commit: wakes the outbox and timer pumps and the browsers that watch a record.</summary>
public sealed class CommitSignal
{
    /// <summary>The facts of the commands that were just committed. Subscribers must return at once.</summary>
    internal event Action<IReadOnlyCollection<Announcement>>? Committed;

    internal void Raise(IEnumerable<Announcement> announced) => Committed?.Invoke([.. announced]);
}
