using System.Linq.Expressions;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>低分挽回、未解决、更正联系方式、评价不实、多次未联系上.</summary>
internal enum FollowUpKind { LowRating, NotSolved, CorrectContact, Contradiction, NotReached }

/// <summary>Something a named person has to put right with a customer until a time, and what came of it (R909).</summary>
internal sealed class FollowUp : Root, IListable<FollowUp>
{
    public required FollowUpId Id { get; init; }
    public required FollowUpKind Kind { get; init; }
    public CallbackId? CallbackId { get; init; }
    public WorkOrderId? OrderId { get; init; }

    /// <summary>The number of the order or request.</summary>
    public required string Number { get; init; }

    public required TicketId TicketId { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required UnitId UnitId { get; init; }

    /// <summary>Who does it; null when the unit has nobody who could be named.</summary>
    public PersonId? PersonId { get; init; }

    public required Instant OpenedAt { get; init; }
    public required Instant DueAt { get; init; }

    /// <summary>What the customer or the caller said.</summary>
    public string? Reason { get; init; }

    public Instant? DoneAt { get; private set; }
    public string? DoneBy { get; private set; }
    public string? Result { get; private set; }

    internal override long Key => Id.Value;

    public Refusal? WhyNotFinish() => DoneAt is null ? null : new("follow-up.done-already");

    public void Finish(string result, string who, Instant now)
    {
        if (WhyNotFinish() is { } refusal) throw refusal;
        (DoneAt, DoneBy, Result) = (now, who, result.Trim());
    }

    public static Expression<Func<FollowUp, bool>> VisibleTo(Caller caller)
    {
        if (caller.Kind is CallerKind.Link or CallerKind.Anonymous) return row => false;
        if (caller.SeesAllUnits) return row => true;
        if (caller.OwnOnly) return row => row.PersonId == caller.Person && row.PersonId != null;
        IEnumerable<UnitId> units = [.. caller.Units];
        return row => units.Contains(row.UnitId);
    }

    public static Expression<Func<FollowUp, bool>> WithKey(long key) => row => row.Id == new FollowUpId(key);

    internal sealed class Table : IEntityTypeConfiguration<FollowUp>
    {
        public void Configure(EntityTypeBuilder<FollowUp> builder)
        {
            builder.ToTable("follow_ups").HasKey(row => row.Id);
            builder.References(row => row.CallbackId);
            builder.References(row => row.OrderId);
            builder.References(row => row.TicketId);
            builder.References(row => row.CustomerId);
            builder.References(row => row.UnitId);
            builder.References(row => row.PersonId);
            builder.Property(row => row.Number).HasMaxLength(30);
            builder.Property(row => row.Reason).HasMaxLength(1000);
            builder.Property(row => row.DoneBy).HasMaxLength(200);
            builder.Property(row => row.Result).HasMaxLength(1000);
            builder.HasIndex(row => new { row.CompanyId, row.DueAt, row.Id });
            builder.HasIndex(row => row.TicketId);
            builder.HasIndex(row => row.PersonId);
            builder.HasIndex(row => row.CustomerId);
        }
    }
}
