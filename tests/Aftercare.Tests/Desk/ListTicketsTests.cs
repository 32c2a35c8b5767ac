using System.Net;
using System.Text;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using NodaTime;

namespace Aftercare.Tests.Desk;

public sealed class ListTicketsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_queue_shows_what_runs_out_first_and_pages_by_key()
    {
        var desk = await DeskWorld.Open(app);
        List<TicketId> registered = [];
        for (var i = 0; i < 7; i++)
        {
            registered.Add(await desk.Register(i % 2 == 0 ? "洗衣机不脱水" : "设备停机"));
            app.Time.Pass(Duration.FromMinutes(1));
        }

        List<ListTickets.Row> seen = [];
        for (string? after = null; ;)
        {
            var page = await app.Ask(desk.Agent, new ListTickets.Query(new(), after, 2));
            seen.AddRange(page.Items);
            if ((after = page.Next) is null) break;
        }

        Assert.Equal([.. registered.Where((_, i) => i % 2 == 1), .. registered.Where((_, i) => i % 2 == 0)], seen.Select(row => row.Id));
        // The second stopped machine was registered at 16:03 and has 30 minutes; now it is 16:07.
        Assert.Equal((ClockKind.Respond, 26 * 60L), (seen[1].Clock!.Kind, seen[1].Clock!.Left));
        var newest = await app.Ask(desk.Agent, new ListTickets.Query(new(Sort: TicketSort.Opened), null, 3));
        Assert.Equal(registered.AsEnumerable().Reverse().Take(3), newest.Items.Select(row => row.Id));
    }

    [Fact]
    public async Task Filters_find_by_what_people_know()
    {
        var desk = await DeskWorld.Open(app);
        var asset = await desk.Company.RegisterAsset(desk.Unit, "SN 88-01", await desk.Company.AddModel(), desk.Customer);
        var mine = (await app.Run(desk.Agent, desk.Request("设备停机") with { Asset = asset, Symptom = "no-spin", CallerPhone = "021-5555 0001" })).Number;
        var other = await desk.Company.RegisterCustomer(desk.Unit, "北京东方饭店", "13900001111");
        var hotel = (await app.Run(desk.Agent, desk.Request("设备停机", "complaint") with { Customer = other.Id, Channel = Channel.Email })).Number;

        async Task<string[]> Find(TicketFilter filter) => [.. (await app.Ask(desk.Agent, new ListTickets.Query(filter))).Items.Select(row => row.Number).Order()];

        Assert.Equal([mine], await Find(new(Q: "sn88-01")));
        Assert.Equal([mine], await Find(new(Q: "021-5555 0001")));
        Assert.Equal([hotel], await Find(new(Q: "东方")));
        Assert.Equal([hotel], await Find(new(Q: "139 0000 1111")));
        Assert.Equal([mine], await Find(new(Q: mine.ToLowerInvariant())));
        Assert.Equal([mine], await Find(new(Symptom: "no-spin")));
        Assert.Equal([hotel], await Find(new(Type: "complaint")));
        Assert.Equal([hotel], await Find(new(Channel: Channel.Email)));
        Assert.Equal([mine, hotel], await Find(new(Mine: true)));
        Assert.Empty(await Find(new(Overdue: true)));
        Assert.Empty(await Find(new(Priority: Priority.P4)));
        app.Time.Pass(Duration.FromDays(1));
        Assert.Equal([mine], await Find(new(Overdue: true)));
    }

    [Fact]
    public async Task What_a_caller_does_not_see_is_in_no_list_search_page_export_or_edit()
    {
        var desk = await DeskWorld.Open(app);
        var ticket = await desk.Register("设备停机");
        var elsewhere = desk.Stranger(await desk.Company.AddUnit("北京服务中心"));
        var rival = await DeskWorld.Open(app);

        foreach (var stranger in new[] { elsewhere, rival.Agent, rival.Company.Person("desk.read", "desk.do", "desk.manage") })
        {
            Assert.Empty((await app.Ask(stranger, new ListTickets.Query(new(Q: (await desk.Get(ticket)).Number)))).Items);
            Assert.DoesNotContain("SR", await app.ClientFor(stranger).GetStringAsync("/api/lists/tickets/export?format=csv"), StringComparison.Ordinal);
            Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new GetTicket.Query(ticket))));
            Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new TellTicketStory.Query(ticket))));
            Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new ExplainClock.Query(ticket, ClockKind.Solve))));
            Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Run(stranger, new SolveTicket.Command("x") { Id = ticket })));
            Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Run(stranger, new AddNote.Command("x") { Id = ticket })));
        }
        Assert.Equal("unit.not-found", await TestApp.CodeOf(() => app.Run(elsewhere, desk.Request())));
        using var anonymous = app.ClientFor(Caller.Anonymous(desk.Company.Id, "portal.report"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync($"/api/tickets/{ticket}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync("/api/lists/tickets/export")).StatusCode);
    }

    [Fact]
    public async Task A_technician_sees_the_tickets_given_to_them_and_no_others()
    {
        var desk = await DeskWorld.Open(app);
        var (given, other) = (await desk.Register(), await desk.Register());
        var person = await desk.Company.AddPerson(desk.Unit, "陈师傅", "T-7");
        var technician = desk.Company.PersonOf(desk.Unit, "desk.read") with { Person = person, OwnOnly = true };

        await Through.TheFace(app, desk.Company.System, face => face.Assigned(given, person, default));

        Assert.Equal([given], (await app.Ask(technician, new ListTickets.Query(new()))).Items.Select(row => row.Id));
        Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Ask(technician, new GetTicket.Query(other))));
    }

    [Fact]
    public async Task The_export_carries_the_filter_in_excel_and_csv_and_no_formula_of_a_customer()
    {
        var desk = await DeskWorld.Open(app);
        await desk.Register("=HYPERLINK(\"http://x\")设备停机");
        await desk.Register("外观划痕");
        using var client = app.ClientFor(desk.Agent);

        var excel = await client.GetAsync("/api/lists/tickets/export?priority=P2");
        await using var stream = await excel.Content.ReadAsStreamAsync();
        var rows = (await stream.QueryAsync(useHeaderRow: true)).Cast<IDictionary<string, object?>>().ToList();
        var csv = await (await client.GetAsync("/api/lists/tickets/export?format=csv&sort=opened")).Content.ReadAsByteArrayAsync();

        Assert.Equal("'=HYPERLINK(\"http://x\")设备停机", Assert.Single(rows)[Text("desk.fault")]);
        Assert.Equal(Encoding.UTF8.GetPreamble(), csv[..3]);
        Assert.Equal(3, Encoding.UTF8.GetString(csv).Trim().Split('\n').Length);
    }

    [Fact]
    public async Task A_caller_who_sees_few_units_of_many_is_served_from_their_index()
    {
        if (TestDatabase.OnPostgres) return;
        var desk = await DeskWorld.Open(app);
        var second = await desk.Company.AddUnit("杭州服务中心");
        await Crowd(await desk.Register(), [.. await Task.WhenAll(Enumerable.Range(0, 50).Select(i => desk.Company.AddUnit($"网点 {i}"))), desk.Unit, second]);

        Assert.All(await Plan(desk.Agent), line => Assert.DoesNotContain("SCAN t", line, StringComparison.Ordinal));
        Assert.Contains(await Plan(desk.Agent), line => line.Contains("ix_tickets_company_id_unit_id_next_due_at_id (company_id=? AND unit_id=? AND next_due_at>? AND next_due_at<?)", StringComparison.Ordinal));
        Assert.Equal(2, (await Plan(desk.Agent with { Units = [desk.Unit, second] })).Count(line => line.Contains("ix_tickets_company_id_unit_id_next_due_at_id", StringComparison.Ordinal)));
        Assert.Contains(await Plan(desk.Agent, TicketSort.Opened), line => line.Contains("ix_tickets_company_id_unit_id_opened_at_id (company_id=? AND unit_id=? AND opened_at<?)", StringComparison.Ordinal));
        Assert.Contains(await Plan(desk.Company.System), line => line.Contains("ix_tickets_company_id_next_due_at_id", StringComparison.Ordinal));
    }

    /// <summary>The list reads unit by unit where it can, without asking who sees what a second time: both must mean the same.</summary>
    [Fact]
    public async Task The_list_shows_what_the_scope_lets_through_to_every_kind_of_caller()
    {
        var desk = await DeskWorld.Open(app);
        var units = new List<UnitId> { desk.Unit };
        for (var i = 0; i < 3; i++) units.Add(await desk.Company.AddUnit($"网点 {i}"));
        foreach (var unit in units[1..]) await app.Run(desk.Company.System, new PutOnIntakeRoster.Command(desk.Intake) { Unit = unit });
        foreach (var unit in units)
            for (var i = 0; i < 2; i++) await app.Run(desk.Company.System, desk.Request() with { Unit = unit, Handler = desk.Intake });
        await (await DeskWorld.Open(app)).Register();
        Caller[] callers =
        [
            desk.Company.System, desk.Agent, desk.Agent with { Units = [.. units] }, desk.Agent with { Units = [.. units[1..3]] }, desk.Agent with { Units = [] }, desk.Agent with { SeesAllUnits = true },
            desk.Agent with { OwnOnly = true }, desk.Agent with { OwnOnly = true, Person = null }, Caller.Link("order", desk.Company.Id, (await desk.Register()).Value, "desk.read"),
        ];

        foreach (var caller in callers)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            db.Open(caller, null, app.Time.Now);
            var seen = await db.Visible<Ticket>().Select(ticket => ticket.Id).OrderBy(id => id).ToListAsync();
            foreach (var sort in Enum.GetValues<TicketSort>())
                Assert.Equal(seen, (await scope.ServiceProvider.GetRequiredService<TicketPages>().Read(new(Sort: sort), null, 100, default)).OrderBy(ticket => ticket.Id.Value).Select(ticket => ticket.Id));
        }
    }

    /// <summary>A few thousand more like this one, spread over units, and the statistics SQLite gathers of them by itself in production.</summary>
    private async Task Crowd(TicketId like, IReadOnlyList<UnitId> units)
    {
        await app.Look(new(0), async db =>
        {
            var columns = db.Model.FindEntityType(typeof(Ticket))!.GetProperties().Select(property => property.GetColumnName()).Where(column => column is not ("id" or "number" or "unit_id" or "follow_key" or "next_due_at")).ToList();
            for (var i = 0; i < 3000; i++)
            {
#pragma warning disable EF1002 // Column names of the model and numbers.
                await db.Database.ExecuteSqlRawAsync($"""
                    insert into tickets (id, number, unit_id, next_due_at, {string.Join(", ", columns)})
                    select {100_000_000 + i}, 'X{i}', {units[i % units.Count].Value}, next_due_at + {i}, {string.Join(", ", columns)} from tickets where id = {like.Value}
                    """);
#pragma warning restore EF1002
            }
            return await db.Database.ExecuteSqlRawAsync("analyze");
        });
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private async Task<List<string>> Plan(Caller caller, TicketSort sort = TicketSort.Due)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(caller, null, app.Time.Now);
        var query = await scope.ServiceProvider.GetRequiredService<TicketPages>().Query(new(Sort: sort), new PageKey(app.Time.Now, 5).ToString(), 26, default);
        await db.Database.OpenConnectionAsync();
        await using var command = query.CreateDbCommand();
        command.CommandText = "explain query plan " + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync()) lines.Add(reader.GetString(3));
        return lines;
    }

    private string Text(string key) => app.Services.GetRequiredService<Texts>().In("en", key);
}
