using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>Computes a file of cases, so that anyone can compare this clock with their own (<c>./aftercare clock FILE.json</c>).</summary>
/// <remarks>
/// Input <c>{"calendars":{name:definition},"cases":[{"id":…,"op":…,"calendar":name,…}]}</c>, definitions as <see cref="WorkCalendarJson"/>;
/// output one line a case, in order: <c>{"id":…,"result":…}</c> or <c>{"id":…,"error":code,"message":…}</c>. Operations and
/// conventions are in <c>docs/clock.md</c>.
/// </remarks>
public static class ClockCases
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line of JSON for each case; reads the stream to its end first, then yields as it computes.</summary>
    /// <exception cref="RuleRefusal"><c>file.invalid</c> when the stream is not such a file at all.</exception>
    public static IEnumerable<string> Compute(Stream file, ChineseCalendar? statutory = null)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(file, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException e)
        {
            throw new RuleRefusal("file.invalid", $"The file is not JSON: {e.Message}");
        }
        return Lines(document, statutory);
    }

    /// <summary>One line of JSON for each case of a parsed file.</summary>
    /// <inheritdoc cref="Compute(Stream, ChineseCalendar?)" path="/exception"/>
    public static IEnumerable<string> Compute(JsonElement file, ChineseCalendar? statutory = null)
    {
        if (file.ValueKind != JsonValueKind.Object
            || !file.TryGetProperty("cases", out var cases) || cases.ValueKind != JsonValueKind.Array
            || (file.TryGetProperty("calendars", out var calendars) && calendars.ValueKind != JsonValueKind.Object))
        {
            throw new RuleRefusal("file.invalid", "The file is not of the form {\"calendars\":{…},\"cases\":[…]}.");
        }
        var shelf = new Shelf(calendars, statutory);
        return cases.EnumerateArray().Select(c => Line(c, shelf));
    }

    private static IEnumerable<string> Lines(JsonDocument document, ChineseCalendar? statutory)
    {
        using (document)
        {
            foreach (var line in Compute(document.RootElement, statutory))
            {
                yield return line;
            }
        }
    }

    private static string Line(JsonElement json, Shelf shelf)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("id");
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("id", out var id))
            {
                writer.WriteRawValue(id.GetRawText());
            }
            else
            {
                writer.WriteNullValue();
            }
            try
            {
                var answer = new ClockCase(json, shelf.Find).Answer();
                writer.WritePropertyName("result");
                answer(writer);
            }
            catch (RuleRefusal refusal)
            {
                writer.WriteString("error", refusal.Code);
                writer.WriteString("message", refusal.Message);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or OverflowException)
            {
                // Text that is no Unicode, instants off the end of the time scale: one case must not cost the others.
                writer.WriteString("error", "case.invalid");
                writer.WriteString("message", e.Message);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The file's calendars, read when first asked for: a broken one fails only its own cases.</summary>
    private sealed class Shelf(JsonElement calendars, ChineseCalendar? statutory)
    {
        private readonly Dictionary<string, WorkingTime> _read = [];

        public WorkingTime Find(string name)
        {
            if (_read.TryGetValue(name, out var known))
            {
                return known;
            }
            if (calendars.ValueKind != JsonValueKind.Object || !calendars.TryGetProperty(name, out var json))
            {
                throw new RuleRefusal("calendar.unknown", $"The file has no calendar '{name}'.");
            }
            return _read[name] = new WorkingTime(WorkCalendarJson.Parse(name, json, statutory));
        }
    }
}

/// <summary>One case of the file and its fields.</summary>
internal sealed class ClockCase(JsonElement json, Func<string, WorkingTime> calendars)
{
    private const decimal MaxSeconds = 100_000_000_000;

    /// <summary>Computes the case and returns what writes its result.</summary>
    /// <exception cref="RuleRefusal"><c>case.*</c> for a case that cannot be read, and whatever the calendar refuses.</exception>
    public Action<Utf8JsonWriter> Answer()
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new RuleRefusal("case.invalid", "A case is an object.");
        }
        return Text("op") switch
        {
            "add_working_seconds" => AddWorkingSeconds(),
            "working_seconds_between" => WorkingSecondsBetween(),
            "is_working_time" => IsWorkingTime(),
            "is_working_day" => IsWorkingDay(),
            "add_working_days" => AddWorkingDays(),
            "working_days_between" => WorkingDaysBetween(),
            "sla_due" => SlaDue(),
            var op => throw new RuleRefusal("case.op-unknown", $"'{op}' is not an operation."),
        };
    }

    private Action<Utf8JsonWriter> AddWorkingSeconds()
    {
        var calendar = Calendar();
        var start = Moment("start", calendar);
        var due = calendar.Add(start.Instant, Seconds(Field("seconds"), "seconds", 1));
        return w => w.WriteStringValue(start.Like(due, calendar));
    }

    private Action<Utf8JsonWriter> WorkingSecondsBetween()
    {
        var calendar = Calendar();
        var worked = calendar.Between(Moment("start", calendar).Instant, Moment("end", calendar).Instant);
        return w => w.WriteRawValue(((decimal)worked.BclCompatibleTicks / ZoneTicks.PerSecond).ToString("0.#######", CultureInfo.InvariantCulture));
    }

    private Action<Utf8JsonWriter> IsWorkingTime()
    {
        var calendar = Calendar();
        var open = calendar.IsOpen(Moment("at", calendar).Instant);
        return w => w.WriteBooleanValue(open);
    }

    private Action<Utf8JsonWriter> IsWorkingDay()
    {
        var calendar = Calendar();
        var working = calendar.IsWorkingDay(Date("date", calendar));
        return w => w.WriteBooleanValue(working);
    }

    private Action<Utf8JsonWriter> AddWorkingDays()
    {
        var calendar = Calendar();
        var start = Moment("start", calendar);
        var due = calendar.AddDays(start.Instant, Days("days"), Flag("keepTime"));
        return w => w.WriteStringValue(start.Like(due, calendar));
    }

    private Action<Utf8JsonWriter> WorkingDaysBetween()
    {
        var calendar = Calendar();
        var days = calendar.DaysBetween(Date("start", calendar), Date("end", calendar), Flag("inclusive"));
        return w => w.WriteNumberValue(days);
    }

    private Action<Utf8JsonWriter> SlaDue()
    {
        var calendar = Calendar();
        var start = Moment("start", calendar);
        var targets = Field("targetsMinutes");
        if (targets.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("targetsMinutes", "an object of minutes by name");
        }
        var pauses = Pauses(calendar);
        var dues = targets.EnumerateObject()
            .Select(t => (t.Name, Due: calendar.AddOutside(start.Instant, Seconds(t.Value, "targetsMinutes", 60), pauses)))
            .ToList();
        return w =>
        {
            w.WriteStartObject();
            foreach (var (name, due) in dues)
            {
                w.WriteString(name, due is { } at ? start.Like(at, calendar) : null);
            }
            w.WriteEndObject();
        };
    }

    private List<Pause> Pauses(WorkingTime calendar)
    {
        if (!json.TryGetProperty("pauses", out var pauses) || pauses.ValueKind == JsonValueKind.Null)
        {
            return [];
        }
        if (pauses.ValueKind != JsonValueKind.Array)
        {
            throw Invalid("pauses", "a list");
        }
        return [.. pauses.EnumerateArray().Select(p => p.ValueKind == JsonValueKind.Array && p.GetArrayLength() == 2
            ? new Pause(Moment(p[0], "pauses", calendar).Instant, p[1].ValueKind == JsonValueKind.Null ? null : Moment(p[1], "pauses", calendar).Instant)
            : throw Invalid("pauses", "a list of pairs, an open end being null"))];
    }

    private WorkingTime Calendar() => calendars(Text("calendar"));

    private JsonElement Field(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value
        : throw new RuleRefusal("case.field-missing", $"The case has no {name}.");

    private string Text(string name) => Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Invalid(name, "a text");

    private bool Flag(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Invalid(name, "true or false"),
        }
        : false;

    private int Days(string name) => Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var days) && days % 1 == 0 && Math.Abs(days) <= 1_000_000
        ? (int)days
        : throw Invalid(name, "a whole number of days");

    private static Duration Seconds(JsonElement value, string name, int unit)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            throw Invalid(name, "a number");
        }
        if (!value.TryGetDecimal(out var number) || Math.Abs(number) > MaxSeconds / unit)
        {
            throw Invalid(name, $"between -{MaxSeconds / unit:0} and {MaxSeconds / unit:0}");
        }
        var ticks = number * unit * ZoneTicks.PerSecond;
        return Duration.FromTicks((long)Math.Round(ticks));
    }

    private Moment Moment(string name, WorkingTime calendar) => Moment(Field(name), name, calendar);

    private static Moment Moment(JsonElement value, string name, WorkingTime calendar) => value.ValueKind == JsonValueKind.String
        ? Time.Moment.Parse(value.GetString()!, calendar)
        : throw Invalid(name, "a time such as 2026-09-30 17:00:00");

    private LocalDate Date(string name, WorkingTime calendar)
    {
        var at = Moment(name, calendar).Instant;
        calendar.IsOpen(at); // refuses an instant that has no date here
        return calendar.DateOf(at);
    }

    private static RuleRefusal Invalid(string name, string expected) => new("case.field-invalid", $"{name} is not {expected}.");
}
