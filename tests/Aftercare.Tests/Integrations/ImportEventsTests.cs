using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Integrations;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
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
    [InlineData("HH:mm:ss", "HH:mm:ss'", "import.map-malformed")]
    [InlineData(", \"zone\": \"Asia/Shanghai\"", "", "import.map-malformed")]
    [InlineData("\"value\": \"P1\"", "\"value\": \"1\"", "import.map-malformed")]
    [InlineData("\"Solved\"", "\"8\"", "import.map-malformed")]
    [InlineData("\"source\": \"old\"", "\"source\": \"old\", \"delimiter\": \"||\"", "import.map-malformed")]
    public async Task A_map_that_does_not_fit_is_refused_before_anything_is_written(string right, string wrong, string code)
    {
        var (company, unit) = await Open();

        Assert.Equal(code, await TestApp.CodeOf(() => Run(company, unit, Log, Map.Replace(right, wrong, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_grown_log_keeps_apart_rows_that_are_alike_takes_more_of_the_last_moment_and_refuses_what_comes_too_late()
    {
        var (company, _, unit) = await Import("no,what,at,who,fault,client\n1,new,2026-01-05 09:00:00,李,漏水,张三\n1,open,2026-01-05 10:00:00,李,,\n1,open,2026-01-05 10:00:00,李,,", Map);

        var grown = await Run(company, unit, "no,what,at,who,fault,client\n1,wait,2026-01-05 09:30:00,李,,\n1,new,2026-01-05 09:00:00,李,漏水,张三\n1,open,2026-01-05 10:00:00,李,,\n1,open,2026-01-05 10:00:00,李,,\n1,closed,2026-01-05 10:00:00,李,,\n1,open,2026-01-05 10:00:00,李,,", Map);

        Assert.Equal((2L, 1L), (grown.EventsAdded, grown.Refusals));
        Assert.Equal((2L, "event.late", "wait"), grown.Refused.Select(row => (row.Line, row.Code, row.Value)).Single());
        Assert.Equal((1L, 5L, 1L), await app.Ask(company.System, new ReportImport.Query("old")) is var report ? (report.Cases, report.Events, report.Refused) : default);
        var ticket = await app.Look(company.Id, db => db.Set<Ticket>().SingleAsync());
        Assert.Equal((1, TicketStatus.InProgress), (ticket.Reopenings, ticket.Status));
    }

    [Fact]
    public async Task Every_kind_of_row_that_cannot_be_used_is_told_with_its_line_and_the_rest_goes_on()
    {
        var (company, unit) = await Open();
        var log = $"""
            no,what,at,who,fault,client
            ,new,2026-01-05 09:00:00,李,,
            1,,2026-01-05 09:00:00,李,,
            1,new,2026-03-02 16:00:01,李,,
            1,new,1899-12-31 09:00:00,李,,
            {new string('x', 101)},new,2026-01-05 09:00:00,李,,
            1,new
            1,new,2026-01-05 09:00:00,李,"two
            lines",
            1,open,2026-01-05 09:30:00,李,a 5" screen,
            2,new,2026-01-05 09:00:00,李,"never closed,
            """;

        var outcome = await Run(company, unit, log, Map);

        Assert.Equal(
            ["2 case.missing", "3 activity.missing", "4 time.ahead", "5 time.too-early", "6 case.too-long", "7 row.too-short", "11 row.malformed"],
            outcome.Refused.Select(row => $"{row.Line} {row.Code}"));
        Assert.Equal((1L, 2L, 7L), (outcome.Created, outcome.EventsAdded, outcome.Refusals));
        Assert.All(outcome.Refused, row => Assert.True(app.Services.GetRequiredService<Texts>().Has($"import.{row.Code}"), row.Code));
        Assert.Equal("two\nlines", (await app.Look(company.Id, db => db.Set<Ticket>().SingleAsync())).Fault.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_priority_that_changes_in_a_closed_case_counts_from_the_row_that_reopens_it()
    {
        var (company, _, _) = await Import(
            "no,what,at,urgency,client\n1,open,2026-01-05 09:00:00,P4,张三\n1,closed,2026-01-05 10:00:00,P4,\n1,closed,2026-01-05 11:00:00,P2,\n1,open,2026-01-05 12:00:00,P2,\n1,wait,2026-01-05 12:30:00,3,",
            Map.Replace("\"resource\": \"who\"", "\"resource\": \"client\"", StringComparison.Ordinal).Replace("{ \"column\": \"fault\" }", "{ \"value\": \"x\" }", StringComparison.Ordinal).Replace("{ \"value\": \"P1\" }", "{ \"column\": \"urgency\" }", StringComparison.Ordinal));

        var ticket = await app.Look(company.Id, db => db.Set<Ticket>().Include(row => row.Facts).SingleAsync());
        Assert.Equal((Priority.P2, 1), (ticket.Priority, ticket.Reopenings));
        Assert.Equal(NodaTime.Instant.FromUtc(2026, 1, 5, 4, 0), ticket.Facts.Single(fact => fact.Kind == FactKind.PriorityChanged).At);
        Assert.Equal("priority.unknown", (await app.Ask(company.System, new ReportImport.Query("old"))).RefusedLines.Single().Code);
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
