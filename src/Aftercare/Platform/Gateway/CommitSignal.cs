namespace Aftercare.Platform;

/// <summary>Rung after every commit: wakes the outbox and timer pumps and the browsers that watch a record.</summary>
public sealed partial class CommitSignal(ILogger<CommitSignal> logger)
{
    /// <summary>What the commands said that were just committed, on this node or another. Subscribers must return at once.</summary>
    internal event Action<IReadOnlyCollection<Announcement>>? Committed;

    /// <summary>As <see cref="Committed"/>, for commands of this node alone.</summary>
    internal event Action<IReadOnlyCollection<Announcement>>? CommittedHere;

    internal void Raise(IEnumerable<Announcement> announced)
    {
        Announcement[] all = [.. announced];
        if (all.Length == 0) return;
        Ring(CommittedHere, all);
        Ring(Committed, all);
    }

    internal void RaiseFromElsewhere(IReadOnlyCollection<Announcement> announced) => Ring(Committed, announced);

    // What is committed is committed: a subscriber that breaks must not tell its writer otherwise, nor keep the news from the next.
    private void Ring(Action<IReadOnlyCollection<Announcement>>? subscribers, IReadOnlyCollection<Announcement> announced)
    {
        foreach (var subscriber in Delegate.EnumerateInvocationList(subscribers))
        {
            try
            {
                subscriber(announced);
            }
            catch (Exception broken)
            {
                LogBroken(broken, subscriber.Method.DeclaringType?.Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Subscriber} broke on news of a commit")]
    private partial void LogBroken(Exception exception, string? subscriber);
}
