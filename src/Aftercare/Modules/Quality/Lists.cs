using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Quality;

/// <summary>The module's list by the filters of its page, on the page and as an Excel file.</summary>
internal static class Lists
{
    public static ListExport Complaints { get; } = ListExport.Of<ListComplaints.Row>("complaints", "quality.complaints", (filter, after) => new ListComplaints.Query(Of(filter), after, 200),
        ("quality.number", row => row.Number), ("quality.status", row => new TextKey($"quality.status.{row.Status}")), ("quality.severity", row => new TextKey($"quality.severity.{row.Severity}")),
        ("quality.category", row => new TextKey($"quality.category.{row.Category}")), ("quality.channel", row => new TextKey($"quality.channel.{row.Channel}")), ("quality.customer", row => row.CustomerName),
        ("quality.words", row => row.Words), ("quality.owner", row => row.OwnerName), ("quality.unit", row => row.UnitName), ("quality.valid", row => row.Valid is { } valid ? new TextKey($"quality.valid.{valid}") : null),
        ("quality.refusals", row => row.Refusals), ("quality.received-at", row => row.ReceivedAt), ("quality.due-at", row => row.Clock?.DueAt), ("quality.closed-at", row => row.ClosedAt));

    public static ComplaintFilter Of(ListFilter filter) => new(
        null, filter.Word<ComplaintStatus>("status"), filter.Word<ComplaintSeverity>("severity"), filter.Word<ComplaintCategory>("category"), filter.Word<ComplaintChannel>("channel"), filter.Flag("valid"), null,
        filter.Flag("mine") is true, filter.Text("late") == "overdue", filter.Text("late") == "escalated", filter.Id<UnitId>("unit"), filter.Id<CustomerId>("customer"), null, filter.Id<TicketId>("ticket"), filter.Text("q"),
        filter.Day("receivedFrom"), filter.Day("receivedTo"), Everything(filter) ? ComplaintSort.Received : ComplaintSort.Due);

    private static readonly string[] _lookedForAmongAll = ["customer", "ticket", "receivedFrom", "receivedTo", "valid", "q"];

    // Closed ones, those of a time, and those of one customer or request are looked for among all; everything else is the queue of open ones.
    private static bool Everything(ListFilter filter) =>
        filter.Text("sort") is "received" or "-received" || filter.Word<ComplaintStatus>("status") is ComplaintStatus.Closed || _lookedForAmongAll.Any(name => filter.Text(name) is not null);
}
