using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>What can happen to a complaint. Stored by name: never rename.</summary>
internal enum StepKind
{
    Received, SeverityChanged, MeasuresRecorded, OwnerChanged, EvidenceSupplied, NoteAdded, Verified, OpinionAsked, OpinionGiven, Told, Accepted, NotAccepted, Escalated, Closed,
}

/// <summary>One thing that happened to a complaint, with when it happened and when it was entered. Insert only: its clocks and its story are made of these.</summary>
internal sealed class ComplaintStep : Record, IPart
{
    public required ComplaintId ComplaintId { get; init; }

    /// <summary>Counts up within the complaint, in the order of entering.</summary>
    public required int Sequence { get; init; }

    public required StepKind Kind { get; init; }
    public required Instant At { get; init; }
    public required Instant EnteredAt { get; init; }

    /// <summary>The name of who did it.</summary>
    public required string Who { get; init; }

    /// <summary>SeverityChanged: the severity. Verified: `valid` or `not-valid`. Told, Accepted and NotAccepted: how. OwnerChanged, MeasuresRecorded and OpinionAsked: a person's name.</summary>
    public string? Value { get; init; }

    /// <summary>In the words of who entered it.</summary>
    public string? Note { get; init; }

    long IPart.RootKey => ComplaintId.Value;

    internal sealed class Table : IEntityTypeConfiguration<ComplaintStep>
    {
        public void Configure(EntityTypeBuilder<ComplaintStep> builder)
        {
            builder.ToTable("complaint_steps").HasKey(step => new { step.ComplaintId, step.Sequence });
            builder.Property(step => step.Who).HasMaxLength(200);
            builder.Property(step => step.Value).HasMaxLength(200);
            builder.Property(step => step.Note).HasMaxLength(4000);
        }
    }
}

/// <summary>Somebody did something: when it happened, when it is entered, and who it was.</summary>
internal sealed record Act(Instant At, Instant Now, string Who)
{
    /// <summary>By the caller of this command; now unless it happened earlier.</summary>
    public static Act Of(AppDb db, Instant? at = null) => new((at ?? db.Now).ToMicroseconds(), db.Now, db.Caller.Name);
}
