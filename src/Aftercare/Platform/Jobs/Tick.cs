using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>An answer that may say "that was not all": the platform then calls the slice again at once, in a new transaction, so that no command holds the writer for long.</summary>
public interface IInChunks
{
    bool More { get; }
}

/// <summary>The answer of a job that works in chunks: how much this chunk did, and whether there is more.</summary>
public sealed record Chunk(int Count, bool More) : IInChunks;

/// <summary>When a slice with a period runs next for a company; company 0 is the installation as a whole.</summary>
internal sealed class TickRow
{
    public required string Slice { get; init; }
    public required CompanyId CompanyId { get; init; }
    public required Instant NextAt { get; set; }
    public Instant? LastAt { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Attempts { get; set; }

    public string? Error { get; set; }
    public string? LeaseOwner { get; set; }
    public Instant? LeaseUntil { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<TickRow>
    {
        public void Configure(EntityTypeBuilder<TickRow> builder)
        {
            builder.ToTable("ticks").HasKey(tick => new { tick.Slice, tick.CompanyId });
            builder.HasIndex(tick => tick.NextAt);
        }
    }
}
