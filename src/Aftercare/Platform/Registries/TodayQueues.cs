namespace Aftercare.Platform;

/// <summary>What waits for the caller today, from every module that has a queue: the home page of each role.</summary>
internal static class TodayQueues
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(string Language) : IQuery<Response>;

    /// <param name="Queues">Only those in which something waits.</param>
    internal sealed record Response(IReadOnlyList<Queue> Queues);

    /// <param name="Title">Text key.</param>
    internal sealed record Queue(string Title, IReadOnlyList<QueueItem> Items, string AllHref);

    internal sealed class Handler(AppDb db, IEnumerable<IQueueSource> sources) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (caller.Kind is CallerKind.Anonymous) throw new Refusal("sign-in.required", RefusalKind.Unauthorized);
            var queues = new List<Queue>();
            foreach (var source in sources.Where(source => caller.May(source.Permission)).OrderBy(source => source.Order))
            {
                var (items, href) = await source.Today(db, query.Language, ct);
                if (items.Count > 0) queues.Add(new(source.Title, items, href));
            }
            return new(queues);
        }
    }
}
