namespace Aftercare.UiKit;

/// <summary>One place in the sidebar or the phone's bottom bar.</summary>
/// <param name="Group">Heading it stands under; items of one group stand together.</param>
/// <param name="Title">The place's name.</param>
/// <param name="Href">Its address; it is current when the page's path is this or below it.</param>
/// <param name="Icon">A Tabler icon.</param>
/// <param name="Badge">A count, already formatted.</param>
public sealed record NavItem(string Group, string Title, string Href, string Icon, string? Badge = null)
{
    /// <summary>The item the path belongs to: the one with the longest matching address.</summary>
    public static NavItem? Current(IEnumerable<NavItem> items, string path)
    {
        var here = "/" + path.Trim('/');
        return items.Where(i => Path(i) is var p && (here.Equals(p, StringComparison.OrdinalIgnoreCase)
                || (p != "/" && here.StartsWith(p + "/", StringComparison.OrdinalIgnoreCase))))
            .MaxBy(i => Path(i).Length);

        static string Path(NavItem i) => "/" + i.Href.Split('?', '#')[0].Trim('/');
    }
}

/// <summary>Which face of the product a document belongs to: it decides the style sheet and whether scripts are loaded.</summary>
public enum UiFace
{
    /// <summary>Desk and technicians: islands and enhanced navigation.</summary>
    Console,
    /// <summary>Customers: no script at all.</summary>
    Portal,
}
