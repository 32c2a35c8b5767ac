using System.Globalization;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Integrations;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Aftercare.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Tests.Integrations;

public sealed class ImportEventsTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Map = """
        {
          "source": "old", "columns": { "case": "no", "activity": "what", "time": "at", "resource": "who" },
          "time": { "pattern": "uuuu-MM-dd HH:mm:ss", "zone": "Asia/Shanghai" },
          "ticket": { "type": { "value": "repair" }, "fault": { "column": "fault" }, "customer": { "column": "client" }, "priority": { "value": "P1" } },
          "activities": { "new": "Acknowledged", "open": "Responded", "wait": "Paused:force-majeure", "fixed": "Solved", "closed": "Closed" }
        }
        """;

    // Case 1 rests from 10:00 to 20:00: eight hours around the clock are not used up. Case 2 takes nine. The rows are mixed.
    private const string Log = """
        no,what,at,who,fault,client
        1,new,2026-01-05 09:00:00,李,"漏水, 厨房",张三
        2,new,2026-01-05 09:30:00,李,异响,李四
        1,open,2026-01-05 09:10:00,李,,
        1,wait,2026-01-05 10:00:00,李,,
        2,dance,2026-01-05 11:00:00,李,,
        1,fixed,2026-01-05 20:00:00,王,,
        2,fixed,2026-01-05 18:30:00,王,,
        3,fixed,yesterday,王,,
        1,closed,2026-01-06 09:00:00,王,,
        2,closed,2026-01-05 19:30:00,王,,
        """;

    [Fact]
    public async Task A_log_becomes_tickets_with_clocks_and_says_which_lines_it_refused()
    {
        var (company, outcome, _) = await Import(Log, Map);

        Assert.Equal((10L, 2L, 2L, 8L), (outcome.Rows, outcome.Cases, outcome.Created, outcome.EventsAdded));
        Assert.Equal([(6L, "activity.unknown", "dance"), (9L, "time.unreadable", "yesterday")], outcome.Refused.Select(row => (row.Line, row.Code, row.Value)));
        var report = await app.Ask(company.System, new ReportImport.Query("old"));
        Assert.Equal((2L, 8L, 2L), (report.Cases, report.Events, report.Refused));
        Assert.Equal((1 + 10 / 24d) / 2, report.MeanDurationDays!.Value, 9);
        Assert.Equal(0.5m, report.WithinSla["P1"]);
    }

    [Fact]
    public async Task Importing_again_adds_nothing_and_a_log_that_has_grown_adds_what_is_new()
    {
        var (company, _, unit) = await Import(Log, Map);

        var again = await Run(company, unit, Log, Map);
        var grown = await Run(company, unit, Log + "\n4,new,2026-01-07 09:00:00,李,新的,王五", Map);

        Assert.Equal((0L, 0L), (again.Created, again.EventsAdded));
        Assert.Equal((1L, 1L), (grown.Created, grown.EventsAdded));
        Assert.Equal(2L, (await app.Ask(company.System, new ReportImport.Query("old"))).Refused);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        var (company, unit) = await Open();

        var outcome = await Run(company, unit, Log, Map, dryRun: true);

        Assert.Equal((2L, 2), (outcome.Cases, outcome.Refused.Count));
        Assert.Equal(0L, (await app.Ask(company.System, new ReportImport.Query("old"))).Cases);
    }

    [Theory]
    [InlineData("\"columns\"", "\"colums\"", "import.map-malformed")]
    [InlineData("Paused:force-majeure", "Sleeping", "import.map-malformed")]
    [InlineData("\"case\": \"no\"", "\"case\": \"number\"", "import.column-missing")]
    [InlineData("Asia/Shanghai", "Asia/Atlantis", "import.zone-unknown")]
    public async Task A_map_that_does_not_fit_is_refused_before_anything_is_written(string right, string wrong, string code)
    {
        var (company, unit) = await Open();

        Assert.Equal(code, await TestApp.CodeOf(() => Run(company, unit, Log, Map.Replace(right, wrong, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task The_problems_of_a_car_maker_reconcile_with_figures_computed_from_the_file_alone()
    {
        var file = Path.Combine(CompiledCode.Folder, "..", "shared", "data", "bpic2013", "bpic2013_closed_problems.csv");
        Assert.SkipUnless(File.Exists(file), "The log is not beside this repository.");
        var (company, unit) = await Open();

        var outcome = await app.Services.GetRequiredService<IEventImport>().Run(company.System, unit, file, await File.ReadAllTextAsync(Path.Combine(CompiledCode.Folder, "src/Aftercare/Maps/bpic2013.json")), false, new Progress<long>(), default);

        var days = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).GroupBy(cells => cells[^1], cells => DateTimeOffset.Parse(cells[^2], CultureInfo.InvariantCulture))
            .Select(times => (times.Max() - times.Min()).TotalDays).Order().ToList();
        var report = await app.Ask(company.System, new ReportImport.Query("bpic2013"));
        Assert.Equal((1487L, 6660L, 0L), (report.Cases, report.Events, report.Refused));
        Assert.Equal((outcome.Cases, outcome.EventsAdded), (report.Cases, report.Events));
        Assert.Equal(days.Average(), report.MeanDurationDays!.Value, 6);
        Assert.Equal(days[days.Count / 2], report.MedianDurationDays!.Value, 6);
    }

    private async Task<(TestCompany, ImportOutcome, UnitId)> Import(string log, string map)
    {
        var (company, unit) = await Open();
        return (company, await Run(company, unit, log, map), unit);
    }

    private async Task<(TestCompany, UnitId)> Open()
    {
        var company = await app.FoundCompany();
        var unit = (await app.Run(company.System, new AddUnit.Command("总部", "company"))).Id;
        var person = (await app.Run(company.System, new AddPerson.Command(unit, "李娜"))).Id;
        await app.Run(company.System, new PutOnIntakeRoster.Command(person) { Unit = unit });
        await app.Run(company.System, new LoadStandardPolicies.Command());
        return (company, unit);
    }

    private async Task<ImportOutcome> Run(TestCompany company, UnitId unit, string log, string map, bool dryRun = false)
    {
        var file = Path.Combine(app.Folder, Guid.NewGuid() + ".csv");
        await File.WriteAllTextAsync(file, log + "\n");
        return await app.Services.GetRequiredService<IEventImport>().Run(company.System, unit, file, map, dryRun, new Progress<long>(), default);
    }
}
