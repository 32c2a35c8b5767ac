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

    public static ListExport Sessions { get; } = ListExport.Of<ListSessions.Row>("site-sessions", "field.sessions.title",
        (filter, after) => new ListSessions.Query(filter.Word<SessionKind>("kind"), filter.Word<Audience>("audience"), filter.Text("wishes") == "true", after, 200),
        ("field.number", row => row.Number), ("field.session.kind", row => new TextKey($"field.session.{row.Kind}")), ("field.session.topic", row => row.Topic), ("field.session.audience", row => new TextKey($"field.audience.{row.Audience}")),
        ("field.report.customer", row => row.CustomerName), ("field.session.content", row => row.Content), ("field.session.attendees", row => AttendeesOf(row)), ("field.session.wish", row => WishesOf(row)),
        ("field.session.by", row => row.By), ("field.session.held-at", row => row.HeldAt));

    public static ListExport OldParts { get; } = ListExport.Of<ListOldParts.Row>("old-parts", "field.old-parts.title",
        (filter, after) => new ListOldParts.Query(filter.Text("received") == "true", filter.Id<PersonId>("technician"), After: after, Size: 200),
        ("field.used.name", row => row.Name), ("field.used.number", row => row.PartNumber), ("field.used.quantity", row => row.Quantity), ("field.used.old-serial", row => row.OldSerial), ("field.number", row => row.Number),
        ("field.report.technician", row => row.TechnicianName), ("field.old-parts.unit", row => row.UnitName), ("field.old-parts.days", row => row.Days), ("field.old-parts.received-quantity", row => row.ReceivedQuantity),
        ("field.old-parts.received-by", row => row.ReceivedBy), ("field.old-parts.difference", row => row.Difference));

    internal static string AttendeesOf(ListSessions.Row row) => string.Join('、', row.Attendees.Select(person => person.Role is { Length: > 0 } role ? $"{person.Name}（{role}）" : person.Name));

    internal static string WishesOf(ListSessions.Row row) => string.Join('；', row.Attendees.Select(person => person.Wish).Where(wish => wish is { Length: > 0 }));
}
