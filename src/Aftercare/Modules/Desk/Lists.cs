using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Desk;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Tickets { get; } = File("tickets", "desk.tickets", Of);

    public static ListExport Archive { get; } = File("archive", "desk.archive", Archived);

    public static ListExport RequestTypes { get; } = ListExport.Whole<IReadOnlyList<ListRequestTypes.Row>, ListRequestTypes.Row>("request-types", "desk.types", _ => new ListRequestTypes.Query(), rows => rows,
        ("desk.code", row => row.Code), ("desk.name-chinese", row => row.Chinese), ("desk.name-english", row => row.English), ("desk.types.active", row => YesNo(row.Active)), ("desk.types.in-portal", row => YesNo(row.InPortal)), ("desk.order", row => row.Order));

    public static ListExport PriorityRules { get; } = ListExport.Whole<IReadOnlyList<ListPriorityRules.Row>, ListPriorityRules.Row>("priority-rules", "desk.priorities", _ => new ListPriorityRules.Query(), rows => rows,
        ("desk.code", row => row.Code), ("desk.priorities.rule", row => row.Name), ("desk.priority", row => row.Priority), ("desk.priorities.words", row => string.Join(", ", row.Words)), ("desk.type", row => row.Type),
        ("desk.types.active", row => YesNo(row.Active)), ("desk.order", row => row.Order));

    public static ListExport Escalations { get; } = ListExport.Of<ListEscalations.Row>("escalations", "desk.escalations", (filter, after) => new ListEscalations.Query(filter.Id<TicketId>("ticket"), filter.Flag("waiting") ?? false, filter.Flag("mine") ?? false, after, 200),
        ("desk.number", row => row.Number), ("desk.escalate.level", row => row.Level), ("desk.escalate.to", row => row.ToName), ("desk.escalate.why", row => new TextKey($"desk.escalate-when.{row.Why}")), ("desk.reason", row => row.Reason),
        ("desk.escalate.reference", row => row.Reference), ("desk.escalate.at", row => row.At), ("desk.escalate.accepted", row => row.AcceptedAt));

    public static ListExport Breaches { get; } = ListExport.Of<ListBreaches.Row>("breaches", "desk.breaches", (filter, after) => new ListBreaches.Query(filter.Word<BreachWanted>("wanted"), filter.Word<ClockKind>("clock"), filter.Day("dayFrom"), filter.Day("dayTo"), filter.Flag("mine") ?? false, null, after, 200),
        ("desk.number", row => row.Number), ("desk.breach.clock", row => new TextKey($"desk.clock.{Ticket.NameOf(row.Clock)}")), ("desk.breach.due-at", row => row.DueAt), ("desk.breach.state", row => new TextKey($"desk.breach.state.{row.State?.ToString() ?? "none"}")),
        ("desk.breach.cause", row => row.Cause), ("desk.note", row => row.Note), ("desk.handler", row => row.Handler), ("desk.breach.grounds", row => row.Grounds), ("desk.breach.decision", row => row.Decision));

    public static TicketFilter Of(ListFilter filter) => new(
        filter.Flag("open"), filter.Word<TicketStatus>("status"), filter.Word<Priority>("priority"), filter.Text("type"), filter.Id<PersonId>("handler"), filter.Flag("mine") is true, filter.Flag("overdue") is true,
        filter.Id<UnitId>("unit"), filter.Word<Channel>("channel"), filter.Id<CustomerId>("customer"), filter.Id<AssetId>("asset"), filter.Text("symptom"), filter.Text("cause"), filter.Text("q"), filter.Day("openedFrom"),
        filter.Day("openedTo"), Everything(filter) ? TicketSort.Opened : TicketSort.Due, filter.Flag("repeat") is true);

    public static TicketFilter Archived(ListFilter filter) => Of(filter) with { Open = false, Sort = TicketSort.Opened };

    // A status of ended tickets, those of a time, or of one customer, are looked for among all; everything else is the queue of open ones.
    private static bool Everything(ListFilter filter) =>
        filter.Text("sort") is "opened" or "-opened" || filter.Flag("open") is false || filter.Word<TicketStatus>("status") is TicketStatus.Closed or TicketStatus.Cancelled
        || _lookedForAmongAll.Any(name => filter.Text(name) is not null);

    private static readonly string[] _lookedForAmongAll = ["customer", "asset", "openedFrom", "openedTo"];

    private static ListExport File(string list, string title, Func<ListFilter, TicketFilter> which) => ListExport.Of<ListTickets.Row>(list, title, (filter, after) => new ListTickets.Query(which(filter), after, 200),
        ("desk.number", row => row.Number), ("desk.status", row => new TextKey($"desk.status.{row.Status}")), ("desk.priority", row => row.Priority), ("desk.type", row => row.TypeName), ("desk.customer", row => row.CustomerName),
        ("desk.product", row => row.Product), ("desk.fault", row => row.Fault), ("desk.handler", row => row.HandlerName), ("desk.unit", row => row.UnitName), ("desk.channel", row => new TextKey($"desk.channel.{row.Channel}")),
        ("desk.opened-at", row => row.OpenedAt), ("desk.due-at", row => row.Clock?.DueAt), ("desk.closed-at", row => row.ClosedAt), ("desk.cause", row => row.Cause), ("desk.solution", row => row.Solution));

    private static TextKey YesNo(bool yes) => new(yes ? "desk.yes" : "desk.no");
}
