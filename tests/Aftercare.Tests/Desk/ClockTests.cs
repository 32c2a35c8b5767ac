using Aftercare.Modules.Calendars;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Aftercare.Tests.Desk.DeskWorld;

namespace Aftercare.Tests.Desk;

public sealed class ClockTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R309")]
    public async Task A_complaint_of_Friday_26_April_2024_is_answered_by_Sunday_28_and_solved_by_Tuesday_30()
    {
        app.Time.SetShanghai("2024-04-26 10:00");
        var desk = await Open(app);

        var complaint = await desk.Register("送货破损，要求处理", "complaint");

        Assert.Equal(Shanghai("2024-04-28 18:00"), (await desk.Clock(complaint, ClockKind.Respond)).DueAt);
        Assert.Equal(Shanghai("2024-04-30 18:00"), (await desk.Clock(complaint, ClockKind.Solve)).DueAt);
    }

    [Fact, Trait("Requirement", "R308")]
    public async Task The_complaint_policy_and_the_hotline_policy_stand_side_by_side()
    {
        app.Time.SetShanghai("2026-03-02 16:00");
        var desk = await Open(app);

        var (complaint, call) = (await desk.Register("态度差", "complaint"), await desk.Register("设备停机"));

        // Complaint: respond within one working day, solve within three.
        Assert.Equal(("complaint", Shanghai("2026-03-03 18:00")), await desk.Clock(complaint, ClockKind.Respond) is var respond ? (respond.Policy, respond.DueAt!.Value) : default);
        Assert.Equal(Shanghai("2026-03-05 18:00"), (await desk.Clock(complaint, ClockKind.Solve)).DueAt);
        // Hotline: acknowledged immediately, a stopped machine answered within 30 working minutes.
        Assert.Equal((ClockState.Met, Shanghai("2026-03-02 16:00")), await desk.Clock(call, ClockKind.Acknowledge) is var acknowledge ? (acknowledge.State, acknowledge.DueAt!.Value) : default);
        Assert.Equal(("hotline", Shanghai("2026-03-02 16:30")), await desk.Clock(call, ClockKind.Respond) is var answer ? (answer.Policy, answer.DueAt!.Value) : default);
    }

    [Fact, Trait("Requirement", "R308")]
    public async Task Only_the_reasons_a_policy_allows_rest_a_clock()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var ticket = await desk.Register("设备停机");
        await desk.Run(new RespondToTicket.Command("工程师 30 分钟内联系您") { Id = ticket });

        Assert.Equal("ticket.pause-reason-unknown", await TestApp.CodeOf(() => desk.Run(new HoldTicket.Command("lunch") { Id = ticket })));
        await desk.Run(new HoldTicket.Command("parts") { Id = ticket });

        // Parts rest the promise to solve but not the one to arrive within eight hours.
        Assert.Equal((ClockState.Resting, null, "parts"), await desk.Clock(ticket, ClockKind.Solve) is var solve ? (solve.State, solve.DueAt, solve.RestingFor) : default);
        Assert.Equal(ClockState.Running, (await desk.Clock(ticket, ClockKind.Arrive)).State);
        Assert.Equal("ticket.on-hold", await TestApp.CodeOf(() => desk.Run(new HoldTicket.Command("parts") { Id = ticket })));
    }

    [Fact, Trait("Requirement", "B31")]
    public async Task Time_that_a_pause_gave_survives_a_new_policy_a_new_priority_and_a_new_calendar()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register("洗衣机不脱水");
        await desk.Run(new HoldTicket.Command("customer") { Id = ticket });
        app.Time.SetShanghai("2026-03-03 09:00");
        await desk.Run(new ResumeTicket.Command { Id = ticket });

        // 240 working minutes to respond, of which Monday's 450 rested: due Tuesday 09:00 + 4 h, over lunch.
        Assert.Equal(Shanghai("2026-03-03 14:30"), (await desk.Clock(ticket, ClockKind.Respond)).DueAt);

        // A shorter promise holds at once, and is still counted from Tuesday 09:00.
        var shorter = StandardDesk.Hotline with { Targets = [.. StandardDesk.Hotline.Targets.Select(target => target is { Clock: ClockKind.Respond, Priority: Priority.P3 } ? target with { Minutes = 120 } : target)] };
        await app.Run(desk.Company.System, new PublishPolicy.Command("hotline", shorter));
        await app.Settle();
        Assert.Equal((Shanghai("2026-03-03 11:00"), 2), await desk.Clock(ticket, ClockKind.Respond) is var adopted ? (adopted.DueAt!.Value, adopted.PolicyVersion) : default);

        // A stopped machine is answered within 30 minutes: of the 30 nothing is used up yet.
        await desk.Run(new ChangePriority.Command(Priority.P2, "客户催促") { Id = ticket });
        Assert.Equal(Shanghai("2026-03-03 09:30"), (await desk.Clock(ticket, ClockKind.Respond)).DueAt);

        // Tuesday becomes a day that begins at 10.
        await desk.Run(new ChangePriority.Command(Priority.P3, "客户同意等待") { Id = ticket });
        var calendar = await app.Look(desk.Company.Id, db => db.Set<Aftercare.Modules.Calendars.Calendar>().SingleAsync(calendar => calendar.Name == "office"));
        await app.Run(desk.Company.System, new PublishCalendarVersion.Command(System.Text.Json.JsonDocument.Parse(
            """{"timeZone":"Asia/Shanghai","cn":true,"week":{"mon":[["09:00","18:00"]],"tue":[["10:00","18:00"]],"wed":[["09:00","18:00"]],"thu":[["09:00","18:00"]],"fri":[["09:00","18:00"]]}}""").RootElement) { Id = calendar.Key });
        await app.Settle();
        Assert.Equal((Shanghai("2026-03-03 12:00"), "office", 2), await desk.Clock(ticket, ClockKind.Respond) is var moved ? (moved.DueAt!.Value, moved.Calendar, moved.CalendarVersion) : default);
    }

    [Fact, Trait("Requirement", "B31")]
    public async Task A_reopened_ticket_is_not_late_at_once()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register("设备停机");
        app.Time.SetShanghai("2026-03-02 15:00");
        await desk.Run(new SolveTicket.Command("更换排水泵") { Id = ticket });
        await desk.Run(new ConfirmSolution.Command("phone") { Id = ticket });
        await desk.Run(new CloseTicket.Command { Id = ticket });
        app.Time.SetShanghai("2026-03-10 09:00");

        await desk.Run(new ReopenTicket.Command("又停机") { Id = ticket });

        // One working day, until Tuesday the 3rd, 18:00: the 10.5 working hours left then are left now.
        Assert.Equal((ClockState.Running, Shanghai("2026-03-11 12:00")), await desk.Clock(ticket, ClockKind.Solve) is var clock ? (clock.State, clock.DueAt!.Value) : default);
        // A first response was given once and stays given.
        Assert.Equal((ClockState.MetLate, false), await desk.Clock(ticket, ClockKind.Respond) is var respond ? (respond.State, respond.Met) : default);
    }

    [Fact, Trait("Requirement", "R310")]
    public async Task A_clock_that_runs_out_by_itself_is_told_once_and_counted_late()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var ticket = await desk.Register("设备停机");

        app.Time.SetShanghai("2026-03-02 10:25");
        await app.Settle();
        Assert.Equal(0, await desk.Counted("desk.respond.settled"));
        Assert.NotNull((await desk.Stored(ticket)).Clocks.Single(clock => clock.Kind == ClockKind.Respond).WarnedOf);
        app.Time.SetShanghai("2026-03-02 10:31");
        await app.Settle();
        await app.Settle();

        Assert.Equal((1, 0), (await desk.Counted("desk.respond.settled"), await desk.Counted("desk.respond.met")));
        app.Time.SetShanghai("2026-03-02 10:40");
        await desk.Run(new RespondToTicket.Command("抱歉久等") { Id = ticket });
        Assert.Equal((1, 0), (await desk.Counted("desk.respond.settled"), await desk.Counted("desk.respond.met")));
    }

    [Fact, Trait("Requirement", "R310")]
    public async Task A_paper_slip_entered_later_turns_the_verdict_and_the_figures_follow()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var ticket = await desk.Register("设备停机");
        app.Time.SetShanghai("2026-03-02 17:00");
        await app.Settle();
        Assert.Equal((1, 0), (await desk.Counted("desk.respond.settled"), await desk.Counted("desk.respond.met")));

        await desk.Run(new EnterEarlierFact.Command(EarlierFact.Responded, Shanghai("2026-03-02 10:20"), "纸质单 0042") { Id = ticket });

        Assert.Equal((1, 1), (await desk.Counted("desk.respond.settled"), await desk.Counted("desk.respond.met")));
        var rows = await app.Look(desk.Company.Id, db => db.Set<MeasureRow>().Where(row => row.Name == "desk.respond.settled").OrderBy(row => row.Id).ToListAsync());
        Assert.Equal([1, -1, 1], rows.Select(row => row.Count));
        Assert.All(rows, row => Assert.Equal((new LocalDate(2026, 3, 2), desk.Intake, desk.Unit, "repair", ticket.Value), (row.Date, row.PersonId, row.UnitId, row.Type, row.SourceId)));
        Assert.Equal("ticket.time-before-opening", await TestApp.CodeOf(() => desk.Run(new EnterEarlierFact.Command(EarlierFact.Responded, Shanghai("2026-03-02 09:59"), "x") { Id = ticket })));
    }

    [Fact, Trait("Requirement", "R310")]
    public async Task The_figures_keep_the_policy_version_they_were_judged_by()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var ticket = await desk.Register("设备停机");
        app.Time.SetShanghai("2026-03-02 10:20");
        await desk.Run(new RespondToTicket.Command("马上安排") { Id = ticket });

        var strict = StandardDesk.Hotline with { Targets = [.. StandardDesk.Hotline.Targets.Select(target => target.Clock == ClockKind.Respond && target.Minutes is not null ? target with { Minutes = 5 } : target)] };
        await app.Run(desk.Company.System, new PublishPolicy.Command("hotline", strict));
        await app.Settle();

        var stored = (await desk.Stored(ticket)).Clocks.Single(clock => clock.Kind == ClockKind.Respond);
        Assert.Equal((true, 1, Shanghai("2026-03-02 10:30")), (stored.Met, stored.PolicyVersion, stored.DueAt));
        Assert.Equal((1, 1), (await desk.Counted("desk.respond.settled"), await desk.Counted("desk.respond.met")));
    }

    [Fact]
    public async Task A_promise_the_new_policy_no_longer_makes_is_gone_also_from_the_figures()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var ticket = await desk.Register("设备停机");
        app.Time.SetShanghai("2026-03-04 17:00");
        await app.Settle();
        Assert.Equal(1, await desk.Counted("desk.solve.settled"));

        await app.Run(desk.Company.System, new PublishPolicy.Command("hotline", StandardDesk.Hotline with { Targets = [.. StandardDesk.Hotline.Targets.Where(target => target.Clock is not (ClockKind.Solve or ClockKind.Arrive))] }));
        await app.Settle();

        Assert.DoesNotContain((await desk.Stored(ticket)).Clocks, clock => clock.Kind is ClockKind.Solve or ClockKind.Arrive);
        Assert.Equal(0, await desk.Counted("desk.solve.settled"));
    }

    [Fact]
    public async Task A_cancelled_ticket_keeps_broken_promises_and_claims_none_as_kept()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var (late, early) = (await desk.Register("设备停机"), await desk.Register("设备停机"));
        app.Time.SetShanghai("2026-03-02 10:10");
        await desk.Run(new CancelTicket.Command("重复登记") { Id = early });
        app.Time.SetShanghai("2026-03-02 11:00");
        await desk.Run(new CancelTicket.Command("客户撤回") { Id = late });

        Assert.Equal((1, 0), (await desk.Counted("desk.respond.settled"), await desk.Counted("desk.respond.met")));
        Assert.Equal(0, await desk.Counted("desk.solve.settled"));
    }

    [Fact, Trait("Requirement", "B19")]
    public async Task A_due_time_in_a_year_without_published_holidays_is_provisional()
    {
        app.Time.SetShanghai("2026-12-30 10:00");
        var desk = await Open(app);

        var ticket = await desk.Register("送货破损", "complaint");

        Assert.True((await desk.Clock(ticket, ClockKind.Solve)).IsProvisional);
        Assert.Contains("Provisional", (await app.Ask(desk.Agent, new ExplainClock.Query(ticket, ClockKind.Solve))).English, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "B31")]
    public async Task Every_clock_says_why_and_its_parts_add_up()
    {
        app.Time.SetShanghai("2026-03-02 17:00");
        var desk = await Open(app);
        var ticket = await desk.Register("洗衣机不脱水");
        await desk.Run(new HoldTicket.Command("customer") { Id = ticket });
        app.Time.SetShanghai("2026-03-03 10:00");
        await desk.Run(new ResumeTicket.Command { Id = ticket });

        using var client = app.ClientFor(desk.Agent);
        var why = await (await client.GetAsync($"/api/tickets/{ticket}/clocks/respond/why")).Read<System.Text.Json.JsonElement>();

        var explained = await app.Ask(desk.Agent, new ExplainClock.Query(ticket, ClockKind.Respond));
        Assert.Equal(explained.Why.Target, explained.Why.Counted);
        Assert.Equal(Duration.FromHours(2), explained.Why.Paused);
        Assert.Equal("2026-03-03T07:30:00Z", why.GetProperty("why").GetProperty("due").GetString());
        Assert.Contains("等待客户答复", why.GetProperty("chinese").GetString(), StringComparison.Ordinal);
        Assert.Contains("Waiting for the customer", why.GetProperty("english").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_open_tickets_follow_a_new_version_a_few_at_a_time()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        for (var i = 0; i < 30; i++) await desk.Register("洗衣机不脱水");

        await app.Run(desk.Company.System, new PublishPolicy.Command("hotline", StandardDesk.Hotline, EffectiveAt: Shanghai("2026-03-02 12:00")));
        await app.Settle();
        Assert.Equal(0, await app.Look(desk.Company.Id, db => db.Set<Ticket>().CountAsync(ticket => ticket.PolicyVersion == 2)));
        app.Time.SetShanghai("2026-03-02 13:00");
        await app.Settle();
        await app.Run(Caller.System("again", desk.Company.Id), new AdoptPolicy.Command((await app.Ask(desk.Agent, new ListPolicies.Query())).Single(policy => policy.Code == "hotline").Id));

        Assert.Equal(30, await app.Look(desk.Company.Id, db => db.Set<Ticket>().CountAsync(ticket => ticket.PolicyVersion == 2)));
        Assert.Equal(30, await app.Look(desk.Company.Id, db => db.Set<TicketFact>().CountAsync(fact => fact.Kind == FactKind.PolicyChanged && fact.At == Shanghai("2026-03-02 12:00"))));
    }
}
