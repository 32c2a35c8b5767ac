using System.Net;

namespace Aftercare.Tests.Shells;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("migrate")]
    [InlineData("clock")]
    [InlineData("calendar")]
    [InlineData("calendar update")]
    [InlineData("import events")]
    [InlineData("kpi")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("rebuild")]
    [InlineData("rebuild search")]
    [InlineData("rebuild kpi")]
    [InlineData("kpi verify")]
    [InlineData("verify-audit")]
    [InlineData("solve")]
    public async Task Every_command_explains_itself(string command)
    {
        using var cli = new Cli();

        var answer = await cli.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("Usage:", answer.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("clock")]
    [InlineData("solve file --seconds 0")]
    [InlineData("serve --demos")]
    public async Task Wrong_usage_is_told_in_a_line_and_ends_with_2(string line)
    {
        using var cli = new Cli();

        var answer = await cli.Run(line.Split(' '));

        Assert.Equal(2, answer.Code);
        Assert.Equal("", answer.Out);
        AssertShort(answer.Error);
    }

    [Fact]
    public async Task A_wrong_installation_is_told_in_a_line_and_ends_with_3()
    {
        using var cli = new Cli().With("Database", "oracle");
        using var lost = new Cli().With("Database", "postgres").With("ConnectionStrings__Main", "Host=127.0.0.1;Port=1;Username=nobody;Timeout=2");

        var (answer, unreachable) = (await cli.RunAlone("serve"), await lost.RunAlone("serve"));

        Assert.Equal((3, 3), (answer.Code, unreachable.Code));
        Assert.Contains("'oracle'; it can be 'sqlite'", answer.Error, StringComparison.Ordinal);
        Assert.Contains("The database does not work", unreachable.Error, StringComparison.Ordinal);
        AssertShort(answer.Error);
        AssertShort(unreachable.Error);
    }

    [Fact]
    public async Task A_file_of_orders_is_planned_with_gap_plan_and_trace_and_a_broken_one_is_refused()
    {
        using var cli = new Cli();
        var (instance, plan, trace) = (Path.Combine(cli.Folder, "SQUARE.txt"), Path.Combine(cli.Folder, "plan.json"), Path.Combine(cli.Folder, "trace.tsv"));
        await File.WriteAllTextAsync(instance, "SQUARE\nVEHICLE\nNUMBER CAPACITY\n 2 10\nCUSTOMER\nCUST NO. ...\n 0 0 0 0 0 900 0\n 1 10 0 1 0 900 5\n 2 10 10 1 0 900 5\n 3 0 10 1 0 900 5\n");
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "best-known.tsv"), "instance\tcost\nsquare\t32.0\n");

        var answer = await cli.Run("solve", instance, "--iterations", "30", "--seed", "2", "--out", plan, "--trace", trace);
        await File.AppendAllTextAsync(instance, " 5 0 0 0 0 900 0\n");
        var refused = await cli.Run("solve", instance);
        var missing = await cli.Run("solve", Path.Combine(cli.Folder, "nothing.txt"));

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("cost 40.0\nroutes 1\nbest known 32.0, gap 25.000 %\n", answer.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\"cost\": 400", await File.ReadAllTextAsync(plan), StringComparison.Ordinal);
        Assert.EndsWith("\t40.0", (await File.ReadAllLinesAsync(trace))[^1], StringComparison.Ordinal);
        Assert.Equal(1, refused.Code);
        Assert.Contains("line 11", refused.Error, StringComparison.Ordinal);
        Assert.Contains("(instance.numbering)", refused.Error, StringComparison.Ordinal);
        Assert.Equal(3, missing.Code);
    }

    [Fact]
    public async Task Clocks_are_computed_line_by_line_and_a_broken_file_is_refused()
    {
        using var cli = new Cli();
        var cases = Path.Combine(cli.Folder, "cases.json");
        await File.WriteAllTextAsync(cases, """{"cases":[{"id":"a","op":"?"},{"id":2,"op":"?"}]}""");
        await File.WriteAllTextAsync(Path.Combine(cli.Folder, "broken.json"), "{");

        var (good, broken, missing) = (await cli.RunAlone("clock", "cases.json"), await cli.RunAlone("clock", "broken.json"), await cli.RunAlone("clock", "missing.json"));

        Assert.Equal(0, good.Code);
        Assert.Equal(["""{"id":"a",""", """{"id":2,"e"""], good.Out.TrimEnd().Split('\n').Select(line => line[..10]));
        Assert.Equal((1, 3), (broken.Code, missing.Code));
        Assert.Contains("(file.invalid)", broken.Error, StringComparison.Ordinal);
        AssertShort(missing.Error);
    }

    [Fact]
    public async Task A_command_that_writes_travels_to_the_running_server_and_what_needs_the_place_alone_waits()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "PostgreSQL lets several processes write.");
        using var cli = new Cli();
        var address = await cli.Serve();
        using var http = new HttpClient(new SocketsHttpHandler());

        var (demo, migrate, second) = (await cli.Run("demo"), await cli.Run("migrate"), await cli.RunAlone("serve"));

        Assert.Equal((0, ""), (demo.Code, demo.Error));
        Assert.Contains("Loading the demo company", demo.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Loading", (await cli.Run("demo")).Out, StringComparison.Ordinal);
        Assert.Equal((3, 3), (migrate.Code, second.Code));
        Assert.Equal("Aftercare is running on this database. Stop it first.\n", migrate.Error);
        Assert.Equal("Aftercare is already running on this database.\n", second.Error);
        // The door of commands stands in the owner's folder, not in the network.
        Assert.NotEqual(HttpStatusCode.OK, (await http.PostAsync(new Uri(address, "/command-line"), new StringContent("{}"))).StatusCode);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(cli.Folder, "local")));
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_a_line()
    {
        using var cli = new Cli();
        using var other = new Cli();
        var address = await cli.Serve();

        var answer = await other.RunAlone("serve", "--urls", address.ToString());

        Assert.Equal(3, answer.Code);
        Assert.Contains("address already in use", answer.Error, StringComparison.Ordinal);
        AssertShort(answer.Error);
    }

    [Fact]
    public async Task The_demo_is_loaded_once_and_the_product_answers()
    {
        using var cli = new Cli();
        var address = await cli.Serve("--demo");
        using var http = new HttpClient(new SocketsHttpHandler());

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(address, "/health/live"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(address, "/health/ready"))).StatusCode);
    }

    private static void AssertShort(string error)
    {
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.InRange(error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 1, 3);
    }
}
