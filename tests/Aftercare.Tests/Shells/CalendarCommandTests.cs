namespace Aftercare.Tests.Shells;

public sealed class CalendarCommandTests
{
    private const string Year = """{"year":2027,"papers":["http://www.gov.cn/2027"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"国庆节","date":"2027-10-01","isOffDay":true}]}""";

    private const string Map = """
        {
          "source": "old", "columns": { "case": "no", "activity": "what", "time": "at" }, "time": { "pattern": "uuuu-MM-dd HH:mm", "zone": "Asia/Shanghai" },
          "ticket": { "type": { "value": "repair" }, "fault": { "value": "异响" }, "customer": { "value": "张三" } }, "activities": { "new": "Acknowledged" }
        }
        """;

    [Fact]
    public async Task A_year_of_holidays_comes_in_by_the_command_line_once_and_what_is_none_is_told_in_a_line()
    {
        using var cli = new Cli();
        foreach (var (name, content) in new[] { ("2027.json", Year), ("empty.json", """{"year":2028,"papers":[],"days":[]}"""), ("broken.json", "{"), ("map.json", Map), ("log.csv", "no,what,at\n1,new,2026-03-02 09:00\n") })
            await File.WriteAllTextAsync(Path.Combine(cli.Folder, name), content);
        var (missing, nobody) = (await cli.Run("calendar", "update", "2029.json"), await cli.Run("calendar", "update", "2027.json"));
        Assert.Equal(0, (await cli.Run("import", "events", "log.csv", "--map", "map.json")).Code);

        var (done, again) = (await cli.Run("calendar", "update", "2027.json"), await cli.Run("calendar", "update", "2027.json", "--company", "Imported"));
        var (empty, broken, stranger) = (await cli.Run("calendar", "update", "empty.json"), await cli.Run("calendar", "update", "broken.json"), await cli.Run("calendar", "update", "2027.json", "--company", "Nobody"));

        Assert.Equal((3, "The installation has no company yet.\n"), (nobody.Code, nobody.Error));
        Assert.Equal((0, "Imported: 2 days of 2027 are in; new versions of: standard.\n"), (done.Code, done.Out));
        Assert.Equal((0, "Imported: the 2 days of 2027 were known already; nothing changed.\n"), (again.Code, again.Out));
        Assert.Equal((3, 1, 1, 3), (missing.Code, empty.Code, broken.Code, stranger.Code));
        Assert.StartsWith("There is no file ", missing.Error, StringComparison.Ordinal);
        Assert.Contains("(holidays.not-published)", empty.Error, StringComparison.Ordinal);
        Assert.Contains("(holidays.invalid)", broken.Error, StringComparison.Ordinal);
        Assert.Equal("There is no company 'Nobody'; there are: Imported.\n", stranger.Error);
    }
}
