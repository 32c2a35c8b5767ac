using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Aftercare.UiKit;

/// <summary>
/// Where and when the reader is. The application cascades one a request
/// (<c>services.AddCascadingValue(sp =&gt; new UiContext(...))</c>); components never ask a clock themselves.
/// </summary>
/// <param name="Zone">Zone in which instants are shown.</param>
/// <param name="Culture">Reader's culture, the same as <see cref="CultureInfo.CurrentUICulture"/>.</param>
/// <param name="Now">One instant for the whole page, so that relative times agree with each other.</param>
public sealed record UiContext(DateTimeZone Zone, CultureInfo Culture, Instant Now)
{
    private int _ids;

    /// <summary>The instant at which the reader's wall clock shows this; of a time that comes twice the first, of one that is skipped the moment after the gap.</summary>
    public Instant? InstantOf(DateTime? wall) => wall is { } at ? LocalDateTime.FromDateTime(at).InZoneLeniently(Zone).ToInstant() : null;

    /// <summary>An element id unique on the page and the same each time the same page is rendered.</summary>
    public string NextId(string prefix) => $"{prefix}-{++_ids}";
}

/// <summary>A component that needs the reader's zone, culture or clock.</summary>
public abstract class UiComponent : ComponentBase
{
    /// <summary>Given by the application.</summary>
    [CascadingParameter] public UiContext? Context { get; set; }

    /// <summary>The context, or a plain statement of what the application forgot.</summary>
    protected UiContext Ui => Context ?? throw new InvalidOperationException(
        $"{GetType().Name} needs a cascading {nameof(UiContext)}: services.AddCascadingValue(sp => new UiContext(zone, culture, now)).");
}
