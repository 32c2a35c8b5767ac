using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>The measures of one day, person, unit and type added up. Counts and sums only: an average is made by the reader from both.</summary>
internal sealed class MeasureDay : Record
{
    public required string Name { get; init; }
    public required LocalDate Date { get; init; }

    /// <summary>0 when it is nobody's figure.</summary>
    public required PersonId PersonId { get; init; }

    public required UnitId UnitId { get; init; }
    public required string Type { get; init; }
    public required long Count { get; init; }
    public required long Sum { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<MeasureDay>
    {
        public void Configure(EntityTypeBuilder<MeasureDay> builder) =>
            builder.ToTable("measure_days").HasKey(day => new { day.CompanyId, day.Name, day.Date, day.UnitId, day.PersonId, day.Type });
    }
}
