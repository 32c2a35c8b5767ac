using Aftercare.Platform;

namespace Aftercare.Modules.Satisfaction;

/// <summary>The module's lists as Excel files; call-backs by the filters of their page.</summary>
internal static class Lists
{
    public static ListExport Ratings { get; } = ListExport.Of<ListRatings.Row>("ratings", "satisfaction.title",
        (filter, after) => new ListRatings.Query(filter.Day("givenFrom"), filter.Day("givenTo"), null, filter.Id<PersonId>("technician"), filter.Text("kind"), filter.Word<RatingChannel>("channel"), filter.Flag("low") is true, after, 200),
        ("satisfaction.order", row => row.OrderNumber), ("satisfaction.stars", row => row.Stars), ("satisfaction.comment", row => row.Comment), ("satisfaction.customer", row => row.CustomerName),
        ("satisfaction.technician", row => row.TechnicianName), ("satisfaction.kind", row => new TextKey($"field.kind.{row.Kind}")), ("satisfaction.channel", row => new TextKey($"satisfaction.channel.{row.Channel}")), ("satisfaction.given", row => row.GivenAt));

    public static ListExport Callbacks { get; } = ListExport.Of<CallbackLine>("callbacks", "satisfaction.callback.title", (filter, after) => new ListCallbacks.Query(CallbacksOf(filter), after, 200),
        ("satisfaction.order", row => row.Number), ("satisfaction.callback.state", row => new TextKey($"satisfaction.callback.state.{row.State}")),
        ("satisfaction.callback.purpose", row => new TextKey($"satisfaction.callback.purpose.{row.Purpose}")), ("satisfaction.customer", row => row.CustomerName), ("satisfaction.callback.phone", row => row.Phone),
        ("satisfaction.kind", row => SatisfactionWords.KindKey(row.Kind)), ("satisfaction.request", row => row.Request), ("satisfaction.work", row => row.Work), ("satisfaction.technician", row => row.Technician),
        ("satisfaction.unit", row => row.UnitName), ("satisfaction.callback.assignee", row => row.Assignee), ("satisfaction.callback.due", row => row.DueAt), ("satisfaction.callback.calls", row => row.Calls),
        ("satisfaction.stars", row => row.Overall), ("satisfaction.comment", row => row.Remark), ("satisfaction.callback.closed", row => row.ClosedAt));

    public static CallbackFilter CallbacksOf(ListFilter filter) => new(
        filter.Word<CallbackShow>("show") ?? CallbackShow.Open, filter.Flag("mine") is true, filter.Id<UnitId>("unit"), filter.Id<PersonId>("technician"), filter.Text("kind"), filter.Word<CallbackPurpose>("purpose"),
        filter.Flag("low") is true, filter.Day("dueFrom"), filter.Day("dueTo"));
}
