namespace Aftercare.UiKit;

/// <summary>What is wrong with a form as a whole.</summary>
/// <param name="Code">Stable code of the refusal, for instance <c>technician.busy</c>.</param>
/// <param name="Message">The reason in the reader's words.</param>
public sealed record FormProblem(string Code, string Message);

/// <summary>
/// What a page knows about its form besides the model: problems, and the key that makes a repeated submit harmless.
/// The page owns one a form: <c>private readonly FormState _form = new();</c>
/// </summary>
public sealed class FormState
{
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The general problem.</summary>
    public FormProblem? Problem { get; private set; }

    /// <summary>Errors by the field's name as the command knows it, for instance <c>Fault</c>.</summary>
    public IReadOnlyDictionary<string, List<string>> Errors => _errors;

    /// <summary>Idempotency key: new for a new form, the posted one when the form came back. Set before OnSubmit runs.</summary>
    public string IdempotencyKey { get; internal set; } = "";

    /// <summary>The version of the record that the person saw when the form was shown; null when the form has none. Give it to the command.</summary>
    public int? Version { get; internal set; }

    /// <summary>
    /// What was typed under a name, when the form mapper could not read something of this form. The mapper files its
    /// errors under the form's object, not under the field, so each field asks here whether the trouble is its own.
    /// </summary>
    internal Func<string, string?>? Typed { get; set; }

    /// <summary>The submit was refused.</summary>
    public bool Failed => Problem is not null || _errors.Count > 0;

    /// <summary>Says what is wrong with the whole form, or with one field when <paramref name="field"/> is given.</summary>
    public FormState Fail(string code, string message, string? field = null)
    {
        if (string.IsNullOrEmpty(field)) Problem = new(code, message);
        else FieldError(field, message);
        return this;
    }

    /// <summary>Says what is wrong with one field: <c>Fault</c>, <c>fault</c> and <c>Input.Fault</c> all find it.</summary>
    public FormState FieldError(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var list)) _errors[field] = list = [];
        list.Add(message);
        return this;
    }

    /// <summary>Says what was done, at the corner of the page that comes next. Needs scripts; the portal shows its own words.</summary>
    public void Done(string message) => Message = message;

    internal string? Message { get; private set; }

    /// <summary>Forgets problems; <see cref="CommandForm"/> does it before each submit.</summary>
    public void Clear()
    {
        Problem = null;
        _errors.Clear();
    }

    /// <summary>Errors of the field bound as <paramref name="name"/> (<c>Input.Lines[0].Quantity</c>): the whole name, or its tail.</summary>
    internal IEnumerable<string> ErrorsOf(string name) => _errors
        .Where(e => Matches(e.Key, name))
        .SelectMany(e => e.Value);

    private readonly Dictionary<string, string?> _fields = [];

    /// <summary>A field says under which name it is bound, so that the summary can link to it, and what is missing when it is required and empty.</summary>
    internal void Register(string name, string? missing) => _fields[name] = missing;

    /// <summary>Says of every required field that was left empty that it is missing.</summary>
    internal void RequireFields()
    {
        foreach (var (name, missing) in _fields)
            if (missing is not null) FieldError(name, missing);
    }

    /// <summary>Element id of the field an error belongs to.</summary>
    internal string IdOf(string field) => FieldName.Id(_fields.Keys.FirstOrDefault(n => Matches(field, n)) ?? field);

    internal static bool Matches(string field, string name) =>
        name.Equals(field, StringComparison.OrdinalIgnoreCase) ||
        name.EndsWith("." + field, StringComparison.OrdinalIgnoreCase) ||
        field.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);
}
