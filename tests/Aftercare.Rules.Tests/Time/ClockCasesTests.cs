using System.Text;
using Aftercare.Rules.Time;

namespace Aftercare.Rules.Tests.Time;

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

    private static string Answer(string testCase)
    {
        var file = $$$"""
            {"calendars":{"name":{"timeZone":"Asia/Shanghai","week":{{{Clocks.OfficeWeek}}},"holidays":["2026-10-01"],"yearlyHolidays":["01-01"],
             "dayOverrides":{"2026-10-10":[["09:00","18:00"]]},"cn":true}},"cases":[{{{testCase}}}]}
            """;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return Assert.Single(ClockCases.Compute(stream));
    }
}
