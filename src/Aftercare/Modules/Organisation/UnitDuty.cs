using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Organisation;

internal enum DutyKind
{
    /// <summary>Registers what customers report, at once and completely (R302).</summary>
    Intake,
}

internal readonly record struct UnitDutyId(long Value) : IId<UnitDutyId>
{
    public static UnitDutyId Of(long value) => new(value);
}

/// <summary>A named person who does something for a unit from a day to a day, both included. One person a kind and day.</summary>
internal sealed class UnitDuty : Record, IPart
{
    public required UnitDutyId Id { get; init; }
    public required UnitId UnitId { get; init; }
    public required DutyKind Kind { get; init; }
    public required PersonId PersonId { get; init; }
    public required LocalDate From { get; init; }
    public LocalDate? To { get; set; }

    public long RootKey => UnitId.Value;

    public bool Covers(LocalDate day) => From <= day && !(To < day);

    internal sealed class Table : IEntityTypeConfiguration<UnitDuty>
    {
        public void Configure(EntityTypeBuilder<UnitDuty> builder)
        {
            builder.ToTable("unit_duties").HasKey(duty => duty.Id);
            builder.References(duty => duty.UnitId);
            builder.References(duty => duty.PersonId);
        }
    }
}
