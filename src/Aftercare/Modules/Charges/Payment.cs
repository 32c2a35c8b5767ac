using System.Globalization;
using System.Linq.Expressions;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Money taken from a customer, with its receipt (R704). Never changed: a mistake is taken back by a counter-entry with a receipt of its own.</summary>
internal sealed class Payment : Root, IListable<Payment>
{
    public required PaymentId Id { get; init; }
    public required QuoteId QuoteId { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required string OrderNumber { get; init; }
    public required UnitId UnitId { get; init; }
    public required CustomerId CustomerId { get; init; }

    /// <summary>Who took it, and answers for it when it is cash.</summary>
    public required PersonId CollectorId { get; init; }

    /// <summary>Receipts of a unit are numbered through the year: `SK2026-000123`.</summary>
    public required string Receipt { get; init; }

    public required PaymentMethod Method { get; init; }

    /// <summary>Minor units; a counter-entry's are negative.</summary>
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>The transfer's number, for all but cash.</summary>
    public string? Reference { get; init; }

    public required Instant At { get; init; }

    /// <summary>The local day of the unit.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>The payment that this counter-entry takes back, and why.</summary>
    public PaymentId? Corrects { get; init; }

    public string? Reason { get; init; }

    internal override long Key => Id.Value;

    public static Expression<Func<Payment, bool>> VisibleTo(Caller caller)
    {
        if (caller.SeesAllUnits) return payment => true;
        if (caller.OwnOnly) return payment => payment.CollectorId == caller.Person;
        IEnumerable<UnitId> units = [.. caller.Units];
        return payment => units.Contains(payment.UnitId);
    }

    public static Expression<Func<Payment, bool>> WithKey(long key) => payment => payment.Id == new PaymentId(key);

    internal sealed class Table : IEntityTypeConfiguration<Payment>
    {
        public void Configure(EntityTypeBuilder<Payment> builder)
        {
            builder.ToTable("payments").HasKey(payment => payment.Id);
            builder.References(payment => payment.QuoteId);
            builder.References(payment => payment.OrderId);
            builder.References(payment => payment.UnitId);
            builder.References(payment => payment.CustomerId);
            builder.References(payment => payment.CollectorId);
            builder.Property(payment => payment.OrderNumber).HasMaxLength(20);
            builder.Property(payment => payment.Receipt).HasMaxLength(20);
            builder.Property(payment => payment.Currency).HasMaxLength(3);
            builder.Property(payment => payment.Reference).HasMaxLength(100);
            builder.Property(payment => payment.Reason).HasMaxLength(500);
            builder.HasIndex(payment => payment.QuoteId);
            builder.HasIndex(payment => payment.Corrects).IsUnique();
            builder.HasIndex(payment => new { payment.CompanyId, payment.UnitId, payment.Receipt }).IsUnique();
            builder.HasIndex(payment => new { payment.CompanyId, payment.At, payment.Id });
            builder.HasIndex(payment => new { payment.CompanyId, payment.UnitId, payment.At, payment.Id });
            builder.HasIndex(payment => new { payment.CompanyId, payment.CollectorId, payment.At });
        }
    }
}

internal readonly record struct ReceiptBookId(long Value) : IId<ReceiptBookId>
{
    public static ReceiptBookId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Numbers a unit's receipts through a year, without a gap: its version is the guard, and the number is taken in the payment's own transaction.</summary>
internal sealed class ReceiptBook : Root
{
    public required ReceiptBookId Id { get; init; }
    public required UnitId UnitId { get; init; }
    public required int Year { get; init; }
    public int Last { get; private set; }

    internal override long Key => Id.Value;

    /// <summary>The unit's next number in the year of this day.</summary>
    public static async Task<string> Next(AppDb db, UnitId unit, LocalDate day, CancellationToken ct)
    {
        var book = await db.All<ReceiptBook>().SingleOrDefaultAsync(book => book.UnitId == unit && book.Year == day.Year, ct)
            ?? db.Add(new ReceiptBook { Id = db.NewId<ReceiptBookId>(), UnitId = unit, Year = day.Year }).Entity;
        return string.Create(CultureInfo.InvariantCulture, $"SK{book.Year}-{++book.Last:000000}");
    }

    internal sealed class Table : IEntityTypeConfiguration<ReceiptBook>
    {
        public void Configure(EntityTypeBuilder<ReceiptBook> builder)
        {
            builder.ToTable("receipt_books").HasKey(book => book.Id);
            builder.References(book => book.UnitId);
            builder.HasIndex(book => new { book.CompanyId, book.UnitId, book.Year }).IsUnique();
        }
    }
}
