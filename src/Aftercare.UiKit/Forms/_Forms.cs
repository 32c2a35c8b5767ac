namespace Aftercare.UiKit;

/// <summary>Yes or no.</summary>
public sealed partial class CheckField;

/// <summary>The one form for every command: errors at the fields, nothing typed is lost, one submit at a time, a draft when wanted.</summary>
public sealed partial class CommandForm;

/// <summary>Fields as the cells of a table: the column says what they are, so their labels are for screen readers only.</summary>
public sealed partial class CompactFields;

/// <summary>A day: <c>DateOnly?</c>.</summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public sealed partial class DateField<T>;

/// <summary>A day and time on the reader's wall clock: <c>DateTime?</c>.</summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public sealed partial class DateTimeField<T>;

/// <summary>What is wrong with a form, with links to the fields.</summary>
public sealed partial class ErrorSummary;

/// <summary>Label, help and error around one control; used by the fields.</summary>
public sealed partial class FieldShell;

/// <summary>Fields in one column, or two.</summary>
public sealed partial class Fields;

/// <summary>Files, posted at once with progress; the form gets their ids, separated by commas (<see cref="FileIds"/>). Without scripts the files arrive as the property with <c>Upload</c> behind its name.</summary>
public sealed partial class FileField;

/// <summary>One of many, found by typing.</summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public sealed partial class LookupField<T>;

/// <summary>A number with its unit.</summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public sealed partial class NumberField<T>;

/// <summary>A telephone number, with a button that dials it.</summary>
public sealed partial class PhoneField;

/// <summary>Where the device is, as <c>latitude,longitude</c> in WGS-84 degrees; empty when the browser does not tell. Asked when the form comes into sight, told beside the button, never in the way.</summary>
public sealed partial class PlaceField;

/// <summary>One of a few, all in sight.</summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public sealed partial class RadioField<T>;

/// <summary>Stars, as radio buttons; no script needed.</summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public sealed partial class RatingField<T>;

/// <summary>One of several, in a list.</summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public sealed partial class SelectField<T>;

/// <summary>A signature drawn by hand and stored as a picture; the form gets its id.</summary>
public sealed partial class SignatureField;

/// <summary>Several lines of text.</summary>
public sealed partial class TextAreaField;

/// <summary>One line of text.</summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public sealed partial class TextField<T>;

/// <summary>A time of day: <c>TimeOnly?</c>.</summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public sealed partial class TimeField<T>;
