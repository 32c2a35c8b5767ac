using System.Globalization;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

internal readonly record struct UsedPartId(long Value) : IId<UsedPartId>
{
    public static UsedPartId Of(long value) => new(value);
    public static bool operator <(UsedPartId left, UsedPartId right) => left.Value < right.Value;
    public static bool operator >(UsedPartId left, UsedPartId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A part put in on an order, and the old part (旧件) its technician owes the store for it (B15).</summary>
internal sealed class UsedPart : Root
{
    public required UsedPartId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required string OrderNumber { get; init; }
    public required UnitId UnitId { get; init; }

    /// <summary>Who put it in, and owes the old one.</summary>
    public required PersonId TechnicianId { get; init; }

    public string? PartNumber { get; init; }
    public required string Name { get; init; }
    public required int Quantity { get; init; }
    public string? NewSerial { get; init; }
    public string? OldSerial { get; init; }

    /// <summary>The old part is to come back.</summary>
    public required bool OldDue { get; init; }

    public required Instant UsedAt { get; init; }
    public Instant? ReceivedAt { get; private set; }
    public PersonId? ReceivedBy { get; private set; }

    /// <summary>How many the store got; 0 when the part will not come.</summary>
    public int? ReceivedQuantity { get; private set; }

    public string? ReceivedSerial { get; private set; }

    /// <summary>Why what came is not what was owed.</summary>
    public string? Difference { get; private set; }

    internal override long Key => Id.Value;

    public bool Owed => OldDue && ReceivedAt is null;

    /// <summary>The store takes the old part in; never from oneself, and what differs is explained.</summary>
    public void Receive(int quantity, string? serial, string? difference, PersonId by, Instant now)
    {
        if (!OldDue) throw new Refusal("used-part.nothing-owed");
        if (ReceivedAt is not null) throw new Refusal("used-part.already-received");
        if (by == TechnicianId) throw new Refusal("used-part.own-receipt", RefusalKind.Forbidden);
        if (quantity > Quantity) throw Refusal.Invalid("used-part.too-many", "Quantity", Quantity);
        var same = quantity == Quantity && (OldSerial is null || string.Equals(serial, OldSerial, StringComparison.OrdinalIgnoreCase));
        if (!same && string.IsNullOrWhiteSpace(difference)) throw Refusal.Invalid("used-part.difference-reason", "Difference");
        (ReceivedAt, ReceivedBy, ReceivedQuantity, ReceivedSerial, Difference) = (now, by, quantity, serial, same ? null : difference!.Trim());
    }

    /// <summary>The own ones of who sees only the own work, those of one's units, or all.</summary>
    public static IQueryable<UsedPart> Seen(AppDb db)
    {
        var (caller, parts) = (db.Caller, db.All<UsedPart>());
        if (caller.SeesAllUnits) return parts;
        if (caller.OwnOnly) return parts.Where(part => part.TechnicianId == caller.Person);
        IEnumerable<UnitId> units = [.. caller.Units];
        return parts.Where(part => units.Contains(part.UnitId));
    }

    internal sealed class Table : IEntityTypeConfiguration<UsedPart>
    {
        public void Configure(EntityTypeBuilder<UsedPart> builder)
        {
            builder.ToTable("used_parts").HasKey(part => part.Id);
            builder.Ignore(part => part.Owed);
            builder.References(part => part.OrderId);
            builder.References(part => part.UnitId);
            builder.References(part => part.TechnicianId);
            builder.Property(part => part.OrderNumber).HasMaxLength(20);
            builder.Property(part => part.PartNumber).HasMaxLength(60);
            builder.Property(part => part.Name).HasMaxLength(200);
            builder.Property(part => part.NewSerial).HasMaxLength(100);
            builder.Property(part => part.OldSerial).HasMaxLength(100);
            builder.Property(part => part.ReceivedSerial).HasMaxLength(100);
            builder.Property(part => part.Difference).HasMaxLength(500);
            builder.HasIndex(part => part.OrderId);
            builder.HasIndex(part => new { part.CompanyId, part.UsedAt, part.Id });
            builder.HasIndex(part => new { part.CompanyId, part.TechnicianId });
        }
    }
}
