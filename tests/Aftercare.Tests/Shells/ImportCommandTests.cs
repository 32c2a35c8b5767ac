namespace Aftercare.Tests.Shells;

public sealed class ImportCommandTests
{
    private const string Map = """
        {
          "source": "old", "columns": { "case": "no", "activity": "what", "time": "at" }, "time": { "pattern": "uuuu-MM-dd HH:mm", "zone": "Asia/Shanghai" },
          "ticket": { "type": { "value": "repair" }, "fault": { "value": "异响" }, "customer": { "value": "张三" } }, "activities": { "new": "Acknowledged" }
        }
        """;

    [Fact]
    public async Task A_dry_run_tells_what_would_be_refused_and_leaves_an_empty_installation_empty()
    {
        using var cli = new Cli();
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "map.json"), Map);
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "log.csv"), "no,what,at\n1,new,2026-03-02 09:00\n1,dance,2026-03-02 09:00\n");
        string[] import = ["import", "events", "log.csv", "--map", "map.json", "--report", "out.json"];

        var dry = await cli.Run([.. import, "--dry-run"]);

        Assert.Equal((0, "Dry run: 2 rows, 1 cases, 1 lines refused; nothing was written.\n"), (dry.Code, dry.Out));
        Assert.Equal("line 3: The map does not know this activity (activity.unknown) dance\n", dry.Error);
        Assert.False(File.Exists(Path.Combine(cli.Folder, "out.json")));
        Assert.Contains("The installation is empty", (await cli.Run(import)).Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(cli.Folder, "out.json")));
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_does_not_fit_is_told_in_a_line()
    {
        using var cli = new Cli();
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "map.json"), Map);
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "log.csv"), "case,what,at\n1,new,2026-03-02 09:00\n");
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "log.csv.gz"), "not packed at all");

        var (noLog, column, packed, usage) = (
            await cli.Run("import", "events", "none.csv", "--map", "map.json"), await cli.Run("import", "events", "log.csv", "--map", "map.json", "--dry-run"), await cli.Run("import", "events", "log.csv.gz", "--map", "map.json", "--dry-run"), await cli.Run("import", "events", "log.csv"));

        Assert.Equal((3, 1, 1, 2), (noLog.Code, column.Code, packed.Code, usage.Code));
        Assert.EndsWith("(import.column-missing)\n", column.Error, StringComparison.Ordinal);
        Assert.EndsWith("(import.file-malformed)\n", packed.Error, StringComparison.Ordinal);
    }
}
