namespace Aftercare.UiKit;

/// <summary>A list: columns, order, key paging, column chooser, bulk choice, keyboard; cards on a phone.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public sealed partial class DataTable<TRow>;

/// <summary>Filters of a list, kept in its address.</summary>
public sealed partial class FilterBar;

/// <summary>A filter by days, from and to.</summary>
public sealed partial class FilterDates;

/// <summary>A filter by one of several; applies at once.</summary>
public sealed partial class FilterSelect;

/// <summary>A filter by words.</summary>
public sealed partial class FilterText;

/// <summary>Saved and shared filters of a list.</summary>
public sealed partial class SavedViews;
