namespace Aftercare.Platform;

/// <summary>The words of searchable records, written with them in the same transaction.</summary>
public interface ISearchIndex
{
    /// <summary>Replaces the tokens of these roots.</summary>
    Task Write(AppDb db, IReadOnlyList<ISearchable> documents, CancellationToken ct);
}
