using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Who a message is between.</summary>
internal enum MessageKind
{
    /// <summary>For colleagues only.</summary>
    Note,

    /// <summary>What the customer was told.</summary>
    Answer,

    /// <summary>What the customer told us.</summary>
    FromCustomer,
}

/// <summary>Something written on a ticket. Never changed afterwards.</summary>
internal sealed class TicketMessage : Record, IPart
{
    public required TicketMessageId Id { get; init; }
    public required TicketId TicketId { get; init; }
    public required MessageKind Kind { get; init; }
    public required Instant At { get; init; }
    public required Instant EnteredAt { get; init; }
    public required string Who { get; init; }
    public required string Text { get; init; }

    long IPart.RootKey => TicketId.Value;

    internal sealed class Table : IEntityTypeConfiguration<TicketMessage>
    {
        public void Configure(EntityTypeBuilder<TicketMessage> builder)
        {
            builder.ToTable("ticket_messages").HasKey(message => message.Id);
            builder.HasIndex(message => new { message.TicketId, message.At });
            builder.HasOne<Ticket>().WithMany().HasForeignKey(message => message.TicketId).OnDelete(DeleteBehavior.Restrict);
            builder.Property(message => message.Who).HasMaxLength(200);
            builder.Property(message => message.Text).HasMaxLength(8000);
        }
    }
}
