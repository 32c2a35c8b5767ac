using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>One contribution to a figure: insert only, never changed; a correction is another one with the opposite sign.</summary>
/// <param name="Name">What is counted: `desk.response.settled`.</param>
/// <param name="Date">The local date in the unit's zone.</param>
/// <param name="Person">Whose figure it is, if anybody's.</param>
/// <param name="Unit">The person's or record's unit at that time.</param>
/// <param name="Type">The dimension figures are split by: the request type.</param>
/// <param name="Count">How many.</param>
/// <param name="Sum">A sum in the measure's own unit (seconds, minor units of money), or 0.</param>
/// <param name="Source">The record behind it, for the drill-down.</param>
public sealed record Measure(string Name, LocalDate Date, PersonId? Person, UnitId Unit, string Type, long Count, long Sum, long Source);

internal sealed class MeasureRow : Record
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required LocalDate Date { get; init; }
    /// <summary>0 when it is nobody's figure.</summary>
    public required PersonId PersonId { get; init; }

    public required UnitId UnitId { get; init; }
    public required string Type { get; init; }
    public required long Count { get; init; }
    public required long Sum { get; init; }
    public required long SourceId { get; init; }
    public required Instant At { get; init; }

    /// <summary>True once the fold has added it to the day's totals.</summary>
    public bool Folded { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<MeasureRow>
    {
        public void Configure(EntityTypeBuilder<MeasureRow> builder)
        {
            builder.ToTable("measures").HasKey(row => row.Id);
            builder.HasIndex(row => row.Id).HasFilter("folded = false").HasDatabaseName("ix_measures_unfolded");
            builder.HasIndex(row => new { row.CompanyId, row.Name, row.Date, row.UnitId });
            builder.HasIndex(row => new { row.CompanyId, row.Date });
            builder.HasIndex(row => row.SourceId);
        }
    }
}
