using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Field;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport WorkOrders { get; } = ListExport.Of<ListWorkOrders.Row>("work-orders", "field.orders.title",
        (filter, after) => new ListWorkOrders.Query(filter.Text("q"), filter.Word<WorkOrderStatus>("status"), Technician: filter.Id<PersonId>("technician"), Ticket: filter.Id<TicketId>("ticket"), After: after, Size: 200),
        ("field.number", row => row.Number), ("field.status", row => new TextKey($"field.status.{row.Status}")), ("field.priority", row => row.Priority), ("field.report.kind", row => new TextKey($"field.kind.{row.Kind}")),
        ("field.report.customer", row => row.CustomerName), ("field.report.request", row => row.Request), ("field.report.technician", row => row.TechnicianName), ("field.report.appointment", row => row.SlotStart),
        ("field.created", row => row.CreatedAt), ("field.report.completed", row => row.CompletedAt), ("field.report.ticket", row => row.TicketNumber));

    public static ListExport Acts { get; } = ListExport.Of<ListActs.Row>("order-acts", "field.acts.title", (filter, after) => new ListActs.Query(filter.Word<ActKind>("kind"), filter.Word<Payer>("pays"), After: after, Size: 200),
        ("field.number", row => row.Number), ("field.act", row => new TextKey($"field.act.{row.Kind}")), ("field.reason", row => row.Reason), ("field.payer", row => new TextKey($"field.payer.{row.Pays}")),
        ("field.report.technician", row => row.TechnicianName), ("field.act.by", row => row.By), ("field.act.at", row => row.At));
}
