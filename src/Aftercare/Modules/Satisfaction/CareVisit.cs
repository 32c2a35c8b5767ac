using System.Globalization;
using System.Linq.Expressions;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

internal readonly record struct CareVisitId(long Value) : IId<CareVisitId>
{
    public static CareVisitId Of(long value) => new(value);
    public static bool operator <(CareVisitId left, CareVisitId right) => left.Value < right.Value;
    public static bool operator >(CareVisitId left, CareVisitId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>电话回访、上门拜访.</summary>
internal enum CareWay { Call, Visit }

/// <summary>A customer was called or visited without a repair (R905): how they use the product, what they need, what the market does.</summary>
internal sealed class CareVisit : Root, IListable<CareVisit>
{
    public required CareVisitId Id { get; init; }
    public required CustomerId CustomerId { get; init; }

    /// <summary>The customer's unit then.</summary>
    public required UnitId UnitId { get; init; }

    public required LocalDate Date { get; init; }
    public required CareWay Way { get; init; }
    public required Instant WrittenAt { get; init; }
    public required string Who { get; init; }
    public required string Use { get; init; }
    public string? Needs { get; init; }
    public string? Market { get; init; }

    internal override long Key => Id.Value;

    public static Expression<Func<CareVisit, bool>> VisibleTo(Caller caller)
    {
        if (caller.Kind is CallerKind.Link or CallerKind.Anonymous || caller.OwnOnly) return visit => false;
        if (caller.SeesAllUnits) return visit => true;
        IEnumerable<UnitId> units = [.. caller.Units];
        return visit => units.Contains(visit.UnitId);
    }

    public static Expression<Func<CareVisit, bool>> WithKey(long key) => visit => visit.Id == new CareVisitId(key);

    /// <summary>The customers whose care the caller answers for.</summary>
    public static IQueryable<CustomerCard> CustomersOf(Caller caller, IQueryable<CustomerCard> cards)
    {
        if (caller.Kind is CallerKind.Link or CallerKind.Anonymous || caller.OwnOnly) return cards.Where(card => false);
        if (caller.SeesAllUnits) return cards;
        IEnumerable<UnitId> units = [.. caller.Units];
        return cards.Where(card => units.Contains(card.Unit));
    }

    internal sealed class Table : IEntityTypeConfiguration<CareVisit>
    {
        public void Configure(EntityTypeBuilder<CareVisit> builder)
        {
            builder.ToTable("care_visits").HasKey(visit => visit.Id);
            builder.References(visit => visit.CustomerId);
            builder.References(visit => visit.UnitId);
            builder.Property(visit => visit.Who).HasMaxLength(200);
            builder.Property(visit => visit.Use).HasMaxLength(2000);
            builder.Property(visit => visit.Needs).HasMaxLength(2000);
            builder.Property(visit => visit.Market).HasMaxLength(2000);
            builder.HasIndex(visit => new { visit.CompanyId, visit.Date, visit.CustomerId });
            builder.HasIndex(visit => new { visit.CustomerId, visit.Date });
        }
    }
}
