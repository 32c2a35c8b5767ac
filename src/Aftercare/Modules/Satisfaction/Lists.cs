using Aftercare.Platform;

namespace Aftercare.Modules.Satisfaction;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Ratings { get; } = ListExport.Of<ListRatings.Row>("ratings", "satisfaction.title",
        (filter, after) => new ListRatings.Query(filter.Day("givenFrom"), filter.Day("givenTo"), null, filter.Id<PersonId>("technician"), filter.Text("kind"), filter.Word<RatingChannel>("channel"), filter.Flag("low") is true, after, 200),
        ("satisfaction.order", row => row.OrderNumber), ("satisfaction.stars", row => row.Stars), ("satisfaction.comment", row => row.Comment), ("satisfaction.customer", row => row.CustomerName),
        ("satisfaction.technician", row => row.TechnicianName), ("satisfaction.kind", row => new TextKey($"field.kind.{row.Kind}")), ("satisfaction.channel", row => new TextKey($"satisfaction.channel.{row.Channel}")), ("satisfaction.given", row => row.GivenAt));
}
