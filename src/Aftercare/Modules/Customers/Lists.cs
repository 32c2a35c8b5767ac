using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Customers;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Customers { get; } = ListExport.Of<ListCustomers.Row>("customers", "customers.title",
        (filter, after) => new ListCustomers.Query(filter.Text("q"), filter.Word<CustomerClass>("class"), filter.Id<UnitId>("unit"), after, 200),
        ("customers.number", row => row.Number), ("customers.name", row => row.Name), ("customers.kind", row => new TextKey($"customers.kind.{row.Kind}")), ("customers.class", row => new TextKey($"customers.class.{row.Class}")),
        ("customers.phone", row => row.Phone), ("customers.email", row => row.Email), ("customers.address", row => row.Address), ("customers.unit", row => row.UnitName), ("customers.registered", row => row.RegisteredAt));
}
