using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;

namespace Aftercare.Tests.Desk;

public sealed class ReportFaultTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R304")]
    public async Task A_web_request_at_23_10_gets_number_and_standard_advice_at_once()
    {
        app.Time.SetShanghai("2026-03-02 23:10");
        var desk = await DeskWorld.Open(app);
        using var client = app.ClientFor(Caller.Anonymous(desk.Company.Id, "portal.report") with { Language = "en" });

        var answer = await (await client.PostAsJsonAsync("/api/portal/reports", new { type = "repair", fault = "洗衣机不脱水", name = "李雷", phone = "13812345678", product = "WM-10" })).Read<ReportFault.Response>();

        Assert.Equal("SR260302-0001", answer.Number);
        Assert.Contains("unplug it", answer.Advice, StringComparison.Ordinal);
        var ticket = (await app.Ask(desk.Agent, new ListTickets.Query(new()))).Items.Single();
        Assert.Equal((desk.Customer, desk.Intake, Channel.Portal), (ticket.Customer, ticket.Handler, ticket.Channel));
        // Nobody works at night: 240 working minutes from Tuesday 09:00.
        Assert.Equal(DeskWorld.Shanghai("2026-03-03 14:30"), (await desk.Clock(ticket.Id, ClockKind.Respond)).DueAt);
    }

    [Fact, Trait("Requirement", "R318")]
    public async Task The_key_given_with_the_number_shows_the_progress_without_what_colleagues_wrote()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        var visitor = Caller.Anonymous(desk.Company.Id, "portal.report") with { Language = "en" };
        var report = await app.Run(visitor, Report("设备停机"));
        var ticket = (await app.Ask(desk.Agent, new ListTickets.Query(new()))).Items.Single().Id;
        await desk.Run(new AddNote.Command("客户脾气不好") { Id = ticket });
        await desk.Run(new RespondToTicket.Command("工程师今天下午上门") { Id = ticket });

        using var client = app.ClientFor(visitor);
        var progress = await (await client.GetAsync("/api" + report.Follow.Replace("/t/", "/reports/", StringComparison.Ordinal))).Read<FollowTicket.Response>();

        Assert.Equal((report.Number, TicketStatus.InProgress), (progress.Number, progress.Status));
        Assert.Contains(progress.Story, entry => entry.Detail == "工程师今天下午上门");
        Assert.DoesNotContain(progress.Story, entry => entry.Detail == "客户脾气不好");
        Assert.All(progress.Story, entry => Assert.Null(entry.Who));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/portal/reports/guess")).StatusCode);
        var rival = await DeskWorld.Open(app);
        Assert.Equal("ticket.not-found", await TestApp.CodeOf(() => app.Ask(Caller.Anonymous(rival.Company.Id, "portal.report"), new FollowTicket.Query(report.Follow.Split('/')[^1]))));
    }

    [Fact]
    public async Task A_stranger_becomes_a_customer_and_a_serial_number_finds_the_unit()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        var asset = await desk.Company.RegisterAsset(desk.Unit, "SN-0042", await desk.Company.AddModel(), desk.Customer);

        await app.Run(Visitor(desk), Report("漏水") with { Name = "韩梅梅", Phone = "13600000042", SerialNumber = "sn-0042" });

        var ticket = await desk.Get((await app.Ask(desk.Agent, new ListTickets.Query(new()))).Items.Single().Id);
        Assert.Equal(("韩梅梅", asset), (ticket.Customer.Name, ticket.Asset!.Id));
    }

    [Fact]
    public async Task Robots_and_floods_are_kept_out_and_types_the_portal_does_not_offer_too()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);

        Assert.Equal("portal.not-taken", await TestApp.CodeOf(() => app.Run(Visitor(desk), Report("x 漏水") with { Website = "http://spam" })));
        Assert.Equal("request-type.not-found", await TestApp.CodeOf(() => app.Run(Visitor(desk), Report("演示请求") with { Type = "demo" })));
        for (var i = 0; i < 5; i++) await app.Run(Visitor(desk), Report($"第 {i} 次漏水"));
        Assert.Equal("portal.too-many", await TestApp.CodeOf(() => app.Run(Visitor(desk), Report("第 6 次漏水"))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(desk.Agent, Report("漏水了"))));
    }

    [Fact]
    public async Task Without_anybody_on_a_roster_the_portal_says_so()
    {
        var company = await app.FoundCompany();
        await company.AddUnit();
        await app.Run(company.System, new LoadStandardPolicies.Command());

        Assert.Equal("intake.nobody-on-roster", await TestApp.CodeOf(() => app.Run(Caller.Anonymous(company.Id, "portal.report"), Report("漏水了"))));
    }

    private static Caller Visitor(DeskWorld desk) => Caller.Anonymous(desk.Company.Id, "portal.report");

    private static ReportFault.Command Report(string fault) => new("repair", fault, "李雷", "13812345678", Product: "WM-10");
}
