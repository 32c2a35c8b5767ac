using Aftercare.Modules.Calendars;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Integrations;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Integrations;

/// <summary>The steps of an import one by one, as after a kill: OpenImport, ImportCustomers, ImportCases, FinishImport.</summary>
public sealed class ImportStepsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task An_interrupted_import_goes_on_where_it_stopped_and_a_chunk_that_is_in_is_not_done_again()
    {
        var (company, unit) = await Open();
        var run = await app.Run(company.System, new OpenImport.Command("old", "digest", "log.csv", unit));
        Assert.Equal(2, (await app.Run(company.System, new ImportCustomers.Command(run.RunId, ["张三", "李四"]))).Created);
        Assert.Equal(1, (await app.Run(company.System, new ImportCustomers.Command(run.RunId, ["李四", "王五"]))).Created);
        var chunk = new ImportCases.Command(run.RunId, 0, [Case("1", "张三"), Case("2", "李四")], [new(7, "time.unreadable", "yesterday")]);
        Assert.Equal((2, 2), await app.Run(company.System, chunk) is var done ? (done.Created, done.EventsAdded) : default);

        // Killed here; started again on the same file.
        var resumed = await app.Run(company.System, new OpenImport.Command("old", "digest", "log.csv", unit));
        Assert.Equal((run.RunId, 2L), (resumed.RunId, resumed.CasesDone));
        Assert.Equal((0, 0), await app.Run(company.System, chunk) is var again ? (again.Created, again.EventsAdded) : default);
        Assert.Equal((1, 1), await app.Run(company.System, chunk with { From = 2, Cases = [Case("3", "王五")] }) is var more ? (more.Created, more.EventsAdded) : default);
        await app.Run(company.System, new FinishImport.Command(run.RunId));
        var finished = app.Time.Now;
        app.Time.Pass(Duration.FromHours(1));
        await app.Run(company.System, new FinishImport.Command(run.RunId));

        var stored = await app.Look(company.Id, db => db.Set<ImportRun>().SingleAsync());
        Assert.Equal((3L, 3L, finished), (stored.CasesDone, stored.EventsDone, stored.FinishedAt));
        Assert.Equal((3L, 1L), await app.Ask(company.System, new ReportImport.Query("old")) is var report ? (report.Cases, report.Refused) : default);
        // A finished import of the same file is another run, and finds every case again.
        var another = await app.Run(company.System, new OpenImport.Command("old", "digest", "log.csv", unit));
        Assert.NotEqual(run.RunId, another.RunId);
        Assert.Equal((0, 0), await app.Run(company.System, chunk with { RunId = another.RunId }) is var repeated ? (repeated.Created, repeated.EventsAdded) : default);
    }

    [Fact]
    public async Task Only_who_manages_the_installation_imports_and_nobody_into_another_companys_or_units_run()
    {
        var (company, unit) = await Open();
        var run = (await app.Run(company.System, new OpenImport.Command("old", "digest", "log.csv", unit))).RunId;
        var agent = company.Person("desk.read", "desk.do", "customers.do");
        Func<Caller, Task>[] steps =
        [
            caller => app.Run(caller, new ImportCustomers.Command(run, ["张三"])),
            caller => app.Run(caller, new ImportCases.Command(run, 0, [], [])),
            caller => app.Run(caller, new FinishImport.Command(run)),
        ];

        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(agent, new OpenImport.Command("old", "digest", "log.csv", unit))));
        foreach (var step in steps)
        {
            Assert.Equal("permission.missing", await TestApp.CodeOf(() => step(agent)));
            Assert.Equal("import-run.not-found", await TestApp.CodeOf(() => step(company.PersonOf(new(7), "platform.manage"))));
            var other = (await app.FoundCompany()).Person("platform.manage");
            Assert.Equal("import-run.not-found", await TestApp.CodeOf(() => step(other)));
        }
        Assert.Null((await app.Look(company.Id, db => db.Set<ImportRun>().SingleAsync())).FinishedAt);
    }

    private static LoggedCase Case(string id, string customer) => new(
        id, "repair", "P2", "Email", "不制冷", customer, null, Instant.FromUtc(2026, 1, 5, 1, 0), [new(2, Instant.FromUtc(2026, 1, 5, 1, 10), "open", "李", [])]);

    private async Task<(TestCompany, UnitId)> Open()
    {
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        await app.Run(company.System, new PutOnIntakeRoster.Command(await company.AddPerson(unit)) { Unit = unit });
        await app.Run(company.System, new AddCalendar.Command("office", CompanyDefault: true));
        await app.Run(company.System, new LoadStandardPolicies.Command());
        return (company, unit);
    }
}
