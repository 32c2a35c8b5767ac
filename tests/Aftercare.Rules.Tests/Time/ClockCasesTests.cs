using System.Text;
using Aftercare.Rules.Time;

namespace Aftercare.Rules.Tests.Time;

[Trait("Requirement", "R308")]
public sealed class ClockCasesTests
{
    [Theory]
    [InlineData("""{"id":"a","op":"add_working_seconds","calendar":"name","start":"2026-09-30 17:00:00","seconds":7200}""", """{"id":"a","result":"2026-10-08 10:00:00"}""")]
    [InlineData("""{"id":7,"op":"add_working_seconds","calendar":"name","start":"2026-09-30T09:00:00Z","seconds":3600}""", """{"id":7,"result":"2026-09-30T10:00:00Z"}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"name","start":"2026-09-30T17:00:00+08:00","seconds":3601}""", """{"id":1,"result":"2026-10-08T01:00:01Z"}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"name","start":"2026-09-30T17:00:00.250","seconds":0.5}""", """{"id":1,"result":"2026-09-30T17:00:00.750"}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"name","start":"2026-10-01 03:00:00","seconds":0}""", """{"id":1,"result":"2026-10-01 03:00:00"}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"name","start":"2026-10-08 10:00:00","seconds":-3600}""", """{"id":1,"result":"2026-10-08 09:00:00"}""")]
    [InlineData("""{"id":1,"op":"working_seconds_between","calendar":"name","start":"2026-09-30 11:00:00","end":"2026-10-08 09:30:00"}""", """{"id":1,"result":21600}""")]
    [InlineData("""{"id":1,"op":"working_seconds_between","calendar":"name","start":"2026-10-08 09:30:00","end":"2026-09-30 11:00:00"}""", """{"id":1,"result":0}""")]
    [InlineData("""{"id":1,"op":"working_seconds_between","calendar":"name","start":"2026-09-30 11:00:00.5","end":"2026-09-30 11:00:02"}""", """{"id":1,"result":1.5}""")]
    [InlineData("""{"id":1,"op":"is_working_time","calendar":"name","at":"2026-09-30 09:00:00"}""", """{"id":1,"result":true}""")]
    [InlineData("""{"id":1,"op":"is_working_time","calendar":"name","at":"2026-09-30 12:00:00"}""", """{"id":1,"result":false}""")]
    [InlineData("""{"id":1,"op":"is_working_day","calendar":"name","date":"2026-10-10"}""", """{"id":1,"result":true}""")]
    [InlineData("""{"id":1,"op":"is_working_day","calendar":"name","date":"2026-10-07"}""", """{"id":1,"result":false}""")]
    [InlineData("""{"id":1,"op":"add_working_days","calendar":"name","start":"2026-09-30 10:15:00","days":2,"keepTime":false}""", """{"id":1,"result":"2026-10-09 18:00:00"}""")]
    [InlineData("""{"id":1,"op":"add_working_days","calendar":"name","start":"2026-09-30 10:15:00","days":3,"keepTime":true}""", """{"id":1,"result":"2026-10-10 10:15:00"}""")]
    [InlineData("""{"id":1,"op":"add_working_days","calendar":"name","start":"2026-10-08 10:15:00","days":-1}""", """{"id":1,"result":"2026-09-30 09:00:00"}""")]
    [InlineData("""{"id":1,"op":"working_days_between","calendar":"name","start":"2026-09-30","end":"2026-10-10","inclusive":false}""", """{"id":1,"result":3}""")]
    [InlineData("""{"id":1,"op":"working_days_between","calendar":"name","start":"2026-09-30","end":"2026-10-10","inclusive":true}""", """{"id":1,"result":4}""")]
    [InlineData("""{"id":1,"op":"sla_due","calendar":"name","start":"2026-09-30 09:00:00","targetsMinutes":{"响应":60,"solve":240},"pauses":[["2026-09-30 10:30:00","2026-09-30 11:30:00"]]}""", """{"id":1,"result":{"响应":"2026-09-30 10:00:00","solve":"2026-09-30 15:30:00"}}""")]
    [InlineData("""{"id":1,"op":"sla_due","calendar":"name","start":"2026-09-30 09:00:00","targetsMinutes":{"a":60,"b":61},"pauses":[["2026-09-30 10:00:00",null]]}""", """{"id":1,"result":{"a":"2026-09-30 10:00:00","b":null}}""")]
    public void Every_operation_answers_its_case(string testCase, string answer) => Assert.Equal(answer, Answer(testCase));

    [Theory]
    [InlineData("""{"id":"x","op":"fly","calendar":"name"}""", "case.op-unknown")]
    [InlineData("""{"id":"x","calendar":"name"}""", "case.field-missing")]
    [InlineData("""{"id":"x","op":"is_working_time","at":"2026-01-01 09:00:00"}""", "case.field-missing")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"other","at":"2026-01-01 09:00:00"}""", "calendar.unknown")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"broken","at":"2026-01-01 09:00:00"}""", "calendar.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"atlantis","at":"2026-01-01 09:00:00"}""", "calendar.zone-unknown")]
    [InlineData("""{"id":"x","op":"add_working_seconds","calendar":"never","start":"2026-01-01 09:00:00","seconds":1}""", "calendar.never-open")]
    [InlineData("""{"id":"x","op":"add_working_days","calendar":"never","start":"2026-01-01 09:00:00","days":1}""", "calendar.never-open")]
    [InlineData("""{"id":"x","op":"sla_due","calendar":"never","start":"2026-01-01 09:00:00","targetsMinutes":{"a":1}}""", "calendar.never-open")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name"}""", "case.field-missing")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":7}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":"2026-02-30 09:00:00"}""", "time.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":"2026-02-28 24:00:00"}""", "time.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":"2026-02-28 09:00:00.12345678"}""", "time.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":"tomorrow"}""", "time.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":"1850-02-28 09:00:00"}""", "time.out-of-range")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":"9999-12-31T23:59:59Z"}""", "time.out-of-range")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":"9999-12-31 23:59:59"}""", "time.out-of-range")]
    [InlineData("""{"id":"x","op":"is_working_day","calendar":"name","date":"9999-12-31T23:59:59Z"}""", "case.invalid")]
    [InlineData("""{"id":"x","op":"is_working_day","calendar":"name","date":"0001-01-01"}""", "time.out-of-range")]
    [InlineData("""{"id":"x","op":"is_working_day","calendar":"name","date":"\ud800"}""", "case.invalid")]
    [InlineData("""{"id":"x","op":"is_working_day","calendar":"name","date":"2026-13-01"}""", "time.invalid")]
    [InlineData("""{"id":"x","op":"add_working_seconds","calendar":"name","start":"2026-01-01 09:00:00","seconds":"60"}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"add_working_seconds","calendar":"name","start":"2026-01-01 09:00:00","seconds":1e30}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"add_working_seconds","calendar":"name","start":"2026-01-01 09:00:00","seconds":90000000000}""", "time.out-of-range")]
    [InlineData("""{"id":"x","op":"add_working_days","calendar":"name","start":"2026-01-01 09:00:00","days":1.5}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"add_working_days","calendar":"name","start":"2026-01-01 09:00:00","days":1,"keepTime":"yes"}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"sla_due","calendar":"name","start":"2026-01-01 09:00:00","targetsMinutes":[60]}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"sla_due","calendar":"name","start":"2026-01-01 09:00:00","targetsMinutes":{"a":-1}}""", "target.negative")]
    [InlineData("""{"id":"x","op":"sla_due","calendar":"name","start":"2026-01-01 09:00:00","targetsMinutes":{"a":1},"pauses":[["2026-01-02 09:00:00"]]}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"sla_due","calendar":"name","start":"2026-01-01 09:00:00","targetsMinutes":{"a":1},"pauses":[["2026-01-02 09:00:00","2026-01-01 09:00:00"]]}""", "pause.reversed")]
    public void A_case_that_cannot_be_computed_says_why(string testCase, string code) =>
        Assert.StartsWith($$"""{"id":"x","error":"{{code}}","message":""", Answer(testCase), StringComparison.Ordinal);

    [Fact]
    public void The_other_cases_go_on_and_ids_come_back_as_given()
    {
        var day = "\"op\":\"is_working_day\",\"calendar\":\"name\",\"date\":\"2026-10-10\"";
        var answers = Answers($$"""{"id":"a\u0062 甲",{{day}}},{"id":1.50,"op":"fly"},7,{"op":null},{"id":null,{{day}}},{{{day}},"id":[1]}""");

        Assert.Equal("""{"id":"a\u0062 甲","result":true}""", answers[0]);
        Assert.StartsWith("""{"id":1.50,"error":"case.op-unknown",""", answers[1], StringComparison.Ordinal);
        Assert.StartsWith("""{"id":null,"error":"case.invalid",""", answers[2], StringComparison.Ordinal);
        Assert.StartsWith("""{"id":null,"error":"case.field-missing",""", answers[3], StringComparison.Ordinal);
        Assert.Equal(["""{"id":null,"result":true}""", """{"id":[1],"result":true}"""], answers[4..]);
    }

    [Theory]
    [InlineData("2026-09-30 17:00", "2026-09-30 17:00:01")]
    [InlineData("2026-09-30T17:00:00", "2026-09-30T17:00:01")]
    [InlineData("2026-09-30t17:00:00", "2026-09-30T17:00:01")]
    [InlineData("2026-09-30 17:00:00.100", "2026-09-30 17:00:01.100")]
    [InlineData("2026-09-30 09:00:00Z", "2026-09-30T09:00:01Z")]
    [InlineData("2026-09-30T09:00:00.5Z", "2026-09-30T09:00:01.5Z")]
    [InlineData("2026-09-30 17:00:00 +0800", "2026-09-30T09:00:01Z")]
    [InlineData("2026-09-30T04:00:00-05:00", "2026-09-30T09:00:01Z")]
    [InlineData("2026-09-30 09:00:00 UTC", "2026-09-30T09:00:01Z")]
    [InlineData("2026-09-30", "2026-09-30 09:00:01")]
    public void A_time_is_answered_in_the_style_it_was_asked(string start, string due) => Assert.Equal(
        $$"""{"id":1,"result":"{{due}}"}""",
        Answer($$"""{"id":1,"op":"add_working_seconds","calendar":"name","start":"{{start}}","seconds":1}"""));

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"calendars":{}}""")]
    [InlineData("""{"calendars":[],"cases":[]}""")]
    public void A_file_that_is_none_is_refused_whole(string file)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        Assert.Equal("file.invalid", Clocks.RefusalOf(() => Assert.Empty(ClockCases.Compute(stream))));
    }

    private static string Answer(string testCase) => Assert.Single(Answers(testCase));

    private static List<string> Answers(string cases)
    {
        var file = $$$"""
            {"calendars":{"name":{"timeZone":"Asia/Shanghai","week":{{{Clocks.OfficeWeek}}},"holidays":["2026-10-01"],"yearlyHolidays":["01-01"],
             "dayOverrides":{"2026-10-10":[["09:00","18:00"]]},"cn":true},
             "never":{"timeZone":"UTC"},"broken":{"timeZone":"UTC","week":{"mo":[]}},"atlantis":{"timeZone":"Asia/Atlantis"}},"cases":[{{{cases}}}]}
            """;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return [.. ClockCases.Compute(stream)];
    }
}
