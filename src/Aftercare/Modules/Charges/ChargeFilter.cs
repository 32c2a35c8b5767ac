using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Which quotes of those the caller sees.</summary>
/// <param name="Q">The beginning of the order's number.</param>
/// <param name="From">First local day on which the quote was made.</param>
/// <param name="Open">Only those with something still to pay.</param>
internal sealed record ChargeFilter([property: StringLength(40)] string? Q = null, QuoteState? State = null, UnitId? Unit = null, PersonId? Technician = null, LocalDate? From = null, LocalDate? To = null, bool Open = false)
{
    public IQueryable<Quote> Of(AppDb db)
    {
        var quotes = db.Visible<Quote>();
        if (Q?.Trim().ToUpperInvariant() is { Length: > 0 } q) quotes = quotes.Where(quote => quote.OrderNumber.StartsWith(q));
        if (State is { } state) quotes = quotes.Where(quote => quote.State == state);
        if (Unit is { } unit) quotes = quotes.Where(quote => quote.UnitId == unit);
        if (Technician is { } technician) quotes = quotes.Where(quote => quote.TechnicianId == technician);
        if (From is { } from) quotes = quotes.Where(quote => quote.Date >= from);
        if (To is { } to) quotes = quotes.Where(quote => quote.Date <= to);
        if (Open) quotes = quotes.Where(quote => quote.Due > 0);
        return quotes;
    }
}

/// <summary>Which payments of those the caller sees.</summary>
/// <param name="Q">The beginning of a receipt's or the order's number.</param>
internal sealed record PaymentFilter([property: StringLength(40)] string? Q = null, PaymentMethod? Method = null, UnitId? Unit = null, PersonId? Collector = null, LocalDate? From = null, LocalDate? To = null)
{
    public IQueryable<Payment> Of(AppDb db)
    {
        var payments = db.Visible<Payment>();
        if (Q?.Trim().ToUpperInvariant() is { Length: > 0 } q) payments = payments.Where(payment => payment.Receipt.StartsWith(q) || payment.OrderNumber.StartsWith(q));
        if (Method is { } method) payments = payments.Where(payment => payment.Method == method);
        if (Unit is { } unit) payments = payments.Where(payment => payment.UnitId == unit);
        if (Collector is { } collector) payments = payments.Where(payment => payment.CollectorId == collector);
        if (From is { } from) payments = payments.Where(payment => payment.Date >= from);
        if (To is { } to) payments = payments.Where(payment => payment.Date <= to);
        return payments;
    }
}

/// <summary>What the endpoints of the two lists take from the address.</summary>
internal sealed record LedgerQuery
{
    public string? Q { get; init; }

    public QuoteState? State { get; init; }

    public PaymentMethod? Method { get; init; }

    public long? Unit { get; init; }

    public long? Person { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public bool? Open { get; init; }

    public string? After { get; init; }

    public int? Size { get; init; }

    public ChargeFilter Charges => new(Q, State, Unit is { } unit ? new UnitId(unit) : null, Person is { } person ? new PersonId(person) : null, Day(From), Day(To), Open is true);

    public PaymentFilter Payments => new(Q, Method, Unit is { } unit ? new UnitId(unit) : null, Person is { } person ? new PersonId(person) : null, Day(From), Day(To));

    private static LocalDate? Day(DateOnly? date) => date is { } day ? LocalDate.FromDateOnly(day) : null;
}
