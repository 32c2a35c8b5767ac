using Aftercare.UiKit;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A place in the console's sidebar.</summary>
/// <param name="Group">Text key of the group: `nav.desk`.</param>
/// <param name="Title">Text key.</param>
/// <param name="Permission">Shown to callers who hold it.</param>
/// <param name="Order">Position; groups stand where their first entry does.</param>
public sealed record NavEntry(string Group, string Title, string Href, string Icon, string Permission, int Order);

/// <summary>A module's share in the story of a record. Called in a reading session opened for the caller.</summary>
public interface IStorySource
{
    /// <summary>The lines this module knows about the record (of kind `ticket`, `asset`, `customer`, `work-order`…), in any order.</summary>
    Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct);
}

/// <summary>What a search hit of one kind leads to, and which of the found ids the caller may see.</summary>
/// <param name="Kind">As in <see cref="SearchText.Kind"/>.</param>
/// <param name="Title">Text key of the kind's name.</param>
/// <param name="Permission">Callers without it find nothing of this kind.</param>
/// <param name="Href">From the id to the page.</param>
/// <param name="Visible">Keeps the ids the caller may see.</param>
public sealed record SearchKind(string Kind, string Title, string Icon, string Permission, Func<long, string> Href, Func<AppDb, IReadOnlyCollection<long>, CancellationToken, Task<IReadOnlyCollection<long>>> Visible);

/// <summary>What all modules tell of a record, oldest first.</summary>
public static class Stories
{
    public static async Task<IReadOnlyList<StoryEntry>> Tell(this IEnumerable<IStorySource> sources, AppDb db, string kind, long record, string language, CancellationToken ct)
    {
        var story = new List<StoryEntry>();
        foreach (var source in sources) story.AddRange(await source.Tell(db, kind, record, language, ct));
        return [.. story.OrderBy(entry => entry.At)];
    }
}

/// <summary>What a module further down lets people begin from an open record of a module above: a link on the record's page.</summary>
/// <param name="Kind">Kind of the record, as in <see cref="IStorySource.Tell"/>: `ticket`, `customer`, `asset`; or `portal`, the customers' first page, whose id is 0.</param>
/// <param name="Title">Text key.</param>
/// <param name="Permission">Shown to callers who hold it.</param>
/// <param name="Href">From the record's id to the page.</param>
public sealed record RecordAction(string Kind, string Title, string Icon, string Permission, Func<long, string> Href)
{
    /// <summary>Offered also on records that have ended: nobody begins work on a closed ticket, but people complain about one.</summary>
    public bool OnEnded { get; init; }
}

/// <summary>What a module further down shows inside the page of a record of a module above: `SectionsOf` renders it there.</summary>
/// <param name="Kind">Kind of the record, as in <see cref="IStorySource.Tell"/>: `work-order`.</param>
/// <param name="Component">A component with the parameters `long Record` and `bool Phone`; its forms may have any names of their own.</param>
/// <param name="Permission">Shown to callers who hold it.</param>
/// <param name="Order">Position among the sections of a page.</param>
public sealed record PageSection(string Kind, Type Component, string Permission, int Order);

/// <summary>One waiting piece of work on the home page.</summary>
/// <param name="Tone">How urgent it is.</param>
public sealed record QueueItem(string Title, string Detail, string Href, Instant? Due, Tone Tone);

/// <summary>A module's share in today's work of the caller.</summary>
public interface IQueueSource
{
    /// <summary>Text key of the heading.</summary>
    string Title { get; }

    string Permission { get; }

    int Order { get; }

    /// <summary>At most 20 items, the most urgent first, and where all of them are.</summary>
    Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct);
}
