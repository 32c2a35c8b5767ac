namespace Aftercare.UiKit;

/// <summary>One person's row of a <see cref="ScheduleBoard"/>.</summary>
/// <param name="Key">What a drop here posts as `technician`.</param>
/// <param name="Note">When they are there, in words: the shading says the same.</param>
/// <param name="Ground">Pale stretches behind the cards: on shift, away.</param>
public sealed record BoardRow(string Key, string Name, string Note, IReadOnlyList<DaySpan> Ground, IReadOnlyList<BoardCard> Cards);

/// <summary>A card of a <see cref="ScheduleBoard"/>: in a row when it has a place in the day, else in the pool.</summary>
/// <param name="Key">Fills {0} of the addresses a drop posts to.</param>
/// <param name="Title">The short name: a number.</param>
/// <param name="Line">What it is about, in one line.</param>
/// <param name="Href">Where the same can be done without dragging.</param>
/// <param name="Tone">How it stands.</param>
/// <param name="Said">The tone in a word.</param>
/// <param name="Version">Posted with a drop, so that a card that was moved meanwhile is not moved again unseen.</param>
/// <param name="Minutes">How long it takes.</param>
/// <param name="From">Hours since the day began; null in the pool.</param>
/// <param name="Movable">False for what has begun or ended.</param>
public sealed record BoardCard(string Key, string Title, string Line, string Href, Tone Tone, string Said, int Version, int Minutes, double? From = null, bool Movable = true);

/// <summary>A place on a <see cref="PlaceMap"/>.</summary>
/// <param name="Square">Drawn as a square: people; else a circle: work.</param>
public sealed record MapPoint(double Latitude, double Longitude, string Label, Tone Tone = Tone.Info, string? Href = null, bool Square = false);
