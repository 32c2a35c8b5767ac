namespace Aftercare.UiKit;

/// <summary>What a colour says. Each tone has its own shape, so that colour is never alone.</summary>
public enum Tone
{
    /// <summary>Nothing to say: drafts, archived things. An empty circle.</summary>
    Neutral,
    /// <summary>Waiting, new, for your information. A dot.</summary>
    Info,
    /// <summary>Someone is working on it. A half circle.</summary>
    Active,
    /// <summary>Done, met, healthy. A tick.</summary>
    Good,
    /// <summary>Look at it soon. A triangle.</summary>
    Warn,
    /// <summary>Late, failed, refused. A diamond.</summary>
    Bad,
}

/// <summary>Class and shape of a tone.</summary>
public static class Tones
{
    /// <summary>The class that sets the tone's two colours.</summary>
    public static string Class(this Tone tone) => tone switch
    {
        Tone.Info => "t-info", Tone.Active => "t-active", Tone.Good => "t-good", Tone.Warn => "t-warn", Tone.Bad => "t-bad", _ => "t-neutral",
    };

    /// <summary>SVG content of the tone's shape in a 10 by 10 box.</summary>
    public static string Shape(this Tone tone) => tone switch
    {
        Tone.Info => """<circle cx="5" cy="5" r="4"/>""",
        Tone.Active => """<path d="M5 1a4 4 0 0 1 0 8z"/><circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor"/>""",
        Tone.Good => """<path d="M1 5.5 4 8.5 9 2" fill="none" stroke="currentColor" stroke-width="2"/>""",
        Tone.Warn => """<path d="M5 .5 9.8 9H.2z"/>""",
        Tone.Bad => """<path d="M5 0 10 5 5 10 0 5z"/>""",
        _ => """<circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" stroke-width="1.5"/>""",
    };

    /// <summary>The icon of an alert in this tone.</summary>
    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Good => "circle-check", Tone.Warn => "alert-triangle", Tone.Bad => "alert-octagon", _ => "info-circle",
    };
}
