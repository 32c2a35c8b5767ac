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
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"name","start":"2026-10-03 10:00:00","seconds":-1}""", """{"id":1,"result":"2026-09-30 17:59:59"}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"name","start":"2026-09-30 13:30:00","seconds":-3600}""", """{"id":1,"result":"2026-09-30 11:00:00"}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"never","start":"2026-01-05 09:00","seconds":0}""", """{"id":1,"result":"2026-01-05 09:00:00"}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"full","start":"2026-12-31","seconds":86400}""", """{"id":1,"result":"2027-01-01 00:00:00"}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"night","start":"2026-03-02 23:00:00","seconds":25200}""", """{"id":1,"result":"2026-03-03 06:00:00"}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"once","start":"2026-01-05","seconds":32400}""", """{"id":1,"result":"2026-10-10 18:00:00"}""")]
    [InlineData("""{"id":1,"op":"working_seconds_between","calendar":"ny","start":"2026-03-08","end":"2026-03-09"}""", """{"id":1,"result":82800}""")]
    [InlineData("""{"id":1,"op":"working_seconds_between","calendar":"ny","start":"2026-11-01","end":"2026-11-02"}""", """{"id":1,"result":90000}""")]
    [InlineData("""{"id":1,"op":"add_working_seconds","calendar":"ny","start":"2026-11-01T01:30:00-04:00","seconds":3600}""", """{"id":1,"result":"2026-11-01T06:30:00Z"}""")]
    [InlineData("""{"id":1,"op":"add_working_days","calendar":"ny","start":"2026-03-01 02:30:00","days":1,"keepTime":true}""", """{"id":1,"result":"2026-03-08 03:30:00"}""")]
    [InlineData("""{"id":1,"op":"working_seconds_between","calendar":"overlapping","start":"2026-03-02","end":"2026-03-03"}""", """{"id":1,"result":32400}""")]
    [InlineData("""{"id":1,"op":"working_seconds_between","calendar":"name","start":"2026-09-30T09:00:00Z","end":"2026-09-30 17:30:00"}""", """{"id":1,"result":1800}""")]
    [InlineData("""{"id":1,"op":"is_working_day","calendar":"night","date":"2026-03-03"}""", """{"id":1,"result":false}""")]
    [InlineData("""{"id":1,"op":"is_working_day","calendar":"name","date":"2026-10-09T20:00:00Z"}""", """{"id":1,"result":true}""")]
    [InlineData("""{"id":1,"op":"is_working_day","calendar":"name","date":"2027-01-01"}""", """{"id":1,"result":false}""")]
    [InlineData("""{"id":1,"op":"add_working_days","calendar":"never","start":"2026-10-03 10:15:00","days":0}""", """{"id":1,"result":"2026-10-03 10:15:00"}""")]
    [InlineData("""{"id":1,"op":"add_working_days","calendar":"name","start":"2026-09-30T02:15:00Z","days":1}""", """{"id":1,"result":"2026-10-08T10:00:00Z"}""")]
    [InlineData("""{"id":1,"op":"working_days_between","calendar":"name","start":"2026-10-10","end":"2026-09-30","inclusive":true}""", """{"id":1,"result":0}""")]
    [InlineData("""{"id":1,"op":"sla_due","calendar":"name","start":"2026-09-30 09:00:00","targetsMinutes":{}}""", """{"id":1,"result":{}}""")]
    [InlineData("""{"id":1,"op":"sla_due","calendar":"name","start":"2026-09-30 09:00:00","targetsMinutes":{"a":60},"pauses":[["2026-09-30 10:00:00","2026-09-30 10:10:00"],["2026-09-30 09:10:00","2026-09-30 09:20:00"],["2026-09-30 09:15:00","2026-09-30 09:25:00"]]}""", """{"id":1,"result":{"a":"2026-09-30 10:25:00"}}""")]
    [InlineData("""{"id":1,"op":"sla_due","calendar":"name","start":"2026-09-30 17:00:00","targetsMinutes":{"a":60,"z":0},"pauses":[["2026-09-30T10:00:00Z",null]]}""", """{"id":1,"result":{"a":"2026-09-30 18:00:00","z":"2026-09-30 17:00:00"}}""")]
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
    [InlineData("""{"id":"x","op":"is_working_day","calendar":"name","date":"9999-12-31T23:59:59Z"}""", "time.out-of-range")]
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
    [InlineData("""{"id":"x","op":"add_working_seconds","calendar":"name","start":"2026-01-01 09:00:00","seconds":1e12}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"sla_due","calendar":"name","start":"2026-01-01 09:00:00","targetsMinutes":{"a":99999999999}}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"add_working_seconds","calendar":"once","start":"2026-01-05","seconds":32401}""", "calendar.never-open")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"empty-window","at":"2026-03-02 09:00"}""", "calendar.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"late","at":"2026-03-02 09:00"}""", "calendar.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"nowhere","at":"2026-03-02 09:00"}""", "calendar.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"none","at":"2026-03-02 09:00"}""", "calendar.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":7,"at":"2026-03-02 09:00"}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":"2026-03-02 09:00:00+25:00"}""", "time.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":"2026-03-02 09:00:60"}""", "time.invalid")]
    [InlineData("""{"id":"x","op":"is_working_time","calendar":"name","at":""}""", "time.invalid")]
    [InlineData("""{"id":"x","op":"sla_due","calendar":"name","start":"2026-01-01 09:00:00","targetsMinutes":{"a":null}}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"sla_due","calendar":"name","start":"2026-01-01 09:00:00","targetsMinutes":{"a":1},"pauses":{}}""", "case.field-invalid")]
    [InlineData("""{"id":"x","op":"sla_due","calendar":"name","start":"2026-01-01 09:00:00","targetsMinutes":{"a":1},"pauses":[["x","y"]]}""", "time.invalid")]
    [InlineData("""{"id":"x","op":"ADD_WORKING_DAYS","calendar":"name","start":"2026-01-01 09:00:00","days":1}""", "case.op-unknown")]
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
             "never":{"timeZone":"UTC"},"none":null,"nowhere":{"week":{}},"once":{"timeZone":"UTC","dayOverrides":{"2026-10-10":[["09:00","18:00"]]}},
             "full":{"timeZone":"UTC","week":{"mon":[["00:00","24:00"]],"tue":[["00:00","24:00"]],"wed":[["00:00","24:00"]],"thu":[["00:00","24:00"]],"fri":[["00:00","24:00"]],"sat":[["00:00","24:00"]],"sun":[["00:00","24:00"]]}},
             "night":{"timeZone":"Asia/Shanghai","week":{"mon":[["22:00","06:00"]]}},"ny":{"timeZone":"America/New_York","week":{"sun":[["00:00","24:00"]]}},
             "overlapping":{"timeZone":"UTC","week":{"mon":[["09:00","13:00"],["12:00","18:00"],["10:00","11:00"]]}},
             "empty-window":{"timeZone":"UTC","week":{"mon":[["09:00","09:00"]]}},"late":{"timeZone":"UTC","week":{"mon":[["09:00","25:00"]]}},"broken":{"timeZone":"UTC","week":{"mo":[]}},"atlantis":{"timeZone":"Asia/Atlantis"}},"cases":[{{{cases}}}]}
            """;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return [.. ClockCases.Compute(stream)];
    }
}
