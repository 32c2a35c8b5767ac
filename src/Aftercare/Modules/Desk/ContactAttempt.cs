using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>How a customer was tried to be reached.</summary>
internal enum ContactWay { Phone, Message, Email, Visit }

/// <summary>What came of it.</summary>
internal enum ContactOutcome { NoAnswer, WrongNumber, CallBackLater, Reached }

/// <summary>One documented attempt to tell the customer the result (R313).</summary>
internal sealed class ContactAttempt : Record, IPart
{
    public required ContactAttemptId Id { get; init; }
    public required TicketId TicketId { get; init; }
    public required Instant At { get; init; }
    public required string Who { get; init; }
    public required ContactWay Way { get; init; }
    public required ContactOutcome Outcome { get; init; }
    public string? Note { get; init; }

    long IPart.RootKey => TicketId.Value;

    internal sealed class Table : IEntityTypeConfiguration<ContactAttempt>
    {
        public void Configure(EntityTypeBuilder<ContactAttempt> builder)
        {
            builder.ToTable("contact_attempts").HasKey(attempt => attempt.Id);
            builder.Property(attempt => attempt.Who).HasMaxLength(200);
            builder.Property(attempt => attempt.Note).HasMaxLength(2000);
        }
    }
}
