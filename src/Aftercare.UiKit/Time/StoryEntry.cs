using NodaTime;

namespace Aftercare.UiKit;

/// <summary>A file shown in a story.</summary>
public sealed record StoryFile(string Name, string Href, string? Thumbnail = null);

/// <summary>Something that happened to a record.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Person, device or System by name.</param>
/// <param name="What">In one line, past tense.</param>
/// <param name="Icon">A Tabler icon.</param>
/// <param name="Detail">More, as typed; line breaks stay.</param>
/// <param name="Tone">Whether it was good news.</param>
/// <param name="Href">The record it happened in.</param>
/// <param name="Files">Pictures and documents.</param>
/// <param name="Internal">True: colleagues only. False: the customer sees it. Null: not said.</param>
public sealed record StoryEntry(Instant At, string? Who, string What, string Icon = "point", string? Detail = null, Tone Tone = Tone.Neutral,
    string? Href = null, IReadOnlyList<StoryFile>? Files = null, bool? Internal = null);
