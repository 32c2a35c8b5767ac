using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>A module below says: not while this stands. The ticket cannot be closed or cancelled meanwhile.</summary>
internal sealed class TicketHold : Record, IPart
{
    public required TicketId TicketId { get; init; }

    /// <summary>The record that holds it: a work order.</summary>
    public required long Holder { get; init; }

    /// <summary>Text key of the reason people read.</summary>
    public required string ReasonKey { get; init; }

    public required Instant Since { get; init; }

    long IPart.RootKey => TicketId.Value;

    internal sealed class Table : IEntityTypeConfiguration<TicketHold>
    {
        public void Configure(EntityTypeBuilder<TicketHold> builder)
        {
            builder.ToTable("ticket_holds").HasKey(hold => new { hold.TicketId, hold.Holder });
            builder.Property(hold => hold.ReasonKey).HasMaxLength(100);
        }
    }
}
