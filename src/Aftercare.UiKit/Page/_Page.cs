namespace Aftercare.UiKit;

/// <summary>A button that opens a menu of links and buttons; works without a script.</summary>
public sealed partial class ActionMenu;

/// <summary>A message in the page.</summary>
public sealed partial class Alert;

/// <summary>A device in a line of text.</summary>
public sealed partial class AssetChip;

/// <summary>A word with a tone and the tone's shape.</summary>
public sealed partial class Badge;

/// <summary>A framed part of a page.</summary>
public sealed partial class Card;

/// <summary>A button that asks before a form is submitted; a native dialog, no script needed.</summary>
public sealed partial class Confirm;

/// <summary>A panel at the side; no script needed.</summary>
public sealed partial class Drawer;

/// <summary>Why there is nothing, and what to do about it.</summary>
public sealed partial class EmptyState;

/// <summary>A question mark that explains a term; works without a script.</summary>
public sealed partial class Help;

/// <summary>One name and its value.</summary>
public sealed partial class KeyValue;

/// <summary>Names and values of a record.</summary>
public sealed partial class KeyValues;

/// <summary>A part of the page that fetches itself again when a topic changes.</summary>
public sealed partial class Live;

/// <summary>Where the reader is, the one primary action and the menu of rare ones.</summary>
public sealed partial class PageHeader;

/// <summary>A person in a line of text.</summary>
public sealed partial class PersonChip;

/// <summary>A priority as bars and a word.</summary>
public sealed partial class PriorityBadge;

/// <summary>How far long work has come.</summary>
public sealed partial class Progress;

/// <summary>A part of a page without a frame.</summary>
public sealed partial class Section;

/// <summary>One figure that leads to the records behind it.</summary>
public sealed partial class StatTile;

/// <summary>A state with the tone its code word usually has.</summary>
public sealed partial class StatusBadge;

/// <summary>The steps of a way and where it stands.</summary>
public sealed partial class Stepper;

/// <summary>Pages of one record, as links.</summary>
public sealed partial class Tabs;

/// <summary>Nodes under nodes, opened and closed without a script.</summary>
public sealed partial class Tree;
