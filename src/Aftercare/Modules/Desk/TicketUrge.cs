using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>The customer urged (催单): when, through which channel, and who took it down. Never changed afterwards.</summary>
internal sealed class TicketUrge : Record, IPart
{
    public required TicketId TicketId { get; init; }
    public required int Sequence { get; init; }
    public required Channel Channel { get; init; }
    public required Instant At { get; init; }
    public required string Who { get; init; }
    public string? Note { get; init; }

    long IPart.RootKey => TicketId.Value;

    internal sealed class Table : IEntityTypeConfiguration<TicketUrge>
    {
        public void Configure(EntityTypeBuilder<TicketUrge> builder)
        {
            builder.ToTable("ticket_urges").HasKey(urge => new { urge.TicketId, urge.Sequence });
            builder.Property(urge => urge.Who).HasMaxLength(200);
            builder.Property(urge => urge.Note).HasMaxLength(2000);
        }
    }
}
