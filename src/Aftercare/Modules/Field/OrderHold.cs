using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>A module below says: not while this stands. The work order cannot be completed meanwhile.</summary>
internal sealed class OrderHold : Record, IPart
{
    public required WorkOrderId OrderId { get; init; }

    /// <summary>The record that holds it: a quote.</summary>
    public required long Holder { get; init; }

    /// <summary>Text key of the reason people read.</summary>
    public required string ReasonKey { get; set; }

    public required Instant Since { get; init; }

    long IPart.RootKey => OrderId.Value;

    internal sealed class Table : IEntityTypeConfiguration<OrderHold>
    {
        public void Configure(EntityTypeBuilder<OrderHold> builder)
        {
            builder.ToTable("order_holds").HasKey(hold => new { hold.OrderId, hold.Holder });
            builder.Property(hold => hold.ReasonKey).HasMaxLength(100);
        }
    }
}
