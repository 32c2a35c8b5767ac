using System.Globalization;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>A photo or signature of a work order.</summary>
internal readonly record struct EvidenceId(long Value) : IId<EvidenceId>
{
    public static EvidenceId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A picture the technician took.</summary>
internal sealed class OrderPhoto : Record, IPart
{
    public required EvidenceId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required FileId FileId { get; init; }
    public string? Caption { get; init; }

    /// <summary>The device's time.</summary>
    public required Instant TakenAt { get; init; }

    public long RootKey => OrderId.Value;

    internal sealed class Table : IEntityTypeConfiguration<OrderPhoto>
    {
        public void Configure(EntityTypeBuilder<OrderPhoto> builder)
        {
            builder.ToTable("order_photos").HasKey(photo => photo.Id);
            builder.Ignore(photo => photo.RootKey);
            builder.Property(photo => photo.Caption).HasMaxLength(200);
            builder.References(photo => photo.FileId);
        }
    }
}

/// <summary>Who signs the completion.</summary>
internal enum Signer { Customer, Technician }

/// <summary>A signature drawn on the screen, with the name of who drew it.</summary>
internal sealed class OrderSignature : Record, IPart
{
    public required EvidenceId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required Signer Signer { get; init; }
    public required string Name { get; init; }
    public required FileId FileId { get; init; }

    /// <summary>The device's time.</summary>
    public required Instant SignedAt { get; init; }

    public long RootKey => OrderId.Value;

    internal sealed class Table : IEntityTypeConfiguration<OrderSignature>
    {
        public void Configure(EntityTypeBuilder<OrderSignature> builder)
        {
            builder.ToTable("order_signatures").HasKey(signature => signature.Id);
            builder.Ignore(signature => signature.RootKey);
            builder.Property(signature => signature.Name).HasMaxLength(100);
            builder.References(signature => signature.FileId);
        }
    }
}
