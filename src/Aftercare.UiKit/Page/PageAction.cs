namespace Aftercare.UiKit;

/// <summary>A link among a page's actions.</summary>
/// <param name="Title">Verb and noun.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Icon">A Tabler icon.</param>
/// <param name="Key">The key that follows it: <c>n</c> for new, <c>e</c> for edit.</param>
public sealed record PageAction(string Title, string Href, string? Icon = null, string? Key = null);

/// <summary>A step on the way back up.</summary>
public sealed record Crumb(string Title, string Href);

/// <summary>One tab: a link, and whether it is the page the reader is on.</summary>
public sealed record TabLink(string Title, string Href, bool Active = false, string? Count = null);
