namespace Aftercare.UiKit;

/// <summary>The desk: sidebar, search, switches, user menu; off-canvas on a phone; a skip link first.</summary>
public sealed partial class ConsoleFrame;

/// <summary>The document around every page: language, theme, one style sheet and, except on the portal, one module script.</summary>
public sealed partial class HtmlDocument;

/// <summary>A link to the same page in the other language; the island remembers the choice in a cookie.</summary>
public sealed partial class LanguageSwitch;

/// <summary>The technician: one column, large targets, a bar at the bottom.</summary>
public sealed partial class PhoneFrame;

/// <summary>The customer: one column, no script.</summary>
public sealed partial class PortalFrame;

/// <summary>Light, dark or as the system; remembered in a cookie.</summary>
public sealed partial class ThemeSwitch;

/// <summary>The first link of every frame: past the navigation to the page itself.</summary>
public sealed partial class Skip;
