using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A root that can be found by words. The gateway re-indexes it with every change.</summary>
public interface ISearchable
{
    /// <summary>What it is found by, from the root's own columns; null takes it out of the index.</summary>
    SearchText? ToSearchText();
}

/// <param name="Kind">The entry in the search registry that may show it: `ticket`.</param>
/// <param name="Title">The line a hit shows.</param>
/// <param name="Words">Everything else it is found by: numbers, names, serials, descriptions.</param>
/// <param name="At">The time a hit shows. Hits are listed newest record first.</param>
public sealed record SearchText(string Kind, string Title, string Words, Instant At);

internal sealed class SearchDocument : Record
{
    public required long Id { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; set; }
    public required Instant At { get; set; }

    /// <summary>When its words were last written: what a rebuild has not touched is no record any more.</summary>
    public required Instant WrittenAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<SearchDocument>
    {
        public void Configure(EntityTypeBuilder<SearchDocument> builder) =>
            builder.ToTable("search_documents").HasKey(document => document.Id);
    }
}
