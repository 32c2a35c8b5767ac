using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Components;

namespace Aftercare.UiKit;

/// <summary>
/// What every field of a <see cref="CommandForm"/> shares: a label, a mark when required, help, the error beside it,
/// and the name under which the form mapper finds the value. What was typed stays, even when it could not be read.
/// </summary>
/// <typeparam name="T">Type of the bound property.</typeparam>
public abstract class Field<T> : ComponentBase
{
    /// <summary>The bound property, through the page's own: <c>() =&gt; Input.Fault</c>.</summary>
    [Parameter, EditorRequired] public Expression<Func<T>> For { get; set; } = null!;
    /// <summary>What to fill in.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    /// <summary>How, or why; below the field.</summary>
    [Parameter] public string? Help { get; set; }
    /// <summary>Explains the label behind a question mark.</summary>
    [Parameter] public RenderFragment? Explain { get; set; }
    /// <summary>Marks it required and lets the browser say so.</summary>
    [Parameter] public bool Required { get; set; }
    /// <summary>Shown but not sent.</summary>
    [Parameter] public bool Disabled { get; set; }
    /// <summary>Gets the focus when the page opens: the first field of a form.</summary>
    [Parameter] public bool Autofocus { get; set; }
    /// <summary>Spans both columns of <see cref="Fields"/>.</summary>
    [Parameter] public bool Wide { get; set; }

    [CascadingParameter] private FormState? State { get; set; }

    /// <summary>The name sent.</summary>
    protected string Name { get; private set; } = "";
    /// <summary>The element's id.</summary>
    protected string Id { get; private set; } = "";
    /// <summary>The value as the form shows it: what was typed when it could not be read.</summary>
    protected string? Shown { get; private set; }
    /// <summary>What is wrong with it.</summary>
    protected IReadOnlyList<string> Errors { get; private set; } = [];

    /// <summary>The value as its element spells it.</summary>
    protected virtual string? Format(object? value) => value switch
    {
        null => null,
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm", CultureInfo.InvariantCulture),
        DateTime t => t.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        NodaTime.LocalDate d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        NodaTime.LocalTime t => t.ToString("HH:mm", CultureInfo.InvariantCulture),
        NodaTime.LocalDateTime t => t.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>Nothing was filled in.</summary>
    protected virtual bool Missing => string.IsNullOrWhiteSpace(Shown);

    /// <summary>Said when the typed text is not a value of the type.</summary>
    protected virtual string Unreadable => Texts.Of("field.unreadable");

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        Name = FieldName.Of(For);
        Id = FieldName.Id(Name);
        var value = FieldName.ValueOf(For);
        Shown = Format(value);
        var typed = State?.Typed?.Invoke(Name);
        var unread = !string.IsNullOrWhiteSpace(typed) && Equals(value, default(T)) && !string.Equals(typed, Shown, StringComparison.OrdinalIgnoreCase);
        if (unread) Shown = typed;
        State?.Register(Name, Required && !Disabled && !unread && Missing ? Texts.Of("field.missing", Label) : null);
        var errors = new List<string>();
        if (unread) errors.Add(Unreadable);
        if (State is not null) errors.AddRange(State.ErrorsOf(Name));
        Errors = errors;
    }

    /// <summary>Ids for aria-describedby: help and error, when there are any.</summary>
    protected string? DescribedBy => (Help is not null, Errors.Count > 0) switch
    {
        (true, true) => $"{Id}-help {Id}-error", (true, false) => $"{Id}-help", (false, true) => $"{Id}-error", _ => null,
    };

    /// <summary>"true" when there is an error, else nothing.</summary>
    protected string? Invalid => Errors.Count > 0 ? "true" : null;

    /// <summary>The class of a wrong field.</summary>
    protected string? InvalidClass => Errors.Count > 0 ? "is-invalid" : null;
}
