using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A delivery that somebody gave up.</summary>
public readonly record struct DroppedDeliveryId(long Value) : IId<DroppedDeliveryId>
{
    public static DroppedDeliveryId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A fact a subscriber never got, because a person decided so: kept with what it said, and in the audit trail with the reason.</summary>
internal sealed class DroppedDelivery : Root
{
    public required DroppedDeliveryId Id { get; init; }
    public required string Subscriber { get; init; }
    public required string Fact { get; init; }
    public required long About { get; init; }
    public required string Payload { get; init; }
    public required Instant At { get; init; }
    public required string? Error { get; init; }

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<DroppedDelivery>
    {
        public void Configure(EntityTypeBuilder<DroppedDelivery> builder) => builder.ToTable("dropped_deliveries").HasKey(dropped => dropped.Id);
    }
}
