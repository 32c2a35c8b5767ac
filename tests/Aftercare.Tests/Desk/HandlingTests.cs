using System.Net;
using System.Net.Http.Json;
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

/// <summary>Who has a ticket, who calls, what the portal offers, and what clocks do by themselves: AssignHandler, AcknowledgeTicket, LookUpCaller, OfferPortalTypes, WatchClocks, AdoptCalendar.</summary>
public sealed class HandlingTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R307")]
    public async Task A_ticket_goes_to_a_named_person_who_is_still_there_and_sees_it_from_then_on()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register("质量投诉", "complaint");
        var (li, gone) = (await desk.Company.AddPerson(desk.Unit, "李质"), await desk.Company.AddPerson(desk.Unit, "赵离"));
        await app.Run(desk.Company.System, new DeactivatePerson.Command("离职") { Id = gone });
        var quality = desk.Company.Person("desk.read", "desk.do") with { SeesAllUnits = false, OwnOnly = true, Person = li };
        Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Ask(quality, new GetTicket.Query(ticket))));
        var seen = (await desk.Get(ticket)).Version;

        var state = await (await app.ClientFor(desk.Agent).PostAsJsonAsync($"/api/tickets/{ticket}/handler", new AssignHandler.Command(li, seen), PlatformJson.Options)).Read<TicketState>();

        Assert.Equal((li, "李质"), await app.Ask(quality, new GetTicket.Query(ticket)) is var got ? (got.Handler, got.HandlerName) : default);
        Assert.True(state.Version > seen);
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => desk.Run(new AssignHandler.Command(desk.Intake, seen) { Id = ticket })));
        Assert.Equal("person.inactive", await TestApp.CodeOf(() => desk.Run(new AssignHandler.Command(gone) { Id = ticket })));
        Assert.Equal("person.not-found", await TestApp.CodeOf(() => desk.Run(new AssignHandler.Command(new(1)) { Id = ticket })));
        Assert.Equal("ticket.time-ahead", await TestApp.CodeOf(() => desk.Run(new AssignHandler.Command(li, At: app.Time.Now + Duration.FromMinutes(1)) { Id = ticket })));
    }

    [Fact]
    public async Task Neither_colleagues_elsewhere_nor_readers_nor_visitors_hand_a_ticket_on()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register();
        var stranger = desk.Stranger(await desk.Company.AddUnit("杭州"));

        foreach (var (caller, status) in new[] { (stranger, HttpStatusCode.NotFound), (desk.Agent with { Permissions = ["desk.read"] }, HttpStatusCode.Forbidden), (Caller.Anonymous(desk.Company.Id), HttpStatusCode.Unauthorized) })
            foreach (var path in new[] { "handler", "acknowledge" })
                Assert.Equal(status, (await app.ClientFor(caller).PostAsJsonAsync($"/api/tickets/{ticket}/{path}", new { to = desk.Intake.Value })).StatusCode);
        Assert.Equal(desk.Intake, (await desk.Get(ticket)).Handler);
    }

    [Fact]
    public async Task A_case_taken_over_unanswered_is_acknowledged_once_and_the_clock_stops_at_the_time_told()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        ImportedTicket? taken = null;
        await Through.TheFace(app, desk.Company.System, async face => taken = (await face.Import([new()
        {
            Source = "old", ExternalId = "1", Unit = desk.Unit, Customer = desk.Customer, Type = "repair", Channel = Channel.Email, Fault = "不制冷", OpenedAt = Shanghai("2026-03-02 09:00"),
        }], default)).Single());
        var ticket = taken!.Ticket;
        Assert.Null((await desk.Clock(ticket, ClockKind.Acknowledge)).StoppedAt);

        Assert.Equal("ticket.time-before-last-turn", await TestApp.CodeOf(() => desk.Run(new AcknowledgeTicket.Command(At: Shanghai("2026-03-02 08:59")) { Id = ticket })));
        await desk.Run(new AcknowledgeTicket.Command(At: Shanghai("2026-03-02 09:30")) { Id = ticket });

        Assert.Equal((ClockState.MetLate, Shanghai("2026-03-02 09:30")), await desk.Clock(ticket, ClockKind.Acknowledge) is var clock ? (clock.State, clock.StoppedAt!.Value) : default);
        Assert.Equal("ticket.acknowledged-already", await TestApp.CodeOf(() => desk.Run(new AcknowledgeTicket.Command { Id = ticket })));
        await desk.Run(new CancelTicket.Command("重复") { Id = ticket });
        Assert.Equal("ticket.cancelled", await TestApp.CodeOf(() => desk.Run(new AcknowledgeTicket.Command { Id = ticket })));
    }

    [Fact, Trait("Requirement", "R302")]
    public async Task A_known_number_brings_customer_machines_addresses_and_the_last_requests_in_sight()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var asset = await desk.Company.RegisterAsset(desk.Unit, "SN-7", await desk.Company.AddModel(), desk.Customer);
        var (first, second) = (await desk.Register("不脱水"), await desk.Register("漏水"));
        Task<LookUpCaller.Response> Call(Caller caller, string phone = "+86 138-1234-5678") => app.Ask(caller, new LookUpCaller.Query(phone));

        var known = await (await app.ClientFor(desk.Agent).GetAsync("/api/desk/callers?phone=13812345678")).Read<LookUpCaller.Response>();
        var elsewhere = await Call(desk.Stranger(await desk.Company.AddUnit("杭州")));

        Assert.Equal((desk.Customer, asset), (known.Customer!.Id, Assert.Single(known.Assets).Id));
        Assert.Equal("上海市浦东新区世纪大道100号3栋502室", Assert.Single(known.Sites).OneLine);
        Assert.Equal([second, first], known.Recent.Select(row => row.Id));
        // The caller is the company's customer wherever they call; requests of other units stay theirs.
        Assert.Equal(desk.Customer, elsewhere.Customer!.Id);
        Assert.Empty(elsewhere.Recent);
        Assert.Null((await Call(desk.Agent, "13999999999")).Customer);
        Assert.Empty((await Call((await Open(app)).Agent, "13812345678")).Assets);
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => Call(desk.Company.Person("desk.read"))));
        Assert.Equal("request.invalid", await TestApp.CodeOf(() => Call(desk.Agent, "")));
    }

    [Fact, Trait("Requirement", "R303")]
    public async Task The_portal_offers_the_active_types_meant_for_it_in_the_visitors_language()
    {
        var desk = await Open(app);
        var visitor = Caller.Anonymous(desk.Company.Id, "portal.report");
        async Task<IReadOnlyList<OfferPortalTypes.Row>> Offered(string language) =>
            await (await app.ClientFor(visitor with { Language = language }, language).GetAsync("/api/portal/request-types")).Read<IReadOnlyList<OfferPortalTypes.Row>>();

        var (chinese, english) = (await Offered("zh-CN"), await Offered("en"));

        Assert.Equal(StandardDesk.Types.Where(type => type.InPortal).Select(type => type.Code).Order(), chinese.Select(type => type.Code).Order());
        Assert.Equal(("维修", "Repair"), (chinese.Single(type => type.Code == "repair").Name, english.Single(type => type.Code == "repair").Name));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Ask(Caller.Anonymous(desk.Company.Id), new OfferPortalTypes.Query())));
    }

    [Fact, Trait("Requirement", "R308")]
    public async Task Watching_a_clock_too_early_or_twice_changes_nothing_and_nobody_else_may()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await Open(app);
        var ticket = await desk.Register("设备停机");

        await app.Run(desk.Company.System, new WatchClocks.Command(ticket));
        Assert.Equal(0, await desk.Counted("desk.respond.settled"));
        app.Time.SetShanghai("2026-03-02 10:31");
        for (var time = 0; time < 3; time++) await app.Run(desk.Company.System, new WatchClocks.Command(ticket));

        Assert.Equal((1, 0), (await desk.Counted("desk.respond.settled"), await desk.Counted("desk.respond.met")));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(desk.Agent, new WatchClocks.Command(ticket))));
        var other = (await Open(app)).Company.System;
        Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Run(other, new WatchClocks.Command(ticket))));
    }

    [Fact, Trait("Requirement", "B31")]
    public async Task Sixty_open_tickets_follow_a_new_calendar_a_few_at_a_time_and_closed_ones_stay()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var tickets = new List<TicketId>();
        for (var number = 0; number < 60; number++) tickets.Add(await desk.Register($"不脱水 {number}"));
        await desk.Run(new CancelTicket.Command("重复") { Id = tickets[0] });
        var calendar = await app.Look(desk.Company.Id, db => db.Set<Modules.Calendars.Calendar>().SingleAsync(calendar => calendar.Name == "office"));

        await app.Run(desk.Company.System, new PublishCalendarVersion.Command(JsonDocument.Parse(
            """{"timeZone":"Asia/Shanghai","week":{"mon":[["09:00","10:00"]],"tue":[["09:00","18:00"]],"wed":[["09:00","18:00"]]}}""").RootElement) { Id = calendar.Key });
        await app.Settle();
        // Delivered again, as after a lost answer: nothing changes.
        await app.Run(desk.Company.System, new AdoptCalendar.Command("office", 2, calendar.Key));
        await app.Settle();

        var stored = await app.Look(desk.Company.Id, db => db.Set<Ticket>().Include(ticket => ticket.Facts).Include(ticket => ticket.Clocks).OrderBy(ticket => ticket.Id).ToListAsync());
        Assert.Equal([1, .. Enumerable.Repeat(2, 59)], stored.Select(ticket => ticket.CalendarVersion));
        Assert.All(stored.Skip(1), ticket => Assert.Single(ticket.Facts, fact => fact.Kind == FactKind.CalendarChanged));
        // 240 working minutes: one hour on Monday, three on Tuesday.
        Assert.All(stored.Skip(1), ticket => Assert.Equal(Shanghai("2026-03-03 12:00"), ticket.Clocks.Single(clock => clock.Kind == ClockKind.Respond).DueAt));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(desk.Agent, new AdoptCalendar.Command("office", 2, calendar.Key))));
    }
}
