using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>
/// One appointment (预约) of a work order. Its times are the device's own, so that a job done in a basement keeps the
/// times at which it happened; when they reached us is in the audit trail.
/// </summary>
internal sealed class Visit : Record, IPart
{
    public required VisitId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required PersonId TechnicianId { get; init; }
    public required Instant SlotStart { get; init; }
    public required Instant SlotEnd { get; init; }
    public required Instant BookedAt { get; init; }

    /// <summary>Who gave it to the technician: a dispatcher, or the technician who took it from the pool.</summary>
    public PersonId? BookedBy { get; init; }

    /// <summary>Until when the customer was promised somebody would come (预约时段, B04); null when only the slot's start was agreed.</summary>
    public Instant? PromisedUntil { get; set; }

    /// <summary>When the technician spoke to the customer before coming (R403).</summary>
    public Instant? ContactedAt { get; set; }

    /// <summary>Attempts to reach the customer that failed.</summary>
    public int FailedCalls { get; set; }

    /// <summary>What was agreed on the phone, or why nobody answered.</summary>
    public string? ContactNote { get; set; }

    public Instant? AcceptedAt { get; set; }
    public Instant? TravelAt { get; set; }
    public Instant? ArrivedAt { get; private set; }
    public Instant? FinishedAt { get; private set; }
    public double? ArrivedLatitude { get; private set; }
    public double? ArrivedLongitude { get; private set; }
    public double? FinishedLatitude { get; private set; }
    public double? FinishedLongitude { get; private set; }

    /// <summary>Arrived after the promised window, or where none was promised later than agreed and tolerated (R404, B04); null before arrival.</summary>
    public bool? Late { get; private set; }

    public VisitOutcome? Outcome { get; private set; }
    public Instant? WithdrawnAt { get; set; }
    public string? WithdrawReason { get; set; }

    /// <summary>True when the technician gave it back, false when the dispatcher took it.</summary>
    public bool Declined { get; set; }

    public long RootKey => OrderId.Value;

    public bool Stands => WithdrawnAt is null && (FinishedAt is null || Outcome is VisitOutcome.Done);

    public TimeSlot Slot => new(SlotStart, SlotEnd);

    public void Arrive(Instant at, Place? place, Duration tolerance)
    {
        (ArrivedAt, ArrivedLatitude, ArrivedLongitude) = (at, place?.Latitude, place?.Longitude);
        Late = at > (PromisedUntil ?? SlotStart + tolerance);
    }

    public void Finish(VisitOutcome outcome, Instant at, Place? place) =>
        (Outcome, FinishedAt, FinishedLatitude, FinishedLongitude) = (outcome, at, place?.Latitude, place?.Longitude);

    internal sealed class Table : IEntityTypeConfiguration<Visit>
    {
        public void Configure(EntityTypeBuilder<Visit> builder)
        {
            builder.ToTable("visits").HasKey(visit => visit.Id);
            builder.Ignore(visit => visit.RootKey).Ignore(visit => visit.Stands).Ignore(visit => visit.Slot);
            builder.References(visit => visit.TechnicianId);
            builder.Property(visit => visit.ContactNote).HasMaxLength(500);
            builder.HasIndex(visit => new { visit.CompanyId, visit.TechnicianId, visit.SlotStart });
        }
    }
}
