using System.Text.Json;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Aftercare.Tests.Desk.DeskWorld;

namespace Aftercare.Tests.Desk;

public sealed class AdoptUnitCalendarTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact, Trait("Requirement", "B31")]
    public async Task Open_tickets_of_a_unit_follow_its_new_calendar_from_the_moment_of_the_change_and_say_so()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register("洗衣机不脱水");
        Assert.Equal(Shanghai("2026-03-02 14:30"), (await desk.Clock(ticket, ClockKind.Respond)).DueAt);

        app.Time.SetShanghai("2026-03-02 10:00");
        await app.Run(desk.Company.System, new AssignCalendar.Command(desk.Unit, await Evening(desk, "evening", "20:00")));
        app.Time.SetShanghai("2026-03-02 11:30");
        await app.Settle();

        // 240 minutes: the hour until 10:00 by the office, three more from eight in the evening.
        Assert.Equal((Shanghai("2026-03-02 23:00"), "evening", 1), await desk.Clock(ticket, ClockKind.Respond) is var clock ? (clock.DueAt!.Value, clock.Calendar, clock.CalendarVersion) : default);
        var explained = await app.Ask(desk.Agent, new ExplainClock.Query(ticket, ClockKind.Respond));
        Assert.Equal(
            [
                (Shanghai("2026-03-02 09:00"), Shanghai("2026-03-02 10:00"), WhyKind.Counted, "office v1", Hour),
                (Shanghai("2026-03-02 10:00"), Shanghai("2026-03-02 20:00"), WhyKind.Closed, "evening v1", Duration.Zero),
                (Shanghai("2026-03-02 20:00"), Shanghai("2026-03-02 23:00"), WhyKind.Counted, "evening v1", Hour * 3),
            ], explained.Why.Segments.Select(segment => (segment.From, segment.To, segment.Kind, segment.Calendar.ToString(), segment.Working)));
        Assert.Contains(new WhyChange(Shanghai("2026-03-02 10:00"), Shanghai("2026-03-02 11:30"), "calendar", "evening v1"), explained.Why.Changes);
        Assert.Contains("日历改为 evening v1", explained.Chinese, StringComparison.Ordinal);
        Assert.Contains("calendar changed to evening v1", explained.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_with_a_calendar_of_its_own_and_tickets_that_came_later_are_left_as_they_are()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var branch = await desk.Company.AddUnit("浦东网点", desk.Unit);
        await app.Run(desk.Company.System, new PutOnIntakeRoster.Command(desk.Intake) { Unit = branch });
        await app.Run(desk.Company.System, new AssignCalendar.Command(branch, await Evening(desk, "late", "21:00")));
        var there = (await app.Run(desk.Company.System, desk.Request() with { Unit = branch })).Id;
        await app.Settle();

        app.Time.SetShanghai("2026-03-02 10:00");
        await app.Run(desk.Company.System, new AssignCalendar.Command(desk.Unit, await Evening(desk, "evening", "20:00")));
        app.Time.SetShanghai("2026-03-02 10:30");
        var later = await desk.Register("洗衣机不脱水");
        await app.Settle();

        Assert.Equal(["late v1"], await CalendarsOf(desk, there));
        Assert.Equal(["evening v1"], await CalendarsOf(desk, later));
    }

    [Fact]
    public async Task Two_changes_that_are_told_late_each_count_from_their_own_moment()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register("洗衣机不脱水");
        var (evening, noon) = (await Evening(desk, "evening", "20:00"), await Evening(desk, "noon", "11:00"));

        app.Time.SetShanghai("2026-03-02 10:00");
        await app.Run(desk.Company.System, new AssignCalendar.Command(desk.Unit, evening));
        app.Time.SetShanghai("2026-03-02 11:30");
        await app.Run(desk.Company.System, new AssignCalendar.Command(desk.Unit, noon));
        app.Time.SetShanghai("2026-03-02 12:00");
        await app.Settle();
        await app.Settle();

        // An hour of the office, none of the evening, three from half past eleven.
        Assert.Equal((Shanghai("2026-03-02 14:30"), "noon"), await desk.Clock(ticket, ClockKind.Respond) is var clock ? (clock.DueAt!.Value, clock.Calendar) : default);
        var stored = await desk.Stored(ticket);
        Assert.Contains(stored.Facts, fact => fact.Kind == FactKind.CalendarChanged && fact.At == Shanghai("2026-03-02 10:00") && fact.Calendar == "evening");
        Assert.Contains(stored.Facts, fact => fact.Kind == FactKind.CalendarChanged && fact.At == Shanghai("2026-03-02 11:30") && fact.Calendar == "noon");
    }

    [Fact]
    public async Task Taking_a_calendar_away_moving_the_unit_and_a_new_default_of_the_company_count_as_changes_too()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register("洗衣机不脱水");
        var region = await desk.Company.AddUnit("华东大区");
        await app.Run(desk.Company.System, new AssignCalendar.Command(region, await Evening(desk, "evening", "20:00")));
        await app.Settle();
        Assert.Equal(["office v1"], await CalendarsOf(desk, ticket));

        // FollowMovedUnit hears of it.
        await Move(desk, desk.Unit, region);
        await app.Settle();
        Assert.Equal(["evening v1"], await CalendarsOf(desk, ticket));

        await app.Run(desk.Company.System, new AssignCalendar.Command(region, null));
        await app.Settle();
        Assert.Equal(["office v1"], await CalendarsOf(desk, ticket));

        await app.Run(desk.Company.System, new AddCalendar.Command("new", Json("11:00"), CompanyDefault: true));
        await app.Settle();
        Assert.Equal(["new v1"], await CalendarsOf(desk, ticket));
    }

    [Fact]
    public async Task Many_open_tickets_follow_a_few_at_a_time_and_closed_ones_stay()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        for (var i = 0; i < 30; i++) await desk.Register("洗衣机不脱水");
        var cancelled = await desk.Register("洗衣机不脱水");
        await desk.Run(new CancelTicket.Command("重复登记") { Id = cancelled });

        await app.Run(desk.Company.System, new AssignCalendar.Command(desk.Unit, await Evening(desk, "evening", "20:00")));
        await app.Settle();

        Assert.Equal(30, await app.Look(desk.Company.Id, db => db.Set<Ticket>().CountAsync(ticket => ticket.Calendar == "evening")));
        Assert.Equal(30, await app.Look(desk.Company.Id, db => db.Set<TicketFact>().CountAsync(fact => fact.Kind == FactKind.CalendarChanged)));
    }

    [Fact]
    public async Task A_reopened_ticket_runs_by_what_its_unit_works_by_now()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register("洗衣机不脱水");
        await desk.Run(new CancelTicket.Command("重复登记") { Id = ticket });
        await app.Run(desk.Company.System, new AssignCalendar.Command(desk.Unit, await Evening(desk, "evening", "20:00")));
        await app.Run(desk.Company.System, new PublishPolicy.Command("hotline", StandardDesk.Hotline));
        await app.Settle();

        app.Time.SetShanghai("2026-03-02 10:00");
        await desk.Run(new ReopenTicket.Command("不是重复") { Id = ticket });

        var solve = await desk.Clock(ticket, ClockKind.Solve);
        Assert.Equal(("evening", 2), (solve.Calendar, solve.PolicyVersion));
    }

    private static async Task<IEnumerable<string>> CalendarsOf(DeskWorld desk, TicketId ticket) =>
        (await desk.App.Ask(desk.Company.Person("desk.read"), new GetTicket.Query(ticket))).Clocks.Where(clock => clock.Clock is ClockKind.Respond).Select(clock => $"{clock.Calendar} v{clock.CalendarVersion}");

    private static async Task<long> Evening(DeskWorld desk, string name, string from) => (await desk.App.Run(desk.Company.System, new AddCalendar.Command(name, Json(from)))).Id;

    private static JsonElement Json(string from) => JsonDocument.Parse($$$"""{"timeZone":"Asia/Shanghai","week":{"mon":[["{{{from}}}","24:00"]],"tue":[["{{{from}}}","24:00"]]}}""").RootElement;

    private static async Task Move(DeskWorld desk, UnitId unit, UnitId below)
    {
        var card = await desk.App.Ask(desk.Company.System, new GetUnit.Query(unit));
        await desk.App.Run(desk.Company.System, new ChangeUnit.Command(card.Name, card.Kind, below, card.Zone, card.From) { Id = unit });
    }
}
