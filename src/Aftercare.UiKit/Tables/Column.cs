using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Aftercare.UiKit;

/// <summary>One column of a <see cref="DataTable{TRow}"/>.</summary>
/// <typeparam name="TRow">The row, inferred from the table.</typeparam>
public sealed class Column<TRow> : UiComponent
{
    /// <summary>Heading.</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";
    /// <summary>The cell's value; numbers and instants are formatted for the reader. Nothing shows as an empty cell.</summary>
    [Parameter] public Func<TRow, object?>? Value { get; set; }
    /// <summary>The cell as content, instead of <see cref="Value"/>; its <c>context</c> is the row.</summary>
    [Parameter] public RenderFragment<TRow>? ChildContent { get; set; }
    /// <summary>Name in the query string by which this column sorts; without it the column does not sort.</summary>
    [Parameter] public string? Sort { get; set; }
    /// <summary>Right-aligned, with figures of one width.</summary>
    [Parameter] public bool Numeric { get; set; }
    /// <summary>.NET format of the value.</summary>
    [Parameter] public string? Format { get; set; }
    /// <summary>Not shown until the reader chooses it.</summary>
    [Parameter] public bool Hidden { get; set; }
    /// <summary>One line with an ellipsis instead of wrapping; the whole text on hover.</summary>
    [Parameter] public bool Clip { get; set; }
    /// <summary>Never wraps.</summary>
    [Parameter] public bool NoWrap { get; set; }
    /// <summary>A CSS width.</summary>
    [Parameter] public string? Width { get; set; }
    /// <summary>Explains the heading behind a question mark.</summary>
    [Parameter] public string? Help { get; set; }
    /// <summary>Name by which the choice of columns is remembered; the title or the sort name when absent.</summary>
    [Parameter] public string? Key { get; set; }

    [CascadingParameter] private DataTable<TRow>? Table { get; set; }

    internal string Name => Key ?? Sort ?? Title;

    internal string? CellClass => (Numeric, NoWrap) switch { (true, _) => "num", (_, true) => "nowrap", _ => null };

    /// <inheritdoc />
    protected override void OnInitialized() =>
        (Table ?? throw new InvalidOperationException("A Column stands inside the Columns of a DataTable.")).Add(this);

    internal RenderFragment Cell(TRow row) => builder =>
    {
        if (ChildContent is not null) builder.AddContent(0, ChildContent(row));
        else if (Value?.Invoke(row) is { } value)
        {
            if (value is Instant at)
            {
                builder.OpenComponent<LocalTime>(1);
                builder.AddComponentParameter(2, nameof(LocalTime.At), at);
                builder.CloseComponent();
                return;
            }
            var text = value is IFormattable f ? f.ToString(Format, CultureInfo.CurrentCulture) : value.ToString();
            if (!Clip) { builder.AddContent(3, text); return; }
            builder.OpenElement(4, "span");
            builder.AddAttribute(5, "class", "clip");
            builder.AddAttribute(6, "title", text);
            builder.AddContent(7, text);
            builder.CloseElement();
        }
    };
}
