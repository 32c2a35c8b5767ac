using System.Globalization;
using System.Linq.Expressions;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

internal readonly record struct OrderActId(long Value) : IId<OrderActId>
{
    public static OrderActId Of(long value) => new(value);
    public static bool operator <(OrderActId left, OrderActId right) => left.Value < right.Value;
    public static bool operator >(OrderActId left, OrderActId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>改约、转单、收回、退单、空跑、二次上门.</summary>
public enum ActKind { Reschedule, Reassign, TakenBack, SentBack, WastedTrip, SecondVisit }

/// <summary>What went otherwise than planned with a work order, why, and who pays for it (B02). Written once, never changed.</summary>
internal sealed class OrderAct : Root, IListable<OrderAct>
{
    public required OrderActId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required string OrderNumber { get; init; }
    public required UnitId UnitId { get; init; }
    public required ActKind Kind { get; init; }

    /// <summary>Whose visit it was.</summary>
    public required PersonId TechnicianId { get; init; }

    public required string Reason { get; init; }
    public required Payer Pays { get; init; }
    public PersonId? By { get; init; }
    public required Instant At { get; init; }

    internal override long Key => Id.Value;

    /// <summary>Writes what happened to a visit of the order in the running command.</summary>
    public static void Note(AppDb db, WorkOrder order, PersonId technician, ActKind kind, string reason, Payer? pays) => db.Add(new OrderAct
    {
        Id = db.NewId<OrderActId>(), OrderId = order.Id, OrderNumber = order.Number, UnitId = order.UnitId, Kind = kind, TechnicianId = technician, Reason = reason, Pays = pays ?? Payer.Nobody,
        By = db.Caller.Person, At = db.Now,
    });

    public static Expression<Func<OrderAct, bool>> VisibleTo(Caller caller)
    {
        if (caller.SeesAllUnits) return act => true;
        if (caller.OwnOnly) return act => act.TechnicianId == caller.Person;
        IEnumerable<UnitId> units = [.. caller.Units];
        return act => units.Contains(act.UnitId);
    }

    public static Expression<Func<OrderAct, bool>> WithKey(long key) => act => act.Id == new OrderActId(key);

    internal sealed class Table : IEntityTypeConfiguration<OrderAct>
    {
        public void Configure(EntityTypeBuilder<OrderAct> builder)
        {
            builder.ToTable("order_acts").HasKey(act => act.Id);
            builder.References(act => act.OrderId);
            builder.References(act => act.UnitId);
            builder.Property(act => act.OrderNumber).HasMaxLength(20);
            builder.Property(act => act.Reason).HasMaxLength(500);
            builder.HasIndex(act => new { act.CompanyId, act.At });
            builder.HasIndex(act => act.OrderId);
        }
    }
}
