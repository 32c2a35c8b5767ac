using Aftercare.Platform;

namespace Aftercare.Modules.Identity;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Accounts { get; } = ListExport.Of<ListAccounts.Item>("accounts", "identity.accounts", (filter, after) => new ListAccounts.Query(filter.Text("q"), filter.Text("role"), filter.Flag("open"), after),
        ("identity.login", row => row.Login), ("identity.name", row => row.Name), ("identity.phone", row => row.Phone), ("identity.roles", row => string.Join(", ", row.Roles.Select(code => RoleBook.Find(code)?.Chinese ?? code))),
        ("identity.state", row => new TextKey(!row.Open ? "identity.closed" : row.Resting ? "identity.resting" : "identity.open")), ("identity.second-factor", row => row.HasSecondFactor), ("identity.signed-in", row => row.SignedInAt));
}
