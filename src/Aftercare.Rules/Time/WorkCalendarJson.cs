using System.Collections.Frozen;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Rules.Time;

/// <summary>Reads and writes calendars in the shape the command line takes.</summary>
/// <remarks>
/// <code>
/// {"timeZone":"Asia/Shanghai","week":{"mon":[["09:00","12:00"],["13:30","18:00"]]},"holidays":["2026-10-01"],
///  "yearlyHolidays":["01-01"],"dayOverrides":{"2026-10-10":[["09:00","18:00"]]},"cn":true,
///  "makeUpDays":["2026-10-11"],"version":2,"publishedYears":[2025,2026]}
/// </code>
/// Only <c>timeZone</c> is required; null is as good as missing; <c>name</c> and <c>comment</c> are ignored. An unknown property is an error: a misspelt one would silently open a holiday.
/// </remarks>
public static class WorkCalendarJson
{
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly AnnualDatePattern Annual = AnnualDatePattern.CreateWithInvariantCulture("MM'-'dd");

    /// <summary>Reads one calendar.</summary>
    /// <param name="name">Its name; the document does not repeat it.</param>
    /// <param name="json">The definition.</param>
    /// <param name="statutory">What <c>"cn":true</c> means; null for the shipped papers.</param>
    /// <exception cref="RuleRefusal"><c>calendar.invalid</c>, naming the property.</exception>
    public static WorkCalendar Parse(string name, JsonElement json, ChineseCalendar? statutory = null)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Invalid($"Calendar '{name}' is not an object.");
        }
        var calendar = new WorkCalendar { Name = name, TimeZone = "" };
        foreach (var property in json.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null))
        {
            var value = property.Value;
            calendar = property.Name switch
            {
                "timeZone" => calendar with { TimeZone = Text(value, "timeZone") },
                "week" => calendar with { Week = Week(value) },
                "holidays" => calendar with { Holidays = Items(value, "holidays").Select(v => Date(v, "holidays")).ToFrozenSet() },
                "yearlyHolidays" => calendar with { YearlyHolidays = Items(value, "yearlyHolidays").Select(AnnualDateOf).ToFrozenSet() },
                "makeUpDays" => calendar with { MakeUpDays = Items(value, "makeUpDays").Select(v => Date(v, "makeUpDays")).ToFrozenSet() },
                "dayOverrides" => calendar with { DayOverrides = Overrides(value) },
                "cn" => calendar with { Statutory = Flag(value, "cn") ? statutory ?? ChineseCalendar.Shipped : null },
                "version" => calendar with { Version = Number(value, "version") },
                "publishedYears" => calendar with { PublishedYears = Items(value, "publishedYears").Select(v => Number(v, "publishedYears")).ToFrozenSet() },
                "name" or "comment" => calendar,
                _ => throw Invalid($"'{property.Name}' is not a property of a calendar."),
            };
        }
        return calendar.TimeZone.Length > 0 ? calendar : throw Invalid($"Calendar '{name}' has no timeZone.");
    }

    /// <summary>Reads one calendar from text.</summary>
    /// <inheritdoc cref="Parse(string, JsonElement, ChineseCalendar?)"/>
    public static WorkCalendar Parse(string name, string json, ChineseCalendar? statutory = null)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw Invalid($"Calendar '{name}' is not JSON: {e.Message}");
        }
        using (document)
        {
            return Parse(name, document.RootElement, statutory);
        }
    }

    /// <summary>Writes what <see cref="Parse(string, string, ChineseCalendar?)"/> reads back to an equal definition.</summary>
    public static void Write(Utf8JsonWriter writer, WorkCalendar calendar)
    {
        writer.WriteStartObject();
        writer.WriteString("timeZone", calendar.TimeZone);
        writer.WriteStartObject("week");
        for (var day = 1; day <= 7; day++)
        {
            if (calendar.Week.TryGetValue((IsoDayOfWeek)day, out var windows) && windows.Count > 0)
            {
                WriteWindows(writer, Weekdays[day - 1], windows);
            }
        }
        writer.WriteEndObject();
        WriteList(writer, "holidays", calendar.Holidays.Order().Select(LocalDatePattern.Iso.Format));
        WriteList(writer, "yearlyHolidays", calendar.YearlyHolidays.Order().Select(Annual.Format));
        WriteList(writer, "makeUpDays", calendar.MakeUpDays.Order().Select(LocalDatePattern.Iso.Format));
        if (calendar.DayOverrides.Count > 0)
        {
            writer.WriteStartObject("dayOverrides");
            foreach (var (date, windows) in calendar.DayOverrides.OrderBy(o => o.Key))
            {
                WriteWindows(writer, LocalDatePattern.Iso.Format(date), windows);
            }
            writer.WriteEndObject();
        }
        if (calendar.Statutory is not null)
        {
            writer.WriteBoolean("cn", true);
        }
        writer.WriteNumber("version", calendar.Version);
        if (calendar.PublishedYears is { } years)
        {
            writer.WriteStartArray("publishedYears");
            foreach (var year in years.Order())
            {
                writer.WriteNumberValue(year);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    /// <summary>The definition as one line of JSON.</summary>
    public static string ToJson(WorkCalendar calendar)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, calendar);
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static FrozenDictionary<IsoDayOfWeek, IReadOnlyList<DayWindow>> Week(JsonElement week)
    {
        var days = new Dictionary<IsoDayOfWeek, IReadOnlyList<DayWindow>>();
        foreach (var day in Object(week, "week").EnumerateObject())
        {
            var number = Array.IndexOf(Weekdays, day.Name) + 1;
            if (number == 0)
            {
                throw Invalid($"'{day.Name}' is not a weekday; write mon, tue, wed, thu, fri, sat or sun.");
            }
            days[(IsoDayOfWeek)number] = Windows(day.Value, day.Name);
        }
        return days.ToFrozenDictionary();
    }

    private static FrozenDictionary<LocalDate, IReadOnlyList<DayWindow>> Overrides(JsonElement overrides)
    {
        var days = new Dictionary<LocalDate, IReadOnlyList<DayWindow>>();
        foreach (var day in Object(overrides, "dayOverrides").EnumerateObject())
        {
            days[Date(day.Name, "dayOverrides")] = Windows(day.Value, day.Name);
        }
        return days.ToFrozenDictionary();
    }

    private static IReadOnlyList<DayWindow> Windows(JsonElement windows, string of) =>
        windows.ValueKind == JsonValueKind.Null ? [] : [.. Items(windows, of).Select(w => Window(w, of))];

    private static DayWindow Window(JsonElement window, string of) =>
        window.ValueKind == JsonValueKind.Array && window.GetArrayLength() == 2
            ? DayWindow.Parse(Text(window[0], of), Text(window[1], of))
            : throw Invalid($"A window of '{of}' is not a pair such as [\"09:00\",\"12:00\"].");

    private static AnnualDate AnnualDateOf(JsonElement value)
    {
        var result = Annual.Parse(Text(value, "yearlyHolidays"));
        return result.Success ? result.Value : throw Invalid($"'{value}' in yearlyHolidays is not a date such as 01-01.");
    }

    private static LocalDate Date(JsonElement value, string of) => Date(Text(value, of), of);

    private static LocalDate Date(string text, string of)
    {
        var result = LocalDatePattern.Iso.Parse(text);
        return result.Success ? result.Value : throw Invalid($"'{text}' in {of} is not a date such as 2026-10-01.");
    }

    private static JsonElement Object(JsonElement value, string of) =>
        value.ValueKind == JsonValueKind.Object ? value : throw Invalid($"{of} is not an object.");

    private static JsonElement.ArrayEnumerator Items(JsonElement value, string of) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Invalid($"{of} is not a list.");

    private static string Text(JsonElement value, string of) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Invalid($"{of} is not a text.");

    private static bool Flag(JsonElement value, string of) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Invalid($"{of} is neither true nor false."),
    };

    private static int Number(JsonElement value, string of) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw Invalid($"{of} is not a whole number.");

    private static RuleRefusal Invalid(string message) => new("calendar.invalid", message);

    private static void WriteWindows(Utf8JsonWriter writer, string name, IReadOnlyList<DayWindow> windows)
    {
        writer.WriteStartArray(name);
        foreach (var (from, to) in windows.Select(w => w.ToTexts()))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(from);
            writer.WriteStringValue(to);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        var list = texts.ToList();
        if (list.Count == 0)
        {
            return;
        }
        writer.WriteStartArray(name);
        list.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
    }
}
