using System.Globalization;
using System.Linq.Expressions;
using Aftercare.Modules.Charges.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>
/// The cash one person holds for the company, item by item until it is handed in (R704). Its version is the guard of the
/// invariant: the sum of what is open is what was collected minus what was handed in. Money is minor units.
/// </summary>
internal sealed class CashBox : Root, IListable<CashBox>
{
    public required CashBoxId Id { get; init; }
    public required PersonId PersonId { get; init; }

    /// <summary>The person's unit, kept up with it: whose cashier takes the cash in.</summary>
    public required UnitId UnitId { get; set; }

    public required string Currency { get; init; }

    /// <summary>Collected minus handed in.</summary>
    public long Balance { get; private set; }

    /// <summary>Since when something is open; when nothing is, the last entry.</summary>
    public Instant Since { get; private set; }

    /// <summary>Those that were loaded: the open ones, and new ones.</summary>
    public List<CashEntry> Entries { get; } = [];

    internal override long Key => Id.Value;

    /// <summary>The person's box with all that is open in it, ready for an entry; a new one for who never took cash.</summary>
    public static async Task<CashBox> Open(AppDb db, PersonId person, UnitId unit, CancellationToken ct)
    {
        var box = await db.All<CashBox>().Include(box => box.Entries.Where(entry => entry.Open != 0)).SingleOrDefaultAsync(box => box.PersonId == person, ct)
            ?? db.Add(new CashBox { Id = db.NewId<CashBoxId>(), PersonId = person, UnitId = unit, Currency = Yuan.Currency }).Entity;
        box.UnitId = unit;
        return box;
    }

    /// <summary>Adds an entry and sets it against what is open: a counter-entry first against the payment it takes back, everything else against the oldest.</summary>
    public void Post(CashEntry entry, PaymentId? corrects = null)
    {
        var open = Entries.OrderBy(known => known.At).ThenBy(known => known.Id.Value).Select(known => (Known: known, Item: new OpenItem(known.Id.Value, known.Open))).ToList();
        entry.Open = OpenItems.Post(open.Select(pair => pair.Item), entry.Amount, Entries.FirstOrDefault(known => corrects is not null && known.PaymentId == corrects)?.Id.Value);
        foreach (var (known, item) in open) known.Open = item.Open;
        Entries.Add(entry);
        Balance += entry.Amount;
        Since = Entries.Where(known => known.Open != 0).Select(known => (Instant?)known.At).Min() ?? entry.At;
    }

    public static Expression<Func<CashBox, bool>> VisibleTo(Caller caller)
    {
        List<UnitId> units = caller.OwnOnly ? [] : [.. caller.Units];
        var (all, self) = (caller.SeesAllUnits, caller.Person);
        return box => all || box.PersonId == self || units.Contains(box.UnitId);
    }

    public static Expression<Func<CashBox, bool>> WithKey(long key) => box => box.Id == new CashBoxId(key);

    internal sealed class Table : IEntityTypeConfiguration<CashBox>
    {
        public void Configure(EntityTypeBuilder<CashBox> builder)
        {
            builder.ToTable("cash_boxes").HasKey(box => box.Id);
            builder.References(box => box.PersonId);
            builder.References(box => box.UnitId);
            builder.Property(box => box.Currency).HasMaxLength(3);
            builder.HasIndex(box => box.PersonId).IsUnique();
            builder.HasIndex(box => new { box.CompanyId, box.Since, box.Id });
            builder.HasMany(box => box.Entries).WithOne().HasForeignKey(entry => entry.BoxId);
        }
    }
}

internal readonly record struct CashEntryId(long Value) : IId<CashEntryId>
{
    public static CashEntryId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Collected, taken back by a counter-entry, handed in.</summary>
internal enum CashEntryKind { Collected, Corrected, HandedIn }

/// <summary>One movement of cash. Its amount never changes; only how much of it is still open.</summary>
internal sealed class CashEntry : Record, IPart
{
    public required CashEntryId Id { get; init; }
    public required CashBoxId BoxId { get; init; }
    public required CashEntryKind Kind { get; init; }

    /// <summary>Plus into the box, minus out of it.</summary>
    public required long Amount { get; init; }

    /// <summary>What nothing was set against yet, with the amount's sign.</summary>
    public long Open { get; set; }

    public required Instant At { get; init; }
    public PaymentId? PaymentId { get; init; }
    public HandInId? HandInId { get; init; }

    long IPart.RootKey => BoxId.Value;

    internal sealed class Table : IEntityTypeConfiguration<CashEntry>
    {
        public void Configure(EntityTypeBuilder<CashEntry> builder)
        {
            builder.ToTable("cash_entries").HasKey(entry => entry.Id);
            builder.References(entry => entry.PaymentId);
            builder.References(entry => entry.HandInId);
            builder.HasIndex(entry => new { entry.BoxId, entry.At });
            builder.HasIndex(entry => entry.BoxId).HasFilter("open <> 0").HasDatabaseName("ix_cash_entries_open");
        }
    }
}

/// <summary>Cash that a cashier counted and took in (日结交款). What is missing stays open in the technician's box; what is too much is credited to it.</summary>
internal sealed class HandIn : Root, IListable<HandIn>
{
    public required HandInId Id { get; init; }
    public required string Number { get; init; }
    public required CashBoxId BoxId { get; init; }
    public required PersonId PersonId { get; init; }
    public required UnitId UnitId { get; init; }

    /// <summary>What was open at that moment.</summary>
    public required long Expected { get; init; }

    public required long Counted { get; init; }
    public required string Currency { get; init; }

    /// <summary>Counted minus expected. A column of its own, for lists.</summary>
    public long Difference { get; private init; }

    /// <summary>Why there is a difference.</summary>
    public string? Reason { get; init; }

    public required PersonId ReceivedBy { get; init; }
    public required Instant At { get; init; }
    public required LocalDate Date { get; init; }

    /// <summary>When a manager took note of the difference, and who.</summary>
    public Instant? SeenAt { get; private set; }

    public PersonId? SeenBy { get; private set; }

    internal override long Key => Id.Value;

    /// <summary>Counts the open cash of a box.</summary>
    /// <exception cref="Refusal">Nothing to hand in, or a difference nobody explains.</exception>
    public static HandIn Of(HandInId id, string number, CashBox box, long counted, string? reason, PersonId receivedBy, Instant at, LocalDate date)
    {
        if (box.PersonId == receivedBy) throw new Refusal("hand-in.own-cash", RefusalKind.Forbidden);
        if (box.Balance == 0 && counted == 0) throw new Refusal("hand-in.nothing-open");
        if (counted != box.Balance && string.IsNullOrWhiteSpace(reason)) throw Refusal.Invalid("hand-in.difference-unexplained", "Reason", Yuan.Of(counted - box.Balance));
        return new()
        {
            Id = id, Number = number, BoxId = box.Id, PersonId = box.PersonId, UnitId = box.UnitId, Expected = box.Balance, Counted = counted, Difference = counted - box.Balance, Currency = box.Currency,
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), ReceivedBy = receivedBy, At = at, Date = date,
        };
    }

    public Refusal? WhyNotSee() => Difference == 0 ? new("hand-in.no-difference") : SeenAt is not null ? new("hand-in.seen-already") : null;

    public void See(PersonId by, Instant now)
    {
        if (WhyNotSee() is { } refusal) throw refusal;
        (SeenAt, SeenBy) = (now, by);
    }

    public static Expression<Func<HandIn, bool>> VisibleTo(Caller caller)
    {
        List<UnitId> units = caller.OwnOnly ? [] : [.. caller.Units];
        var (all, self) = (caller.SeesAllUnits, caller.Person);
        return one => all || one.PersonId == self || units.Contains(one.UnitId);
    }

    public static Expression<Func<HandIn, bool>> WithKey(long key) => one => one.Id == new HandInId(key);

    internal sealed class Table : IEntityTypeConfiguration<HandIn>
    {
        public void Configure(EntityTypeBuilder<HandIn> builder)
        {
            builder.ToTable("cash_hand_ins").HasKey(one => one.Id);
            builder.References(one => one.BoxId);
            builder.References(one => one.PersonId);
            builder.References(one => one.UnitId);
            builder.References(one => one.ReceivedBy);
            builder.References(one => one.SeenBy);
            builder.Property(one => one.Number).HasMaxLength(20);
            builder.Property(one => one.Currency).HasMaxLength(3);
            builder.Property(one => one.Reason).HasMaxLength(500);
            builder.HasIndex(one => new { one.CompanyId, one.Number }).IsUnique();
            builder.HasIndex(one => new { one.CompanyId, one.At, one.Id });
            builder.HasIndex(one => new { one.CompanyId, one.PersonId, one.At });
        }
    }
}
