using Aftercare.Modules.Charges.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Charges;

/// <summary>The two ledgers (R1409) by the filters of their pages, on the page and as Excel files.</summary>
internal static class Lists
{
    public static ListExport Charges { get; } = ListExport.Of<ListCharges.Row>("charges", "charges.title", (filter, after) => new ListCharges.Query(ChargesOf(filter), after, 200),
        ("charges.order", row => row.OrderNumber), ("charges.state", row => new TextKey($"charges.state.{row.State}")), ("charges.customer", row => row.CustomerName), ("charges.unit", row => row.UnitName),
        ("charges.technician", row => row.TechnicianName), ("charges.warranty", row => new TextKey($"charges.warranty.{row.Warranty}")), ("charges.total", row => row.Total), ("charges.paid", row => row.Paid),
        ("charges.due", row => row.Due), ("charges.made-at", row => row.MadeAt));

    public static ListExport Payments { get; } = ListExport.Of<ListPayments.Row>("payments", "charges.payments.title", (filter, after) => new ListPayments.Query(PaymentsOf(filter), after, 200),
        ("charges.receipt", row => row.Receipt), ("charges.order", row => row.OrderNumber), ("charges.customer", row => row.CustomerName), ("charges.unit", row => row.UnitName), ("charges.collector", row => row.CollectorName),
        ("charges.method", row => new TextKey($"charges.method.{row.Method}")), ("charges.amount", row => row.Amount), ("charges.reference", row => row.Reference), ("charges.reason", row => row.Reason), ("charges.at", row => row.At));

    public static ChargeFilter ChargesOf(ListFilter filter) => new(
        filter.Text("q"), filter.Word<QuoteState>("state"), filter.Id<UnitId>("unit"), filter.Id<PersonId>("technician"), filter.Day("madeFrom"), filter.Day("madeTo"), filter.Flag("open") is true);

    public static PaymentFilter PaymentsOf(ListFilter filter) => new(
        filter.Text("q"), filter.Word<PaymentMethod>("method"), filter.Id<UnitId>("unit"), filter.Id<PersonId>("collector"), filter.Day("paidFrom"), filter.Day("paidTo"));
}
