using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Messages;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Desk;

/// <summary>Customers ask when it goes on (催单): UrgeTicket, UrgeFollowedTicket, TellTicketUrged.</summary>
public sealed class UrgeTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "B02")]
    public async Task A_second_call_is_counted_told_to_handler_and_technician_and_waits_in_their_queue_until_somebody_answers()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        var ticket = await desk.Register();
        var zhao = await desk.Company.AddPerson(desk.Unit, "赵工");
        await Through.TheFace(app, desk.Company.System, face => face.Assigned(ticket, zhao, default));
        using var agent = app.ClientFor(desk.Agent);

        await (await agent.PostAsJsonAsync($"/api/tickets/{ticket}/urges", new { channel = "Hotline", note = "等了两天了" })).Read<TicketState>();
        await (await agent.PostAsJsonAsync($"/api/tickets/{ticket}/urges", new { channel = "Chat" })).Read<TicketState>();
        await app.Settle();

        var row = Assert.Single((await app.Ask(desk.Agent, new ListTickets.Query(new()))).Items);
        Assert.Equal((2, true, 2), (row.Urgings, row.Urged, (await desk.Get(ticket)).Urgings));
        Assert.Equal(2, await desk.Counted("desk.urged"));
        Assert.Contains(await app.Ask(desk.Agent, new TellTicketStory.Query(ticket)), entry => entry.Detail == "等了两天了");
        var told = await app.Look(desk.Company.Id, db => db.Set<Message>().Where(message => message.Template == "ticket-urged").OrderBy(message => message.Id).ToListAsync());
        Assert.Equal([desk.Intake, zhao, desk.Intake, zhao], told.Select(message => message.PersonId!.Value));
        var technician = desk.Company.Person("desk.read", "desk.do") with { Person = zhao, SeesAllUnits = false, OwnOnly = true };
        foreach (var caller in new[] { desk.Agent, technician }) Assert.Equal(1, await Waiting(caller));
        Assert.Equal(0, await Waiting(desk.Agent with { Person = new(7) }));
        app.Time.Pass(Duration.FromMinutes(5));
        await desk.Run(new RespondToTicket.Command("明天上午上门") { Id = ticket });
        Assert.Equal((0, 2), (await Waiting(desk.Agent), (await desk.Get(ticket)).Urgings));

        await desk.Run(new SolveTicket.Command("更换皮带", "belt") { Id = ticket });
        Assert.Equal("ticket.solved-already", await TestApp.CodeOf(() => desk.Run(new UrgeTicket.Command { Id = ticket })));
        foreach (var (caller, status) in new[] { (desk.Stranger(await desk.Company.AddUnit("杭州")), HttpStatusCode.NotFound), (desk.Agent with { Permissions = ["desk.read"] }, HttpStatusCode.Forbidden), (Caller.Anonymous(desk.Company.Id), HttpStatusCode.Unauthorized) })
            Assert.Equal(status, (await app.ClientFor(caller).PostAsJsonAsync($"/api/tickets/{ticket}/urges", new { })).StatusCode);
    }

    [Fact, Trait("Requirement", "B02"), Trait("Requirement", "R318")]
    public async Task The_customer_urges_on_the_page_of_the_progress_once_an_hour()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        var visitor = Caller.Anonymous(desk.Company.Id, "portal.report");
        var key = (await app.Run(visitor, new ReportFault.Command("repair", "漏水", "李雷", "13812345678", Product: "WM-10"))).Follow.Split('/')[^1];
        using var client = app.ClientFor(visitor);

        Assert.Equal(1, (await (await client.PostAsJsonAsync($"/api/portal/reports/{key}/urges", new { note = "家里没水用" })).Read<UrgeFollowedTicket.Response>()).Urgings);
        Assert.Equal("ticket.urged-just-now", await (await client.PostAsJsonAsync($"/api/portal/reports/{key}/urges", new { })).Code());
        app.Time.Pass(Duration.FromHours(1));
        Assert.Equal(2, (await app.Run(visitor, new UrgeFollowedTicket.Command(key))).Urgings);

        var progress = await app.Ask(visitor, new FollowTicket.Query(key));
        Assert.Equal((2, true), (progress.Urgings, progress.MayUrge));
        Assert.Contains(progress.Story, entry => entry.Detail == "家里没水用");
        Assert.Equal("李雷", (await app.Look(desk.Company.Id, db => db.Set<TicketUrge>().FirstAsync())).Who);
        Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Run(visitor, new UrgeFollowedTicket.Command("guess"))));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Run(Caller.Anonymous(desk.Company.Id), new UrgeFollowedTicket.Command(key))));
    }

    private async Task<int> Waiting(Caller caller) => (await app.Ask(caller, new TodayQueues.Query("zh-CN"))).Queues.Where(queue => queue.Title == "desk.urged-tickets").Sum(queue => queue.Items.Count);
}
