using System.Text.Json;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Integrations;

/// <summary>
/// How one foreign event log becomes tickets: which columns say what, and what each activity means. Written as JSON by
/// whoever knows the log; docs/import-events.md explains every member.
/// </summary>
/// <param name="Source">The log's name; with the case's id the key that makes importing it again harmless.</param>
/// <param name="Columns">Names of the columns that hold case, activity, time and resource.</param>
/// <param name="Delimiter">What stands between columns; found out from the file when left out.</param>
/// <param name="Missing">Values that mean "not given".</param>
/// <param name="Activities">From the activity's text to what happened: `Responded`, `Paused:customer`, `Solved`…; `*` for all others. An activity without either is refused.</param>
internal sealed record EventMap(string Source, LogColumns Columns, LogTime Time, TicketMap Ticket, IReadOnlyDictionary<string, string> Activities, string? Delimiter = null, IReadOnlyList<string>? Missing = null)
{
    private readonly Dictionary<string, Meaning> _meanings = [];
    private readonly HashSet<string> _missing = [.. Missing ?? []];

    private static readonly JsonSerializerOptions Options = new(PlatformJson.Options) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="Refusal">`import.map-malformed`, naming the place.</exception>
    public static EventMap Parse(string json)
    {
        try
        {
            var map = JsonSerializer.Deserialize<EventMap>(json, Options)!;
            foreach (var (activity, meaning) in map.Activities)
                map._meanings[activity] = Meaning.Parse(meaning) ?? throw new JsonException($"activities.{activity}: '{meaning}' means nothing; write one of {string.Join(", ", Enum.GetNames<CaseEventKind>())}.");
            if (map.Delimiter is { } mark && (mark.Length != 1 || !char.IsAscii(mark[0]))) throw new JsonException($"delimiter: '{mark}' is not a single ASCII character.");
            map.Ticket.WhyNotUse();
            return map;
        }
        catch (JsonException wrong)
        {
            throw Malformed(wrong.Message);
        }
    }

    public static Refusal Malformed(string why) => new("import.map-malformed", RefusalKind.Invalid) { Arguments = [why] };

    /// <summary>What an activity means, or null when the map does not say.</summary>
    public Meaning? MeaningOf(string activity) => _meanings.GetValueOrDefault(activity) ?? _meanings.GetValueOrDefault("*");

    public bool IsMissing(string value) => value.Length == 0 || _missing.Contains(value);
}

internal sealed record LogColumns(string Case, string Activity, string Time, string? Resource = null);

/// <param name="Pattern">As NodaTime reads it: `uuuu-MM-dd HH:mm:ss`, with `o&lt;+HH:mm&gt;` when the log gives offsets.</param>
/// <param name="Zone">The zone of times without offset; an hour that daylight saving skips is read as the moment it would have been.</param>
internal sealed record LogTime(string Pattern, string? Zone = null);

/// <summary>Where a ticket's own values come from.</summary>
internal sealed record TicketMap(ValueMap Type, ValueMap Fault, ValueMap Customer, ValueMap? Priority = null, ValueMap? Channel = null, ValueMap? Model = null, ValueMap? OpenedAt = null)
{
    /// <exception cref="JsonException">A priority or channel that the map itself gives and that does not exist.</exception>
    public void WhyNotUse()
    {
        foreach (var given in Priority?.Given ?? [])
            if (!IsPriority(given)) throw new JsonException($"ticket.priority: '{given}' is none; write one of {string.Join(", ", Enum.GetNames<Priority>())}.");
        foreach (var given in Channel?.Given ?? [])
            if (!Enum.GetNames<Channel>().Contains(given)) throw new JsonException($"ticket.channel: '{given}' is none; write one of {string.Join(", ", Enum.GetNames<Channel>())}.");
    }

    /// <summary>By its name: `3` is none, though it would parse as one.</summary>
    public static bool IsPriority(string text) => text is nameof(Desk.Face.Priority.P1) or nameof(Desk.Face.Priority.P2) or nameof(Desk.Face.Priority.P3) or nameof(Desk.Face.Priority.P4);
}

/// <summary>A value: the same for all, or taken from a column, or put together from several; then translated.</summary>
/// <param name="Format">`{product}: {service type}` with column names in braces.</param>
/// <param name="Map">From the log's value to ours.</param>
/// <param name="Default">When it is missing, or the map does not know it.</param>
internal sealed record ValueMap(string? Value = null, string? Column = null, string? Format = null, IReadOnlyDictionary<string, string>? Map = null, string? Default = null)
{
    /// <summary>The columns it needs.</summary>
    public IEnumerable<string> Columns => Column is not null ? [Column] : Format is null ? [] : Format.Split('{').Skip(1).Select(part => part.Split('}')[0]);

    /// <summary>The values the map itself names, whatever the log says.</summary>
    public IEnumerable<string> Given => new[] { Value, Default }.Concat(Map?.Values ?? []).OfType<string>();

    /// <summary>The value for a row, or null.</summary>
    public string? Of(Func<string, string?> cell)
    {
        var raw = Value ?? (Column is not null ? cell(Column) : Columns.Aggregate(Format, (text, column) => text?.Replace($"{{{column}}}", cell(column) ?? "", StringComparison.Ordinal)));
        if (Map is not null && raw is not null) raw = Map.GetValueOrDefault(raw);
        return string.IsNullOrWhiteSpace(raw) ? Default : raw;
    }
}

/// <summary>What an activity means for a ticket: `Paused:customer` is a pause waiting for the customer.</summary>
internal sealed record Meaning(CaseEventKind Kind, string? Value)
{
    public static Meaning? Parse(string text)
    {
        var parts = text.Split(':', 2);
        return Enum.TryParse<CaseEventKind>(parts[0], ignoreCase: false, out var kind) && !char.IsDigit(parts[0][0]) ? new(kind, parts.Length > 1 ? parts[1] : null) : null;
    }
}
