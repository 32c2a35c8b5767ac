using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aftercare.Platform;

namespace Aftercare.Modules.Calendars;

/// <summary>
/// A calendar as a form spells it: hours of a weekday as `09:00-12:00, 13:30-18:00`, dates one a line, a date with hours
/// of its own as `2026-10-10 09:00-18:00`. Reading and writing go by way of the JSON the API takes.
/// </summary>
internal static class CalendarText
{
    public static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Hours(JsonElement definition, string weekday) =>
        definition.TryGetProperty("week", out var week) && week.TryGetProperty(weekday, out var windows) ? Windows(windows) : "";

    public static string Lines(JsonElement definition, string property) =>
        definition.TryGetProperty(property, out var dates) ? string.Join('\n', dates.EnumerateArray().Select(date => date.GetString())) : "";

    public static string Overrides(JsonElement definition) =>
        definition.TryGetProperty("dayOverrides", out var days) ? string.Join('\n', days.EnumerateObject().Select(day => $"{day.Name} {Windows(day.Value)}".TrimEnd())) : "";

    /// <summary>The definition with the form's values in place of what they replace; everything else stays.</summary>
    /// <exception cref="Refusal">`calendar.hours` at the weekday or list that cannot be read.</exception>
    public static JsonElement Write(JsonElement? former, string zone, bool statutory, IReadOnlyList<string?> week, string? holidays, string? makeUpDays, string? overrides)
    {
        var definition = former is { } old ? JsonNode.Parse(old.GetRawText())!.AsObject() : [];
        definition.Remove("version");
        definition["timeZone"] = zone;
        definition["cn"] = statutory;
        var days = new JsonObject();
        for (var i = 0; i < Weekdays.Length; i++)
            if (Windows(week[i], $"Week[{i}]") is { Count: > 0 } windows) days[Weekdays[i]] = windows;
        definition["week"] = days;
        definition["holidays"] = Dates(holidays);
        definition["makeUpDays"] = Dates(makeUpDays);
        var own = new JsonObject();
        foreach (var line in Split(overrides, '\n'))
        {
            var parts = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            own[parts[0]] = Windows(parts.Length > 1 ? parts[1] : null, "Overrides");
        }
        definition["dayOverrides"] = own;
        return JsonDocument.Parse(definition.ToJsonString(Plain)).RootElement.Clone();
    }

    private static string Windows(JsonElement windows) =>
        string.Join(", ", windows.EnumerateArray().Select(window => $"{window[0].GetString()}-{window[1].GetString()}"));

    private static JsonArray Windows(string? text, string field)
    {
        var windows = new JsonArray();
        foreach (var window in Split(text?.Replace('，', ',').Replace('、', ',').Replace('：', ':').Replace('–', '-'), ','))
        {
            var ends = window.Split('-', StringSplitOptions.TrimEntries);
            windows.Add(ends.Length == 2 ? new JsonArray(ends[0], ends[1]) : throw Refusal.Invalid("calendar.hours", field, window));
        }
        return windows;
    }

    private static JsonArray Dates(string? text) => [.. Split(text, '\n').Select(date => JsonValue.Create(date))];

    private static string[] Split(string? text, char at) => (text ?? "").Split(at, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
