using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Aftercare.Platform;

/// <summary>
/// Tells open browsers which topics changed: `record:17`, or the name of a fact (`desk.ticket-closed`), and never any
/// data. A listener has a set of changed topics instead of a queue: however slow it is, it holds up nobody and misses nothing.
/// </summary>
internal sealed class LiveTopics : IDisposable
{
    private readonly ConcurrentDictionary<(CompanyId Company, string Topic), ConcurrentDictionary<Listener, byte>> _listeners = new();
    private readonly CommitSignal _committed;

    public LiveTopics(CommitSignal committed)
    {
        _committed = committed;
        committed.Committed += Spread;
    }

    /// <summary>Each topic when it changes, until the caller stops listening. Between two, a null after every heartbeat.</summary>
    public async IAsyncEnumerable<string?> Listen(CompanyId company, IReadOnlyCollection<string> topics, TimeSpan heartbeat, [EnumeratorCancellation] CancellationToken ct)
    {
        var listener = new Listener();
        foreach (var topic in topics) _listeners.GetOrAdd((company, topic), _ => new()).TryAdd(listener, 0);
        try
        {
            yield return null;
            while (!ct.IsCancellationRequested)
            {
                if (!await listener.Heard(heartbeat, ct)) yield return null;
                foreach (var topic in listener.Take()) yield return topic;
            }
        }
        finally
        {
            foreach (var topic in topics)
                if (_listeners.TryGetValue((company, topic), out var others)) others.TryRemove(listener, out _);
        }
    }

    /// <summary>Whether anybody listens to the topic now.</summary>
    internal bool HasListener(CompanyId company, string topic) => _listeners.TryGetValue((company, topic), out var listeners) && !listeners.IsEmpty;

    public void Dispose() => _committed.Committed -= Spread;

    private void Spread(IReadOnlyCollection<Announcement> announced)
    {
        foreach (var announcement in announced)
        {
            Tell(announcement.Company, RecordTopic(announcement.About));
            if (announcement.IsFact) Tell(announcement.Company, WithoutVersion(announcement.Fact));
        }
    }

    private void Tell(CompanyId company, string topic)
    {
        if (!_listeners.TryGetValue((company, topic), out var listeners)) return;
        foreach (var listener in listeners.Keys) listener.Tell(topic);
    }

    private static string RecordTopic(long record) => string.Create(CultureInfo.InvariantCulture, $"record:{record}");

    private static string WithoutVersion(string fact) => fact.LastIndexOf(".v", StringComparison.Ordinal) is > 0 and var dot ? fact[..dot] : fact;

    private sealed class Listener
    {
        private readonly Lock _gate = new();
        private HashSet<string> _changed = [];
        private TaskCompletionSource _heard = NewSignal();

        public void Tell(string topic)
        {
            lock (_gate)
            {
                _changed.Add(topic);
                _heard.TrySetResult();
            }
        }

        /// <summary>True once something was told, false after the heartbeat.</summary>
        public async Task<bool> Heard(TimeSpan heartbeat, CancellationToken ct)
        {
            Task heard;
            lock (_gate) heard = _heard.Task;
            return await Task.WhenAny(heard, Task.Delay(heartbeat, ct)) == heard;
        }

        public HashSet<string> Take()
        {
            lock (_gate)
            {
                var taken = _changed;
                (_changed, _heard) = ([], NewSignal());
                return taken;
            }
        }

        // A commit must not run what waits for it.
        private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
