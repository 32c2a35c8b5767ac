using System.Linq.Expressions;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>
/// A work order handed from one unit to another in its line, up or down (B01, R316), with the time by which the other one
/// answers. Its version is the guard: of an acceptance and a return at once only one wins.
/// </summary>
internal sealed class Handover : Root, IListable<Handover>
{
    public required HandoverId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required string OrderNumber { get; init; }
    public required TicketId TicketId { get; init; }
    public required UnitId FromUnitId { get; init; }
    public required UnitId ToUnitId { get; init; }
    public PersonId? HandedBy { get; init; }
    public required Instant HandedAt { get; init; }
    public string? Note { get; init; }

    /// <summary>When the time to answer is over; minutes of the receiving unit's opening hours.</summary>
    public required Instant AnswerBy { get; init; }

    public Instant? RemindedAt { get; set; }
    public HandoverState State { get; private set; } = HandoverState.Offered;
    public Instant? AnsweredAt { get; private set; }
    public PersonId? AnsweredBy { get; private set; }

    /// <summary>Of the company's list, when it was refused.</summary>
    public string? ReasonCode { get; private set; }

    public string? Reason { get; private set; }

    internal override long Key => Id.Value;

    /// <summary>Who must act on the order now.</summary>
    public UnitId Holder => State is HandoverState.Offered or HandoverState.Accepted ? ToUnitId : FromUnitId;

    public Refusal? WhyNotAnswer(Caller caller)
    {
        if (State is not HandoverState.Offered) return new("handover.answered") { Arguments = [OrderNumber, new TextKey($"dispatch.handover.{State}")] };
        return caller.SeesAllUnits || caller.Units.Contains(ToUnitId) ? null : new("handover.not-yours", RefusalKind.Forbidden);
    }

    public Refusal? WhyNotTakeBack(Caller caller)
    {
        if (State is not HandoverState.Offered) return new("handover.answered") { Arguments = [OrderNumber, new TextKey($"dispatch.handover.{State}")] };
        return caller.SeesAllUnits || caller.Units.Contains(FromUnitId) ? null : new("handover.not-yours", RefusalKind.Forbidden);
    }

    /// <summary>Ends the offer one way or another.</summary>
    public void End(HandoverState state, Instant at, PersonId? by, string? reasonCode = null, string? reason = null) =>
        (State, AnsweredAt, AnsweredBy, ReasonCode, Reason) = (state, at, by, reasonCode, reason);

    /// <summary>Both sides see it; field posts do not.</summary>
    public static Expression<Func<Handover, bool>> VisibleTo(Caller caller)
    {
        if (caller.SeesAllUnits) return handover => true;
        if (caller.OwnOnly) return handover => false;
        IEnumerable<UnitId> units = [.. caller.Units];
        return handover => units.Contains(handover.FromUnitId) || units.Contains(handover.ToUnitId);
    }

    public static Expression<Func<Handover, bool>> WithKey(long key) => handover => handover.Id == new HandoverId(key);

    internal sealed class Table : IEntityTypeConfiguration<Handover>
    {
        public void Configure(EntityTypeBuilder<Handover> builder)
        {
            builder.ToTable("handovers").HasKey(handover => handover.Id);
            builder.Ignore(handover => handover.Holder);
            builder.References(handover => handover.OrderId);
            builder.References(handover => handover.TicketId);
            builder.References(handover => handover.FromUnitId);
            builder.References(handover => handover.ToUnitId);
            builder.Property(handover => handover.OrderNumber).HasMaxLength(20);
            builder.Property(handover => handover.ReasonCode).HasMaxLength(50);
            builder.HasIndex(handover => new { handover.CompanyId, handover.State, handover.HandedAt });
            builder.HasIndex(handover => new { handover.CompanyId, handover.ToUnitId, handover.HandedAt });
            builder.HasIndex(handover => new { handover.OrderId, handover.HandedAt });
            builder.HasIndex(handover => handover.TicketId);
        }
    }
}
