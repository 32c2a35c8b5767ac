using System.Linq.Expressions;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>
/// A ticket went a level up (升级, R315): why, to whom, in whose place, and when they took it. A row of its own beside the
/// ticket, so that a clock which runs out overtakes nobody's form.
/// </summary>
internal sealed class Escalation : Root, IListable<Escalation>
{
    public required EscalationId Id { get; init; }
    public required TicketId TicketId { get; init; }

    /// <summary>Counts up within the ticket: two that escalate at once do not both succeed.</summary>
    public required int Sequence { get; init; }

    public required UnitId UnitId { get; init; }
    public required EscalationPath Path { get; init; }

    /// <summary>Position of the level that was asked on its way up; the last when the way had nobody and whoever manages the desk was asked.</summary>
    public required int Step { get; init; }

    /// <summary>The level's code in the edition.</summary>
    public required string Level { get; init; }

    public required int Edition { get; init; }
    public required EscalateWhen Why { get; init; }
    public ClockKind? Clock { get; init; }

    /// <summary>Of the clock: each promise goes up once.</summary>
    public Instant? DueAt { get; init; }

    public required PersonId ToId { get; init; }

    /// <summary>The one who is away; null when <see cref="ToId"/> is asked for themselves.</summary>
    public PersonId? InPlaceOfId { get; init; }

    public required Instant At { get; init; }
    public required string Who { get; init; }
    public string? Reason { get; init; }

    /// <summary>The manufacturer's case number.</summary>
    public string? Reference { get; init; }

    public Instant? AcceptedAt { get; private set; }
    public PersonId? AcceptedById { get; private set; }
    public string? AcceptedBy { get; private set; }

    internal override long Key => Id.Value;

    internal Refusal? WhyNotAccept(Caller caller) => AcceptedAt is not null ? new("escalation.accepted-already")
        : caller.Kind is CallerKind.System || caller.Person == ToId || caller.May("desk.manage") ? null : new Refusal("escalation.of-another");

    internal void Accept(Act act) => (AcceptedAt, AcceptedById, AcceptedBy) = (act.At, act.By, act.Who);

    public static Expression<Func<Escalation, bool>> VisibleTo(Caller caller)
    {
        var (person, units) = (caller.Person, caller.Units.AsEnumerable().ToList());
        if (caller.Kind is CallerKind.Link or CallerKind.Anonymous) return escalation => false;
        if (caller.SeesAllUnits) return escalation => true;
        if (caller.OwnOnly) return escalation => escalation.ToId == person;
        return escalation => escalation.ToId == person || units.Contains(escalation.UnitId);
    }

    public static Expression<Func<Escalation, bool>> WithKey(long key) => escalation => escalation.Id == new EscalationId(key);

    internal sealed class Table : IEntityTypeConfiguration<Escalation>
    {
        public void Configure(EntityTypeBuilder<Escalation> builder)
        {
            builder.ToTable("ticket_escalations").HasKey(escalation => escalation.Id);
            builder.HasIndex(escalation => new { escalation.TicketId, escalation.Sequence }).IsUnique();
            builder.HasIndex(escalation => new { escalation.CompanyId, escalation.ToId, escalation.AcceptedAt });
            builder.HasIndex(escalation => new { escalation.CompanyId, escalation.At, escalation.Id });
            builder.HasOne<Ticket>().WithMany().HasForeignKey(escalation => escalation.TicketId).OnDelete(DeleteBehavior.Restrict);
            builder.Property(escalation => escalation.Level).HasMaxLength(50);
            builder.Property(escalation => escalation.Who).HasMaxLength(200);
            builder.Property(escalation => escalation.AcceptedBy).HasMaxLength(200);
            builder.Property(escalation => escalation.Reason).HasMaxLength(1000);
            builder.Property(escalation => escalation.Reference).HasMaxLength(100);
            builder.References(escalation => escalation.UnitId);
            builder.References(escalation => escalation.ToId);
            builder.References(escalation => escalation.InPlaceOfId);
            builder.References(escalation => escalation.AcceptedById);
        }
    }
}

/// <summary>Somebody stands in for a colleague for a while (代理). Ending it early shortens it.</summary>
internal sealed class StandIn : Root
{
    public required StandInId Id { get; init; }
    public required PersonId PersonId { get; init; }
    public required PersonId DeputyId { get; init; }
    public required Instant From { get; init; }
    public required Instant Until { get; set; }

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<StandIn>
    {
        public void Configure(EntityTypeBuilder<StandIn> builder)
        {
            builder.ToTable("stand_ins").HasKey(one => one.Id);
            builder.HasIndex(one => new { one.CompanyId, one.Until });
            builder.References(one => one.PersonId);
            builder.References(one => one.DeputyId);
        }
    }
}
