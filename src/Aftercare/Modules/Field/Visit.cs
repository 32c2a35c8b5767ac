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

    public Instant? AcceptedAt { get; set; }
    public Instant? TravelAt { get; set; }
    public Instant? ArrivedAt { get; private set; }
    public Instant? FinishedAt { get; private set; }
    public double? ArrivedLatitude { get; private set; }
    public double? ArrivedLongitude { get; private set; }
    public double? FinishedLatitude { get; private set; }
    public double? FinishedLongitude { get; private set; }

    /// <summary>Arrived later than agreed and tolerated (R404); null before arrival.</summary>
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
        Late = at > SlotStart + tolerance;
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
            builder.HasIndex(visit => new { visit.CompanyId, visit.TechnicianId, visit.SlotStart });
        }
    }
}
