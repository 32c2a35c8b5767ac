using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Messages;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using static Aftercare.Tests.Desk.DeskWorld;

namespace Aftercare.Tests.Desk;

/// <summary>Who is told when a deadline nears or passes, or a colleague asks: EscalateTicket, WatchEscalations, AcceptEscalation, AppointStandIn, EndStandIn, ListEscalations, SetDeskTerms, ShowDeskTerms, TellTicketEscalated.</summary>
public sealed class EscalationTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R315")]
    public async Task A_major_technical_problem_the_expert_cannot_solve_goes_to_the_after_sales_manager_with_a_manufacturers_case()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var (regional, expert, manager) = (await With(desk, "区域工程师", "P22"), await With(desk, "技术专家", "P42"), await With(desk, "售后经理", "P06"));
        var ticket = await desk.Register("主轴异响，店内专家无法解决");
        using var agent = app.ClientFor(desk.Agent);
        Task<HttpResponseMessage> Up(object body) => agent.PostAsJsonAsync($"/api/tickets/{ticket}/escalations", body);

        Assert.Equal((regional, "regional"), await (await Up(new { path = "Technical", reason = "需要远程诊断" })).Read<EscalateTicket.Response>() is var first ? (first.To, first.Level) : default);
        Assert.Equal(expert, (await (await Up(new { path = "Technical", reason = "区域无法判断" })).Read<EscalateTicket.Response>()).To);
        Assert.Equal("escalation.reference-missing", await (await Up(new { path = "Technical", reason = "专家未能解决" })).Code());
        var third = await (await Up(new { path = "Technical", reason = "专家未能解决", reference = "MFR-20260302-7", handOver = true })).Read<EscalateTicket.Response>();
        await app.Settle();

        Assert.Equal((manager, "manufacturer", manager), (third.To, third.Level, (await desk.Get(ticket)).Handler));
        var rows = (await app.Ask(desk.Agent, new ListEscalations.Query(ticket))).Items;
        Assert.Equal(["MFR-20260302-7", null, null], rows.Select(row => row.Reference));
        Assert.Contains(await app.Ask(desk.Agent, new TellTicketStory.Query(ticket)), entry => entry.What.Contains("Manufacturer") && entry.Detail!.Contains("MFR-20260302-7"));
        Assert.Equal([regional, expert, manager], (await app.Look(desk.Company.Id, db => db.Set<Message>().Where(message => message.Template == "ticket-escalated").OrderBy(message => message.Id).ToListAsync())).Select(message => message.PersonId!.Value));
        Assert.Equal(3, await desk.Counted("desk.escalated"));
        Assert.Equal(1, await Waiting(desk.Agent with { Person = manager }));

        Assert.Equal("escalation.at-the-top", await (await Up(new { path = "Technical", reason = "再升级" })).Code());
        Assert.Equal("escalation.level-unknown", await (await Up(new { path = "Technical", level = "king", reason = "再升级" })).Code());
        Assert.Equal("escalation.of-another", await TestApp.CodeOf(() => app.Run(desk.Agent, new AcceptEscalation.Command(third.Id))));
        await app.Run(desk.Agent with { Person = manager, Name = "售后经理" }, new AcceptEscalation.Command(third.Id));
        Assert.Equal((0, "escalation.accepted-already"), (await Waiting(desk.Agent with { Person = manager }), await TestApp.CodeOf(() => app.Run(desk.Agent with { Person = manager }, new AcceptEscalation.Command(third.Id)))));
        foreach (var (caller, status) in new[] { (desk.Stranger(await desk.Company.AddUnit("杭州")), HttpStatusCode.NotFound), (desk.Agent with { Permissions = ["desk.read"] }, HttpStatusCode.Forbidden), (Caller.Anonymous(desk.Company.Id), HttpStatusCode.Unauthorized) })
            Assert.Equal(status, (await app.ClientFor(caller).PostAsJsonAsync($"/api/tickets/{ticket}/escalations", new { path = "Service", reason = "不该成功" })).StatusCode);
        Assert.Empty((await app.Ask(desk.Stranger(await desk.Company.AddUnit("南京")), new ListEscalations.Query())).Items);
    }

    [Fact, Trait("Requirement", "R315")]
    public async Task A_clock_that_nears_and_passes_its_end_climbs_level_by_level_once_each_and_to_the_stand_in_of_who_is_away()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var (leader, supervisor, manager) = (await With(desk, "组长", "P29"), await With(desk, "主管", "P10"), await With(desk, "经理", "P06"));
        var deputy = await desk.Company.AddPerson(desk.Unit, "代理主管");
        await desk.Company.MakeTechnician(supervisor);
        await app.Run(desk.Agent with { Person = supervisor, Permissions = ["desk.do", "desk.read"] }, new AppointStandIn.Command(deputy, Shanghai("2026-03-02 00:00"), Shanghai("2026-03-04 00:00")));
        // A stopped machine is answered within 30 minutes: four fifths at 10:24.
        var ticket = await desk.Register("设备停机");

        app.Time.SetShanghai("2026-03-02 10:25");
        await app.Settle();
        Assert.Equal([(leader, EscalateWhen.Warning)], await Raised(desk, ticket));
        app.Time.SetShanghai("2026-03-02 10:31");
        await app.Settle();
        await app.Run(desk.Company.System, new WatchEscalations.Command(ticket));
        Assert.Equal([(leader, EscalateWhen.Warning), (deputy, EscalateWhen.Breach)], await Raised(desk, ticket));
        var row = (await app.Ask(desk.Agent, new ListEscalations.Query(ticket))).Items[0];
        Assert.Equal(("代理主管", "主管", ClockKind.Respond), (row.ToName, row.InPlaceOf, row.Clock!.Value));

        // 240 minutes after the end the manager hears of it; answered before, nobody else does.
        app.Time.SetShanghai("2026-03-02 14:31");
        await app.Settle();
        Assert.Equal(manager, (await Raised(desk, ticket))[^1].To);
        await desk.Run(new RespondToTicket.Command("工程师已出发") { Id = ticket });
        var told = (await Raised(desk, ticket)).Count;
        await app.Run(desk.Company.System, new WatchEscalations.Command(ticket));
        Assert.Equal(told, (await Raised(desk, ticket)).Count);
    }

    [Fact, Trait("Requirement", "R315")]
    public async Task Never_to_nobody_the_next_level_then_who_manages_the_desk_then_the_handler_and_time_off_counts_as_away()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var ticket = await desk.Register();
        Task<EscalateTicket.Response> Up(string level) => app.Run(desk.Agent, new EscalateTicket.Command(EscalationPath.Service, "需要支持", level) { Id = ticket });

        Assert.Equal(desk.Intake, (await Up("leader")).To);
        var manager = await With(desk, "经理", "P06");
        Assert.Equal((manager, "manager"), await Up("leader") is var skipped ? (skipped.To, skipped.Level) : default);
        var leader = await With(desk, "组长", "P29");
        var technician = await desk.Company.MakeTechnician(leader);
        Assert.Equal(leader, (await Up("leader")).To);
        await app.Run(desk.Company.System, new TakeTimeOff.Command(Shanghai("2026-03-02 09:00"), Shanghai("2026-03-02 18:00")) { Id = technician });
        Assert.Equal(manager, (await Up("leader")).To);

        // A deputy written into the level stands in; the edition holds from its day.
        var deputy = await desk.Company.AddPerson(desk.Unit, "副组长");
        using var boss = app.ClientFor(desk.Company.PersonOf(desk.Unit, "desk.read", "desk.do", "desk.manage"));
        var terms = TermsDefinition.Standard with { Service = [TermsDefinition.Standard.Service[0] with { Deputy = deputy }, .. TermsDefinition.Standard.Service.Skip(1)] };
        Assert.Equal(1, (await (await boss.PutAsJsonAsync("/api/desk/terms", new SetDeskTerms.Command(new(2026, 3, 2), terms), PlatformJson.Options)).Read<SetDeskTerms.Response>()).Edition);
        Assert.Equal((deputy, leader), await Up("leader") is var stood ? (stood.To, stood.InPlaceOf!.Value) : default);
        await app.Run(desk.Company.System, new SetDeskTerms.Command(new(2026, 3, 3), TermsDefinition.Standard));
        Assert.Equal((1, 2), await app.Ask(desk.Agent, new ShowDeskTerms.Query()) is var today ? (today.Edition, today.Editions.Count) : default);
        Assert.Equal("terms.level-of-nobody", await (await boss.PutAsJsonAsync("/api/desk/terms", new SetDeskTerms.Command(new(2026, 3, 2), terms with { Technical = [new("x", "某级", "Some", [])] }), PlatformJson.Options)).Code());
        Assert.Equal("terms.cause-twice", await TestApp.CodeOf(() => app.Run(desk.Company.System, new SetDeskTerms.Command(new(2026, 3, 2), terms with { Causes = [terms.Causes[0], terms.Causes[0]] }))));
    }

    [Fact]
    public async Task A_stand_in_is_a_colleague_for_a_time_to_come_and_ends_early()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var colleague = await desk.Company.AddPerson(desk.Unit, "同事");
        var (from, until) = (Shanghai("2026-03-02 09:00"), Shanghai("2026-03-05 09:00"));

        Assert.Equal("stand-in.oneself", await TestApp.CodeOf(() => app.Run(desk.Agent, new AppointStandIn.Command(desk.Intake, from, until))));
        Assert.Equal("stand-in.ends-before", await TestApp.CodeOf(() => app.Run(desk.Agent, new AppointStandIn.Command(colleague, until, from))));
        Assert.Equal("person.not-found", await TestApp.CodeOf(() => app.Run(desk.Agent, new AppointStandIn.Command(desk.Intake, from, until, colleague))));
        var made = await (await app.ClientFor(desk.Agent).PostAsJsonAsync("/api/desk/stand-ins", new AppointStandIn.Command(colleague, from, until), PlatformJson.Options)).Read<AppointStandIn.Response>();
        Assert.Equal("同事", Assert.Single((await app.Ask(desk.Agent, new ShowDeskTerms.Query())).StandIns).DeputyName);
        Assert.Equal("stand-in.not-found", await TestApp.CodeOf(() => app.Run(desk.Stranger(desk.Unit) with { Permissions = ["desk.do"] }, new EndStandIn.Command(made.Id))));
        await app.Run(desk.Agent, new EndStandIn.Command(made.Id));
        Assert.Empty((await app.Ask(desk.Agent, new ShowDeskTerms.Query())).StandIns);
    }

    internal static async Task<PersonId> With(DeskWorld desk, string name, string role)
    {
        var person = await desk.Company.AddPerson(desk.Unit, name);
        await desk.App.Run(desk.Company.System, new OpenAccount.Command("u" + Guid.NewGuid().ToString("N"), name, Person: person, Roles: [new(role, desk.Unit)]));
        return person;
    }

    private async Task<IReadOnlyList<(PersonId To, EscalateWhen Why)>> Raised(DeskWorld desk, TicketId ticket) =>
        [.. (await app.Ask(desk.Agent, new ListEscalations.Query(ticket))).Items.Reverse().Select(row => (row.To, row.Why))];

    private async Task<int> Waiting(Caller caller) => (await app.Ask(caller, new TodayQueues.Query("zh-CN"))).Queues.Where(queue => queue.Title == "desk.escalated-to-me").Sum(queue => queue.Items.Count);
}
