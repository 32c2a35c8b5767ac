using System.Linq.Expressions;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Explained: a reason is on record. Asked: it is to be excused. Approved and Refused: another person decided.</summary>
internal enum BreachState { Explained, Asked, Approved, Refused }

/// <summary>Why a promise of a ticket was broken, and whether that is excused (豁免, B32). One for each due time of a clock.</summary>
internal sealed class BreachReview : Root, IListable<BreachReview>
{
    /// <summary>The record kind of its evidence.</summary>
    public const string FileKind = "breach-review";

    public required BreachReviewId Id { get; init; }
    public required TicketId TicketId { get; init; }
    public required UnitId UnitId { get; init; }
    public required ClockKind Clock { get; init; }
    public required Instant DueAt { get; init; }

    /// <summary>Who handled the ticket when it was explained.</summary>
    public required PersonId HandlerId { get; init; }

    /// <summary>Code of the cause in the desk's terms.</summary>
    public required string Cause { get; set; }

    public string? Note { get; set; }
    public required string ExplainedBy { get; set; }
    public required Instant ExplainedAt { get; set; }
    public BreachState State { get; private set; }

    /// <summary>What shows that nobody here is to blame.</summary>
    public string? Grounds { get; private set; }

    public PersonId? AskedById { get; private set; }
    public AccountId? AskedByAccount { get; private set; }
    public string? AskedBy { get; private set; }
    public Instant? AskedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public Instant? DecidedAt { get; private set; }
    public string? Decision { get; private set; }

    internal override long Key => Id.Value;

    internal Refusal? WhyNotExplain() => State is BreachState.Asked or BreachState.Approved ? new("breach.under-review") : null;

    internal Refusal? WhyNotAsk() => State switch { BreachState.Asked => new("breach.asked-already"), BreachState.Approved => new("breach.approved-already"), _ => null };

    internal void Ask(string grounds, Caller caller, Instant now)
    {
        (State, Grounds, AskedById, AskedByAccount, AskedBy, AskedAt) = (BreachState.Asked, grounds, caller.Person, caller.Account, caller.Name, now);
        (DecidedBy, DecidedAt, Decision) = (null, null, null);
    }

    /// <summary>Nobody excuses themselves: neither who asked nor who handled the ticket.</summary>
    internal Refusal? WhyNotDecide(Caller caller)
    {
        if (State is not BreachState.Asked) return new("breach.not-asked");
        var own = (caller.Person is { } person && (person == AskedById || person == HandlerId)) || (caller.Account is { } account && account == AskedByAccount);
        return own ? new("breach.own") : null;
    }

    internal void Decide(bool approve, string reason, Act act) => (State, DecidedBy, DecidedAt, Decision) = (approve ? BreachState.Approved : BreachState.Refused, act.Who, act.At, reason);

    public static Expression<Func<BreachReview, bool>> VisibleTo(Caller caller)
    {
        var (person, units) = (caller.Person, caller.Units.AsEnumerable().ToList());
        if (caller.Kind is CallerKind.Link or CallerKind.Anonymous) return review => false;
        if (caller.SeesAllUnits) return review => true;
        if (caller.OwnOnly) return review => review.HandlerId == person || review.AskedById == person;
        return review => units.Contains(review.UnitId);
    }

    public static Expression<Func<BreachReview, bool>> WithKey(long key) => review => review.Id == new BreachReviewId(key);

    internal sealed class Table : IEntityTypeConfiguration<BreachReview>
    {
        public void Configure(EntityTypeBuilder<BreachReview> builder)
        {
            builder.ToTable("breach_reviews").HasKey(review => review.Id);
            builder.HasIndex(review => new { review.TicketId, review.Clock, review.DueAt }).IsUnique();
            builder.HasIndex(review => new { review.CompanyId, review.State, review.AskedAt });
            builder.HasOne<Ticket>().WithMany().HasForeignKey(review => review.TicketId).OnDelete(DeleteBehavior.Restrict);
            builder.Property(review => review.Cause).HasMaxLength(50);
            builder.Property(review => review.Note).HasMaxLength(1000);
            builder.Property(review => review.ExplainedBy).HasMaxLength(200);
            builder.Property(review => review.Grounds).HasMaxLength(2000);
            builder.Property(review => review.AskedBy).HasMaxLength(200);
            builder.Property(review => review.DecidedBy).HasMaxLength(200);
            builder.Property(review => review.Decision).HasMaxLength(1000);
            builder.References(review => review.UnitId);
            builder.References(review => review.HandlerId);
            builder.References(review => review.AskedById);
        }
    }
}
