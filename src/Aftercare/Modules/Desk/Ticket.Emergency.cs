using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>What emergencies (R323) and faults that come back (R326) do to a ticket.</summary>
internal sealed partial class Ticket
{
    /// <summary>An emergency stands before everything else until it is solved.</summary>
    private bool JumpsTheQueue => Emergency && IsOpen && Status is not TicketStatus.Solved;

    internal void BecomeEmergency() => (Emergency, AlarmRounds, TakenAt, TakenById) = (true, 0, null, null);

    /// <summary>It turned out to be something else: nobody is called any more.</summary>
    internal void NoEmergency() => Emergency = false;

    /// <summary>Whether people are still to be called.</summary>
    internal bool CallsPeople => JumpsTheQueue && TakenAt is null;

    internal int NextAlarm() => ++AlarmRounds;

    internal Refusal? WhyNotTake() => !Emergency ? new("ticket.no-emergency") : WhyNotUrge() ?? (TakenAt is null ? null : new Refusal("ticket.taken-already"));

    /// <summary>Somebody goes: the calling stops, and the customer has an answer.</summary>
    internal void Take(PersonId by, bool asTechnician, Act act)
    {
        Respond(act);
        (TakenAt, TakenById) = (act.At, by);
        if (asTechnician) TechnicianId ??= by;
    }

    internal Refusal? WhyNotRescue(Instant arrivedAt, Instant releasedAt, Instant now) => !Emergency ? new("ticket.no-emergency") : WhyNotWork()
        ?? (releasedAt > now ? Refusal.Invalid("ticket.time-ahead", "ReleasedAt") : null)
        ?? (arrivedAt < OpenedAt ? Refusal.Invalid("rescue.before-call", "ArrivedAt") : releasedAt < arrivedAt ? Refusal.Invalid("rescue.released-before-arrival", "ReleasedAt") : null);

    /// <summary>Who went arrived, and the people are free.</summary>
    internal void Rescue(Instant releasedAt, Act arrival)
    {
        Arrive(arrival with { At = Instant.Max(arrival.At, LastTurn) });
        ReleasedAt = releasedAt;
    }

    /// <summary>An emergency is not solved before arrival and release are on record.</summary>
    internal Refusal? WhyNoRescue() => Emergency && ReleasedAt is null ? new("ticket.rescue-missing") : null;

    internal void IsRepeatOf(Ticket first) => (RepeatOfId, RepeatById) = (first.Id, first.TechnicianId ?? first.HandlerId);

    internal void IsNoRepeat() => (RepeatOfId, RepeatById) = (null, null);

    internal Refusal? WhyNotRefute() => RepeatOfId is null ? new("ticket.no-repeat") : RepeatRefuted is null ? null : new("ticket.repeat-refuted-already");

    internal void RefuteRepeat(string reason, string by) => (RepeatRefuted, RepeatRefutedBy) = (reason, by);
}

/// <summary>Somebody was called to an emergency. Never changed.</summary>
internal sealed class TicketAlarm : Record, IPart
{
    public required TicketId TicketId { get; init; }
    public required int Round { get; init; }
    public required PersonId PersonId { get; init; }
    public required Instant At { get; init; }

    long IPart.RootKey => TicketId.Value;

    internal sealed class Table : IEntityTypeConfiguration<TicketAlarm>
    {
        public void Configure(EntityTypeBuilder<TicketAlarm> builder)
        {
            builder.ToTable("ticket_alarms").HasKey(alarm => new { alarm.TicketId, alarm.Round, alarm.PersonId });
            builder.HasIndex(alarm => new { alarm.CompanyId, alarm.PersonId, alarm.At });
            builder.References(alarm => alarm.PersonId);
        }
    }
}

/// <summary>The rescue record of an emergency (救援记录): when who went arrived and when people were free.</summary>
internal sealed class TicketRescue : Record, IPart
{
    public required TicketId TicketId { get; init; }
    public required Instant ArrivedAt { get; set; }
    public required Instant ReleasedAt { get; set; }
    public required int People { get; set; }
    public required int Injured { get; set; }
    public required string Note { get; set; }
    public required string Who { get; set; }
    public required Instant EnteredAt { get; set; }

    long IPart.RootKey => TicketId.Value;

    internal sealed class Table : IEntityTypeConfiguration<TicketRescue>
    {
        public void Configure(EntityTypeBuilder<TicketRescue> builder)
        {
            builder.ToTable("ticket_rescues").HasKey(rescue => rescue.TicketId);
            builder.Property(rescue => rescue.Note).HasMaxLength(2000);
            builder.Property(rescue => rescue.Who).HasMaxLength(200);
        }
    }
}
