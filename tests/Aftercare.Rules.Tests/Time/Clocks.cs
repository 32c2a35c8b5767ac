using Aftercare.Rules.Time;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Rules.Tests.Time;

/// <summary>Calendars, instants and books the tests share.</summary>
internal static class Clocks
{
    public const string OfficeWeek = """
        {"mon":[["09:00","12:00"],["13:30","18:00"]],"tue":[["09:00","12:00"],["13:30","18:00"]],"wed":[["09:00","12:00"],["13:30","18:00"]],
         "thu":[["09:00","12:00"],["13:30","18:00"]],"fri":[["09:00","12:00"],["13:30","18:00"]]}
        """;

    /// <summary>Shanghai, Monday to Friday 09:00-12:00 and 13:30-18:00, with the statutory calendar.</summary>
    public static WorkingTime Office { get; } = Of($$"""{"timeZone":"Asia/Shanghai","cn":true,"week":{{OfficeWeek}}}""", "office");

    public static WorkingTime Of(string json, string name = "c") => new(WorkCalendarJson.Parse(name, json));

    /// <summary>Wall clock of Shanghai, for example <c>2024-04-26 10:00</c>.</summary>
    public static Instant Shanghai(string text) => Office.At(Local(text));

    public static Instant Utc(string text) => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();

    public static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();

    public static LocalDateTime Local(string text) => LocalDateTimePattern.CreateWithInvariantCulture(
        text.Length > 16 ? "uuuu-MM-dd HH:mm:ss" : "uuuu-MM-dd HH:mm").Parse(text).GetValueOrThrow();

    public static string Show(this WorkingTime calendar, Instant? at) => at is { } instant
        ? instant.InZone(calendar.Zone).LocalDateTime.ToString("uuuu-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)
        : "unknown";

    public static string RefusalOf(Action action) => Assert.Throws<RuleRefusal>(action).Code;
}
