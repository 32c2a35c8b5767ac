using System.Text.Json;
using Aftercare.Rules.Time;
using NodaTime;
using static Aftercare.Rules.Tests.Time.Clocks;

namespace Aftercare.Rules.Tests.Time;

[Trait("Requirement", "R309")]
public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Layers = WorkCalendarJson.Parse("layers", """
        {"timeZone":"Asia/Shanghai","cn":true,"week":{"mon":[["08:00","16:00"]],"tue":[["10:00","11:00"]]},
         "holidays":["2024-04-28","2024-02-04","2026-03-02"],"yearlyHolidays":["05-11"],"makeUpDays":["2024-05-01","2024-04-28","2024-06-01"],
         "dayOverrides":{"2024-02-04":[["12:00","13:00"]],"2026-03-03":[]}}
        """);

    [Theory]
    [InlineData("2024-02-04", DayRule.Override, "12:00-13:00")] // also a holiday and a statutory make-up day
    [InlineData("2026-03-03", DayRule.Override, "")]
    [InlineData("2024-04-28", DayRule.Holiday, "")] // also both kinds of make-up day
    [InlineData("2024-05-11", DayRule.YearlyHoliday, "")] // also a statutory make-up day
    [InlineData("2024-05-01", DayRule.MakeUpDay, "08:00-16:00")] // also a statutory off-day
    [InlineData("2024-06-01", DayRule.MakeUpDay, "08:00-16:00")]
    [InlineData("2024-09-14", DayRule.StatutoryMakeUpDay, "08:00-16:00")]
    [InlineData("2024-09-16", DayRule.StatutoryOffDay, "")]
    [InlineData("2024-09-24", DayRule.Week, "10:00-11:00")]
    [InlineData("2024-09-25", DayRule.Week, "")]
    public void The_first_rule_that_speaks_of_a_date_decides_it(string date, DayRule rule, string windows)
    {
        Assert.Equal(rule, Layers.RuleOn(Day(date)));
        Assert.Equal(windows, string.Join(' ', Layers.WindowsOn(Day(date))));
    }

    [Theory]
    [InlineData("09:00", "18:00", 32_400, 64_800)]
    [InlineData("22:00", "06:00", 79_200, 108_000)]
    [InlineData("22:00", "00:00", 79_200, 86_400)]
    [InlineData("00:00", "24:00", 0, 86_400)]
    [InlineData("9:00", "09:00:30", 32_400, 32_430)]
    public void A_window_is_read_in_seconds_after_the_midnight_it_belongs_to(string from, string to, int fromSecond, int toSecond) =>
        Assert.Equal(new DayWindow(fromSecond, toSecond), DayWindow.Parse(from, to));

    [Theory]
    [InlineData("09:00", "09:00")]
    [InlineData("24:00", "09:00")]
    [InlineData("09:00", "25:00")]
    [InlineData("09:60", "10:00")]
    [InlineData("", "10:00")]
    public void A_window_that_could_mean_two_things_or_nothing_is_refused(string from, string to) =>
        Assert.Equal("calendar.invalid", RefusalOf(() => DayWindow.Parse(from, to)));

    [Fact]
    public void A_definition_survives_writing_and_reading()
    {
        var json = """
            {"timeZone":"Europe/Berlin","week":{"mon":[["00:00","24:00"]],"sun":[["22:00","06:00"],["09:00:30","10:00"]]},"holidays":["2026-10-01"],"yearlyHolidays":["02-29"],"makeUpDays":["2026-10-04"],"dayOverrides":{"2026-10-10":[["09:00","18:00"]],"2026-10-11":[]},"cn":true,"version":3,"publishedYears":[2025,2026]}
            """;
        Assert.Equal(json.Trim(), WorkCalendarJson.ToJson(WorkCalendarJson.Parse("c", json)));
    }

    [Fact]
    public void A_property_of_null_is_as_good_as_missing_and_remarks_are_ignored() => Assert.Equal(
        """{"timeZone":"UTC","week":{},"version":1}""",
        WorkCalendarJson.ToJson(WorkCalendarJson.Parse("c", """{"name":"c","comment":"x","timeZone":"UTC","cn":null,"holidays":null,"week":null}""")));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"timeZone":8}""")]
    [InlineData("""{"timeZone":"UTC","holiday":["2026-01-01"]}""")]
    [InlineData("""{"timeZone":"UTC","week":{"monday":[["09:00","12:00"]]}}""")]
    [InlineData("""{"timeZone":"UTC","week":{"mon":[["09:00"]]}}""")]
    [InlineData("""{"timeZone":"UTC","week":{"mon":[["09:00",12]]}}""")]
    [InlineData("""{"timeZone":"UTC","holidays":["2026-02-29"]}""")]
    [InlineData("""{"timeZone":"UTC","yearlyHolidays":["02-30"]}""")]
    [InlineData("""{"timeZone":"UTC","dayOverrides":{"10-10":[]}}""")]
    [InlineData("""{"timeZone":"UTC","cn":"yes"}""")]
    [InlineData("""not json""")]
    public void A_definition_that_says_something_else_is_refused(string json) =>
        Assert.Equal("calendar.invalid", RefusalOf(() => WorkCalendarJson.Parse("c", json)));

    [Fact]
    [Trait("Requirement", "B19")]
    public void Years_entered_by_the_company_decide_what_is_published()
    {
        var calendar = WorkCalendarJson.Parse("c", """{"timeZone":"UTC","week":{"mon":[["09:00","12:00"]]},"publishedYears":[2025,2026]}""");

        Assert.Null(calendar.FirstUnpublished(Day("2025-01-01"), Day("2026-12-31")));
        Assert.Equal(Day("2027-01-01"), calendar.FirstUnpublished(Day("2026-12-31"), Day("2027-01-01")));
        Assert.Equal(Day("2024-06-01"), calendar.FirstUnpublished(Day("2024-06-01"), Day("2026-01-01")));
    }

    [Fact]
    [Trait("Requirement", "B19")]
    public void Round_the_clock_is_never_provisional() =>
        Assert.False(new WorkingTime(WorkCalendar.AlwaysOpen("Asia/Shanghai")).IsProvisional(Utc("2026-12-01T00:00:00Z"), Utc("2031-01-01T00:00:00Z")));

    [Fact]
    public void Reading_takes_the_statutory_calendar_it_is_given()
    {
        var papers = ChineseCalendar.Of([new ChineseYear(2030, ["p"], [new ChineseDay(new LocalDate(2030, 1, 7), "元旦", true)])]);
        using var json = JsonDocument.Parse("""{"timeZone":"Asia/Shanghai","cn":true,"week":{"mon":[["09:00","12:00"]]}}""");

        Assert.Equal(DayRule.StatutoryOffDay, WorkCalendarJson.Parse("c", json.RootElement, papers).RuleOn(Day("2030-01-07")));
    }
}
