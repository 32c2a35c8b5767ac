using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Messages;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using static Aftercare.Tests.Desk.DeskWorld;

namespace Aftercare.Tests.Desk;

/// <summary>Emergencies (CallPeople, TakeEmergency, RecordRescue, ShowEmergency, TellEmergency), faults that come back (RefuteRepeat), and why promises break (ExplainBreach, AskExemption, DecideExemption, ListBreaches, ShowTimeliness).</summary>
public sealed class EmergencyTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R323")]
    public async Task An_entrapment_at_18_42_calls_the_station_head_and_the_two_technicians_on_duty_until_one_takes_it_and_needs_arrival_and_release()
    {
        app.Time.SetShanghai("2026-03-02 18:42");
        var desk = await WithLifts();
        var head = await EscalationTests.With(desk, "站长", "P16");
        var (duty, second, third) = (await Technician(desk, "甲", "17:00", "23:00"), await Technician(desk, "乙", "17:00", "23:00"), await Technician(desk, "丙", "17:00", "23:00"));
        var early = await Technician(desk, "早班", "08:00", "16:00");
        await desk.Register("设备停机");
        var ticket = await desk.Register("1 号梯困人 2 名", "entrapment");
        await app.Settle();

        Assert.Equal([head, duty, second], await Called(desk, 1));
        var queue = (await app.Ask(desk.Agent, new ListTickets.Query(new()))).Items;
        Assert.Equal((ticket, true), (queue[0].Id, queue[0].Emergency));
        Assert.Empty((await app.Ask(desk.Agent, new ListTickets.Query(new(Overdue: true)))).Items);
        // Its own promises: taken within 5 minutes, at the door within 30, free within 60, around the clock.
        Assert.Equal(Shanghai("2026-03-02 19:12"), (await desk.Clock(ticket, ClockKind.Arrive)).DueAt);
        Assert.Equal(Shanghai("2026-03-02 18:47"), (await desk.Clock(ticket, ClockKind.Respond)).DueAt);

        app.Time.SetShanghai("2026-03-02 18:47");
        await app.Settle();
        Assert.Equal([head, duty, second], await Called(desk, 2));
        var technician = desk.Company.Person("desk.read", "desk.do") with { Person = second, Name = "乙", SeesAllUnits = false, OwnOnly = true };
        Assert.Contains((await app.Ask(technician, new TodayQueues.Query("zh-CN"))).Queues, one => one.Title == "desk.emergencies");
        Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Ask(technician with { Person = early }, new ShowEmergency.Query(ticket))));
        var shown = await app.Ask(technician, new ShowEmergency.Query(ticket));
        Assert.Equal((2, false, null), (shown.Rounds, shown.SeesTicket, shown.WhyNotTake));

        foreach (var (caller, status) in new[] { (technician with { Person = third }, HttpStatusCode.NotFound), (desk.Stranger(await desk.Company.AddUnit("杭州")), HttpStatusCode.NotFound), (Caller.Anonymous(desk.Company.Id), HttpStatusCode.Unauthorized) })
            Assert.Equal(status, (await app.ClientFor(caller).PostAsync($"/api/tickets/{ticket}/emergency/take", null)).StatusCode);
        await (await app.ClientFor(technician).PostAsync($"/api/tickets/{ticket}/emergency/take", null)).Read<TicketState>();
        Assert.Equal("ticket.taken-already", await TestApp.CodeOf(() => app.Run(technician, new TakeEmergency.Command(ticket))));
        app.Time.SetShanghai("2026-03-02 18:58");
        await app.Settle();
        Assert.Empty(await Called(desk, 3));
        Assert.Equal((second, true), ((await desk.Get(ticket)).Technician!.Value, (await app.Ask(technician, new ShowEmergency.Query(ticket))).SeesTicket));

        // Not solved, by whomever, without the rescue record.
        app.Time.SetShanghai("2026-03-02 19:20");
        Assert.Equal("ticket.rescue-missing", await TestApp.CodeOf(() => desk.Run(new SolveTicket.Command("已放人") { Id = ticket })));
        Assert.Equal("ticket.rescue-missing", await TestApp.CodeOf(() => Through.TheFace(app, desk.Company.System, face => face.Solved(ticket, second, "已放人", "door", app.Time.Now, default))));
        using var phone = app.ClientFor(technician);
        Task<HttpResponseMessage> Rescue(string arrived, string released, int people = 2, int injured = 0) => phone.PostAsJsonAsync($"/api/tickets/{ticket}/emergency/rescue", new { arrivedAt = Shanghai($"2026-03-02 {arrived}").ToString(), releasedAt = Shanghai($"2026-03-02 {released}").ToString(), people, injured, note = "手动盘车放人" });
        Assert.Equal("rescue.before-call", await (await Rescue("18:30", "19:15")).Code());
        Assert.Equal("rescue.released-before-arrival", await (await Rescue("19:10", "19:05")).Code());
        Assert.Equal("ticket.time-ahead", await (await Rescue("19:10", "19:30")).Code());
        Assert.Equal("rescue.more-injured-than-people", await (await Rescue("19:05", "19:15", injured: 3)).Code());
        await (await Rescue("19:05", "19:15")).Read<TicketState>();
        Assert.True((await desk.Clock(ticket, ClockKind.Arrive)).Met);
        await desk.Run(new SolveTicket.Command("已放人，复位") { Id = ticket });
        Assert.Equal(6, (await app.Ask(desk.Agent, new TellTicketStory.Query(ticket))).Count(entry => entry.Icon is "urgent" or "bell-ringing" or "map-pin" or "user-check") + 2);
    }

    [Fact, Trait("Requirement", "R311")]
    public async Task A_call_on_Sunday_at_3_reaches_the_duty_engineer_then_after_the_set_minutes_the_deputy_and_then_the_manager_each_logged()
    {
        app.Time.SetShanghai("2026-03-01 03:00");
        var desk = await WithLifts();
        var duty = await Technician(desk, "值班工程师", "00:00", "08:00", "2026-03-01");
        var (leader, manager) = (await EscalationTests.With(desk, "组长", "P29"), await EscalationTests.With(desk, "经理", "P06"));
        var deputy = await desk.Company.AddPerson(desk.Unit, "副组长");
        var standard = TermsDefinition.Standard;
        await app.Run(desk.Company.System, new SetDeskTerms.Command(new(2026, 3, 1), standard with { AlarmEveryMinutes = 10, Service = [standard.Service[0] with { Deputy = deputy }, standard.Service[2]] }));
        await app.Run(desk.Company.System, new AppointStandIn.Command(deputy, Shanghai("2026-02-28 00:00"), Shanghai("2026-03-02 00:00"), leader));
        var ticket = await desk.Register("2 号梯困人", "entrapment");
        foreach (var at in new[] { "03:00", "03:10", "03:20", "03:30" })
        {
            app.Time.SetShanghai($"2026-03-01 {at}");
            await app.Settle();
        }

        Assert.Contains(duty, await Called(desk, 1));
        Assert.Contains(deputy, await Called(desk, 2));
        Assert.Contains(manager, await Called(desk, 3));
        Assert.Equal(4, (await app.Ask(desk.Agent, new TellTicketStory.Query(ticket))).Count(entry => entry.Icon == "urgent"));
    }

    [Fact, Trait("Requirement", "R326")]
    public async Task The_same_symptom_9_days_after_the_repair_is_flagged_linked_counted_for_the_first_engineer_and_refuted_with_a_reason()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var asset = await desk.Company.RegisterAsset(desk.Unit, customer: desk.Customer);
        var zhao = await desk.Company.AddPerson(desk.Unit, "赵工");
        async Task<TicketId> Again(string symptom) => (await app.Run(desk.Agent, desk.Request("又不脱水") with { Asset = asset, Symptom = symptom })).Id;
        var first = await Again("no-spin");
        await Through.TheFace(app, desk.Company.System, face => face.Assigned(first, zhao, default));
        await desk.Run(new SolveTicket.Command("更换皮带", "belt") { Id = first });

        app.Time.SetShanghai("2026-03-11 10:00");
        var (other, repeat) = (await Again("leak"), await Again("no-spin"));
        Assert.Equal([repeat], (await app.Ask(desk.Agent, new ListTickets.Query(new(Repeat: true)))).Items.Select(row => row.Id));
        Assert.Equal((first, zhao), await desk.Stored(repeat) is var stored ? (stored.RepeatOfId!.Value, stored.RepeatById!.Value) : default);
        Assert.Equal((1, zhao), (await desk.Counted("desk.repeat"), await app.Look(desk.Company.Id, db => db.Set<MeasureRow>().Where(row => row.Name == "desk.repeat").Select(row => row.PersonId).SingleAsync())));
        // Known only later, it is found then.
        await desk.Run(new ClassifyTicket.Command(Symptom: "no-spin") { Id = other });
        Assert.Equal(2, await desk.Counted("desk.repeat"));

        using var agent = app.ClientFor(desk.Agent);
        await (await agent.PostAsJsonAsync($"/api/tickets/{repeat}/repeat/refute", new { reason = "皮带是新的，这次是电机" })).Read<TicketState>();
        Assert.Equal((1, 1), (await desk.Counted("desk.repeat"), (await app.Ask(desk.Agent, new ListTickets.Query(new(Repeat: true)))).Items.Count));
        Assert.Equal("ticket.repeat-refuted-already", await (await agent.PostAsJsonAsync($"/api/tickets/{repeat}/repeat/refute", new { reason = "再说一次" })).Code());
        Assert.Equal("ticket.no-repeat", await TestApp.CodeOf(() => desk.Run(new RefuteRepeat.Command("没有") { Id = first })));
        Assert.Equal("ticket.not-found", await TestApp.CodeOf(async () => await app.Run(desk.Stranger(await desk.Company.AddUnit("杭州")), new RefuteRepeat.Command("没有") { Id = repeat })));
        // 31 days after the window's 30 it is a new fault; a shorter window, from its day on, forgets sooner.
        app.Time.SetShanghai("2026-04-02 10:00");
        Assert.Null((await desk.Stored(await Again("no-spin"))).RepeatOfId);
    }

    [Fact, Trait("Requirement", "B32"), Trait("Requirement", "R310")]
    public async Task A_broken_promise_gets_a_reason_is_excused_by_another_person_and_the_figures_show_gross_and_net()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var tickets = new List<TicketId>();
        for (var i = 0; i < 20; i++) tickets.Add(await desk.Register("设备停机"));
        foreach (var kept in tickets.Take(18)) await desk.Run(new RespondToTicket.Command("马上到") { Id = kept });
        app.Time.SetShanghai("2026-03-02 11:00");
        foreach (var late in tickets.Skip(18)) await desk.Run(new RespondToTicket.Command("抱歉，暴雨封路") { Id = late });
        var broken = tickets[^1];
        using var agent = app.ClientFor(desk.Agent);
        Task<HttpResponseMessage> Explain(string clock, string cause) => agent.PutAsJsonAsync($"/api/tickets/{broken}/breaches", new { clock, cause, note = "路面积水" });

        Assert.Equal("breach.cause-unknown", await (await Explain("Respond", "aliens")).Code());
        Assert.Equal("breach.not-broken", await (await Explain("Solve", "road")).Code());
        Assert.Equal(2, (await app.Ask(desk.Agent, new ListBreaches.Query(BreachWanted.Unexplained, Size: 10))).Items.Count);
        await (await Explain("Respond", "parts")).Read<ExplainBreach.Response>();
        var review = await (await Explain("Respond", "road")).Read<ExplainBreach.Response>();
        Assert.Equal("Road or weather", Assert.Single((await app.Ask(desk.Agent, new ListBreaches.Query(BreachWanted.Explained))).Items).Cause);
        var asked = await (await agent.PostAsJsonAsync($"/api/breaches/{review.Id}/exemption", new { grounds = "气象台红色预警，附截图" })).Read<ExplainBreach.Response>();
        Assert.Equal(("breach.asked-already", "breach.under-review"), (await (await agent.PostAsJsonAsync($"/api/breaches/{review.Id}/exemption", new { grounds = "再次申请" })).Code(), await (await Explain("Respond", "staff")).Code()));

        // 18 of 20 kept: 90.0 percent gross. One of the two is excused: 18 of 19 is 94.7 net, and gross stays.
        Assert.Equal((20, 18, 0, 90.0m, 90.0m), await Figures());
        var boss = desk.Company.PersonOf(desk.Unit, "desk.read", "desk.do", "desk.manage") with { Person = await desk.Company.AddPerson(desk.Unit, "主管"), Name = "主管" };
        Assert.Equal("breach.own", await TestApp.CodeOf(() => app.Run(desk.Agent with { Permissions = ["desk.manage"] }, new DecideExemption.Command(true, "同意") { Id = review.Id })));
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsJsonAsync($"/api/breaches/{review.Id}/decision", new { approve = true, reason = "同意" })).StatusCode);
        Assert.Equal("breach.not-found", await TestApp.CodeOf(async () => await app.Run(desk.Stranger(await desk.Company.AddUnit("杭州")), new DecideExemption.Command(true, "同意") { Id = review.Id })));
        using var decider = app.ClientFor(boss);
        Assert.Equal(BreachState.Refused, (await (await decider.PostAsJsonAsync($"/api/breaches/{review.Id}/decision", new { approve = false, reason = "截图日期不符" })).Read<ExplainBreach.Response>()).State);
        Assert.Equal((20, 18, 0, 90.0m, 90.0m), await Figures());
        await app.Run(desk.Agent, new AskExemption.Command("补充当日截图") { Id = review.Id });
        Assert.Contains((await app.Ask(boss, new TodayQueues.Query("zh-CN"))).Queues, queue => queue.Title == "desk.breaches");
        await app.Run(boss, new DecideExemption.Command(true, "证据充分") { Id = review.Id });
        Assert.Equal((20, 18, 1, 90.0m, 94.7m), await Figures());
        Assert.Equal("breach.not-asked", await TestApp.CodeOf(() => app.Run(boss, new DecideExemption.Command(true, "再批") { Id = review.Id })));
        var behind = Assert.Single((await app.Ask(boss, new ListBreaches.Query(BreachWanted.Approved, ClockKind.Respond, new(2026, 3, 2), new(2026, 3, 2)))).Items);
        Assert.Equal((broken, "证据充分", "主管"), (behind.Ticket, behind.Decision, behind.DecidedBy));
        var pages = await app.Ask(desk.Agent, new ListBreaches.Query(Size: 1));
        Assert.Equal(2, pages.Items.Concat((await app.Ask(desk.Agent, new ListBreaches.Query(After: pages.Next, Size: 1))).Items).Select(row => row.Ticket).Distinct().Count());

        // A slip entered later shows it was in time after all: the excuse goes with the breach it excused.
        await desk.Run(new EnterEarlierFact.Command(EarlierFact.Responded, Shanghai("2026-03-02 10:20"), "电话记录") { Id = broken });
        Assert.Equal((20, 19, 0, 95.0m, 95.0m), await Figures());

        async Task<(long, long, long, decimal?, decimal?)> Figures() =>
            (await app.Ask(desk.Agent, new ShowTimeliness.Query(new(2026, 3, 1), new(2026, 3, 31)))).Respond is var line ? (line.Settled, line.Met, line.Excused, line.Gross, line.Net) : default;
    }

    [Fact, Trait("Requirement", "B32")]
    public async Task Where_the_terms_say_so_a_ticket_with_an_unexplained_breach_is_not_closed()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        await app.Run(desk.Company.System, new SetDeskTerms.Command(new(2026, 3, 2), TermsDefinition.Standard with { ExplainBeforeClose = true }));
        var ticket = await desk.Register("设备停机");
        app.Time.SetShanghai("2026-03-02 11:00");
        await desk.Run(new SolveTicket.Command("更换主板", "board") { Id = ticket });
        await desk.Run(new ConfirmSolution.Command("phone") { Id = ticket });

        Assert.Equal("ticket.breach-unexplained", await TestApp.CodeOf(() => desk.Run(new CloseTicket.Command { Id = ticket })));
        await app.Run(desk.Agent, new ExplainBreach.Command(ClockKind.Respond, "staff") { Id = ticket });
        Assert.Equal(TicketStatus.Closed, (await desk.Run(new CloseTicket.Command { Id = ticket })).Status);
    }

    private async Task<DeskWorld> WithLifts()
    {
        var desk = await Open(app);
        await app.Run(desk.Company.System, new EditRequestType.Command("entrapment", "电梯困人", "Entrapment"));
        return desk;
    }

    private static async Task<PersonId> Technician(DeskWorld desk, string name, string from, string until, string day = "2026-03-02")
    {
        var person = await desk.Company.AddPerson(desk.Unit, name);
        var technician = await desk.Company.MakeTechnician(person);
        await desk.App.Run(desk.Company.System, new AddShifts.Command([new(Shanghai($"{day} {from}"), Shanghai($"{day} {until}"))]) { Id = technician });
        return person;
    }

    /// <summary>Who was called in a round, as the messages say.</summary>
    private async Task<IReadOnlyList<PersonId>> Called(DeskWorld desk, int round)
    {
        var messages = await app.Look(desk.Company.Id, db => db.Set<Message>().Where(message => message.Template == "emergency" && message.Channel == MessageChannel.InApp).OrderBy(message => message.Id).ToListAsync());
        return [.. messages.Where(message => message.Body.Contains($"第 {round} 次", StringComparison.Ordinal)).Select(message => message.PersonId!.Value)];
    }
}
