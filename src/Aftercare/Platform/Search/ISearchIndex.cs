namespace Aftercare.Platform;

/// <summary>The words of searchable records, written with them in the same transaction.</summary>
public interface ISearchIndex
{
    /// <summary>Replaces what these records are found by.</summary>
    Task Write(AppDb db, IReadOnlyList<SearchEntry> entries, CancellationToken ct);
}

/// <summary>What a record is found by from now on; without a text it is not found any more.</summary>
public sealed record SearchEntry(long Id, SearchText? Text);
