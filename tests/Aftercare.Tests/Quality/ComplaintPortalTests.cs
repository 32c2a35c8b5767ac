using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Quality;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using NodaTime;

namespace Aftercare.Tests.Quality;

/// <summary>The ways in that need no account, and that they stay open: MakeComplaint, FollowComplaint, LogChannelTest, ListChannelTests.</summary>
public sealed class ComplaintPortalTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R801")]
    public async Task A_customer_complains_online_without_evidence_at_night_and_follows_it_by_a_key()
    {
        app.Time.SetShanghai("2026-03-02 23:10");
        var desk = await DeskWorld.Open(app);
        var ticket = await desk.Get(await desk.Register());
        using var visitor = app.ClientFor(Caller.Anonymous(desk.Company.Id, "portal.report"));

        var made = await (await visitor.PostAsJsonAsync("/api/portal/complaints", new { words = "没有人上门", category = "Service", name = "李雷", phone = "13812345678", number = ticket.Number.ToLowerInvariant() })).Read<MakeComplaint.Response>();
        var seen = await (await visitor.GetAsync("/api" + made.Follow.Replace("/c/", "/complaints/", StringComparison.Ordinal))).Read<FollowComplaint.Response>();

        Assert.Equal(("CP260302-0001", ComplaintStatus.Received, DeskWorld.Shanghai("2026-03-03 18:00"), DeskWorld.Shanghai("2026-03-05 18:00")), (seen.Number, seen.Status, seen.RespondBy, seen.SolveBy));
        var row = Assert.Single((await app.Ask(Officer(desk), new ListComplaints.Query(new(Ticket: ticket.Id)))).Items);
        Assert.Equal((ComplaintChannel.Online, desk.Customer, desk.Intake, true), (row.Channel, row.Customer, row.Owner, row.EvidenceOpen));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/api/portal/complaints/guess")).StatusCode);
        var rival = await DeskWorld.Open(app);
        Assert.Equal("complaint.not-found", await TestApp.CodeOf(() => app.Ask(Caller.Anonymous(rival.Company.Id, "portal.report"), new FollowComplaint.Query(made.Follow.Split('/')[^1]))));
    }

    [Fact]
    public async Task Robots_and_floods_are_kept_out_and_other_peoples_numbers_tell_nothing()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        var ticket = await desk.Get(await desk.Register());
        var visitor = Caller.Anonymous(desk.Company.Id, "portal.report");
        var words = new MakeComplaint.Command("太慢了", ComplaintCategory.Service, "韩梅梅", "13600000042", ticket.Number);

        Assert.Equal("portal.not-taken", await TestApp.CodeOf(() => app.Run(visitor, words with { Website = "http://spam" })));
        for (var i = 0; i < 5; i++) await app.Run(visitor, words);
        Assert.Equal("portal.too-many", await TestApp.CodeOf(() => app.Run(visitor, words)));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(Officer(desk), words)));
        var rows = (await app.Ask(Officer(desk), new ListComplaints.Query(new()))).Items;
        Assert.Equal(5, rows.Count);
        Assert.All(rows, row => Assert.Equal(("韩梅梅", true), (row.CustomerName, row.Words.Contains(ticket.Number, StringComparison.Ordinal))));
        Assert.Empty((await app.Ask(Officer(desk), new ListComplaints.Query(new(Ticket: ticket.Id)))).Items);
    }

    [Fact, Trait("Requirement", "R801")]
    public async Task A_test_of_all_channels_is_logged_weekly_and_the_queue_reminds()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        async Task<bool> Reminded() => (await app.Ask(Officer(desk), new TodayQueues.Query("zh-CN"))).Queues.SelectMany(queue => queue.Items).Any(item => item.Href == "/complaints/channels");
        using var officer = app.ClientFor(Officer(desk));
        Assert.True(await Reminded());

        Assert.Equal("channel-test.incomplete", await (await officer.PostAsJsonAsync("/api/channel-tests", new { lines = new[] { new { channel = "Phone", works = true } } })).Code());
        Assert.Equal("channel-test.note-missing", await TestApp.CodeOf(() => app.Run(Officer(desk), new LogChannelTest.Command([new(ComplaintChannel.Phone, true), new(ComplaintChannel.Mail, false), new(ComplaintChannel.Online, true)]))));
        await app.Run(Officer(desk), new LogChannelTest.Command([new(ComplaintChannel.Phone, true), new(ComplaintChannel.Mail, false, "退信"), new(ComplaintChannel.Online, true)]));

        Assert.False(await Reminded());
        var row = Assert.Single((await (await officer.GetAsync("/api/channel-tests")).Read<PageOf<ListChannelTests.Row>>()).Items);
        Assert.Equal([true, false, true], row.Lines.Select(line => line.Works));
        app.Time.Pass(Duration.FromDays(7));
        Assert.True(await Reminded());
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(desk.Company.Person("quality.read"), new LogChannelTest.Command([]))));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Ask(Caller.Anonymous(desk.Company.Id), new ListChannelTests.Query())));
    }

    private static Caller Officer(DeskWorld desk) => desk.Company.PersonOf(desk.Unit, "quality.read", "quality.do") with { Person = desk.Intake };
}
