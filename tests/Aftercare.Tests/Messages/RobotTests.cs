using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Messages;
using Aftercare.Modules.Quality;
using Aftercare.Platform;
using Aftercare.Tests.Field;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Aftercare.Tests.Desk.DeskWorld;

namespace Aftercare.Tests.Messages;

/// <summary>An application whose group robots may also be on the loopback.</summary>
public sealed class RobotApp : TestApp
{
    internal RobotSink Groups { get; } = new();

    protected override void Configure(IWebHostBuilder builder)
    {
        builder.UseSetting("Messages:RobotHosts", Groups.Authority);
        builder.UseSetting("PublicUrl", "https://care.example");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Groups.DisposeAsync();
    }
}

/// <summary>Group robots and quiet time (B09, R1510): SetRobot, ListRobots, TestRobot, RemoveRobot, SetMessagePolicy, GetMessagePolicy.</summary>
public sealed class RobotTests(RobotApp app) : IClassFixture<RobotApp>
{
    [Theory, Trait("Requirement", "B09")]
    [InlineData("WeCom"), InlineData("DingTalk"), InlineData("Feishu")]
    public async Task A_group_hears_once_what_happens_in_its_unit_and_below_and_no_other_group_does(string messenger)
    {
        var world = await FieldWorld.Open(app);
        var (kind, key, other) = (Enum.Parse<RobotKind>(messenger), Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        await Robot(world, kind, key, "站点群");
        await Robot(world, kind, other, "邻站群", unit: await world.Company.AddUnit("苏州网点", world.Unit));
        var ticket = await world.Ticket("不脱水");

        await app.Run(world.Dispatcher, new UrgeTicket.Command { Id = ticket });
        await app.Settle();

        var (told, text) = Assert.Single(app.Groups.Told, said => said.Key == key || said.Key == other);
        Assert.Equal(key, told);
        Assert.Matches($"王小二.*1.*SR.*不脱水\nhttps://care\\.example/tickets/{ticket}$", text);
        var message = await One(world, MessageChannel.Robot);
        Assert.Equal((MessageState.Sent, "站点群", 1), (message.State, message.To, message.Attempts));
        Assert.Contains("0", message.Answer, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "B09")]
    public async Task A_refusal_of_the_messenger_is_kept_tried_again_and_gone_once_the_key_is_right()
    {
        var world = await FieldWorld.Open(app);
        var key = Guid.NewGuid().ToString("N");
        var robot = await Robot(world, RobotKind.DingTalk, key, "钉钉群", secret: "wrong");

        await app.Run(world.Company.System, new TestRobot.Command(robot));
        await app.Settle();
        var failed = await One(world, MessageChannel.Robot);
        Assert.Equal((MessageState.Failed, """200 {"errcode":310000,"errmsg":"sign not match"}"""), (failed.State, failed.Answer));

        await app.Run(world.Company.System, new SetRobot.Command("钉钉群", RobotKind.DingTalk, world.Unit, "en", ["ticket-urged"], Secret: RobotSink.Secret, Id: robot));
        app.Time.Pass(Duration.FromSeconds(11));
        await app.Settle();

        Assert.Equal((MessageState.Sent, 2), ((await One(world, MessageChannel.Robot)).State, (await One(world, MessageChannel.Robot)).Attempts));
        Assert.Contains("钉钉群", Assert.Single(app.Groups.Told, said => said.Key == key).Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "B09")]
    public async Task What_waits_for_a_robot_that_is_gone_is_parked()
    {
        var world = await FieldWorld.Open(app);
        var key = Guid.NewGuid().ToString("N");
        var robot = await Robot(world, RobotKind.WeCom, key, "旧群");
        await app.Run(world.Company.System, new TestRobot.Command(robot));
        await app.Run(world.Company.System, new RemoveRobot.Command(robot));
        await app.Settle();

        Assert.Equal((MessageState.Parked, "robot removed"), ((await One(world, MessageChannel.Robot)).State, (await One(world, MessageChannel.Robot)).Answer));
        Assert.DoesNotContain(app.Groups.Told, said => said.Key == key);
        Assert.Equal("robot.not-found", await TestApp.CodeOf(() => app.Run(world.Company.System, new RemoveRobot.Command(robot))));
        Assert.Equal("robot.not-found", await TestApp.CodeOf(() => app.Run(world.Company.System, new TestRobot.Command(robot))));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest"), InlineData("https://qyapi.weixin.qq.com.evil.example/x"), InlineData("http://qyapi.weixin.qq.com/x"), InlineData("https://qyapi.weixin.qq.com:8443/x")]
    [InlineData("https://me@oapi.dingtalk.com/x"), InlineData("ftp://open.feishu.cn/x"), InlineData("nonsense")]
    public async Task The_server_calls_messengers_and_hosts_it_was_told_and_nothing_else(string url)
    {
        var world = await FieldWorld.Open(app);
        Assert.Equal("robot.address", await TestApp.CodeOf(() => app.Run(world.Company.System, new SetRobot.Command("群", RobotKind.WeCom, world.Unit, "zh-CN", ["ticket-urged"], url))));
    }

    [Fact]
    public async Task Over_http_an_address_is_written_and_never_shown_and_nonsense_is_refused_at_its_field()
    {
        var world = await FieldWorld.Open(app);
        var admin = app.ClientFor(world.Company.Person("platform.manage", "platform.read"));
        var address = app.Groups.WeCom("hidden-key");
        object Body(string? url = null, string name = "站点群", string template = "visit-assigned", long? id = null) =>
            new { id, name, kind = "WeCom", unit = world.Unit.Value, url, language = "zh-CN", templates = new[] { template }, active = true };

        Assert.Equal("robot.address-missing", await (await admin.PutAsJsonAsync("/api/message-robots", Body())).Code());
        Assert.Equal("robot.template-unknown", await (await admin.PutAsJsonAsync("/api/message-robots", Body(address, template: "rating-asked"))).Code());
        var made = await (await admin.PutAsJsonAsync("/api/message-robots", Body(address))).Read<SetRobot.Response>();
        Assert.Equal("robot.name-taken", await (await admin.PutAsJsonAsync("/api/message-robots", Body(address))).Code());
        Assert.Equal(made, await (await admin.PutAsJsonAsync("/api/message-robots", Body(name: "新名", id: made.Id.Value))).Read<SetRobot.Response>());
        Assert.Equal(("新名", false), await app.Ask(world.Company.System, new ListRobots.Query()) is [var row] ? (row.Name, row.Signs) : default);

        Assert.DoesNotContain("hidden-key", await admin.GetStringAsync("/api/message-robots"), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-key", await admin.GetStringAsync("/api/lists/audit/export?format=csv"), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-key", await app.Look(world.Company.Id, db => db.Set<Robot>().Select(robot => robot.SealedUrl).SingleAsync()), StringComparison.Ordinal);
        foreach (var (stranger, code) in new[] { (world.Dispatcher, "permission.missing"), (Caller.Anonymous(world.Company.Id), "sign-in.required") })
            Assert.Equal(code, await TestApp.CodeOf(() => app.Ask(stranger, new ListRobots.Query())));
        var elsewhere = (await FieldWorld.Open(app)).Company.System;
        Assert.Empty(await app.Ask(elsewhere, new ListRobots.Query()));
        Assert.Equal("robot.not-found", await TestApp.CodeOf(() => app.Run(elsewhere, new TestRobot.Command(made.Id))));
    }

    [Fact, Trait("Requirement", "R1510")]
    public async Task A_major_complaint_ignores_quiet_time_and_the_rest_waits_for_its_end()
    {
        var world = await FieldWorld.Open(app);
        var key = Guid.NewGuid().ToString("N");
        await Robot(world, RobotKind.WeCom, key, "管理群", templates: ["complaint-major", "ticket-urged"]);
        await app.Run(world.Company.System, new SetMessagePolicy.Command(new(2026, 3, 1), [], new(21, 0), new(8, 0)));
        var ticket = await world.Ticket();
        app.Time.SetShanghai("2026-03-02 22:30");
        var officer = world.Company.PersonOf(world.Unit, "quality.read", "quality.do", "desk.read") with { Person = world.Intake };

        await app.Run(officer, new RegisterComplaint.Command("烫伤儿童", ComplaintCategory.Product, Severity: ComplaintSeverity.Major, Customer: world.Customer, Ticket: ticket));
        await app.Run(world.Dispatcher, new UrgeTicket.Command { Id = ticket });
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao));
        await app.Settle();

        var night = await Sent(world);
        Assert.Equal(["complaint-major"], night.Where(message => message.State is MessageState.Sent).Select(message => message.Template));
        Assert.Equal(["ticket-urged", "visit-scheduled"], night.Where(message => message.State is MessageState.Queued).Select(message => message.Template).Order(StringComparer.Ordinal));
        Assert.All(night.Where(message => message.State is MessageState.Queued), message => Assert.Equal(Shanghai("2026-03-03 08:00"), message.HeldUntil));

        app.Time.SetShanghai("2026-03-03 07:59");
        await app.Settle();
        Assert.Equal(2, (await Sent(world)).Count(message => message.State is MessageState.Queued));
        app.Time.SetShanghai("2026-03-03 08:00");
        await app.Settle();
        Assert.All(await Sent(world), message => Assert.Equal((MessageState.Sent, 1), (message.State, message.Attempts)));
        Assert.Equal(2, app.Groups.Told.Count(said => said.Key == key));
    }

    [Theory, Trait("Requirement", "R1510")]
    [InlineData("21:00", "08:00", "2026-03-02 20:59", null), InlineData("21:00", "08:00", "2026-03-02 21:00", "2026-03-03 08:00"), InlineData("21:00", "08:00", "2026-03-03 07:59", "2026-03-03 08:00")]
    [InlineData("21:00", "08:00", "2026-03-03 08:00", null), InlineData("12:00", "13:30", "2026-03-02 12:15", "2026-03-02 13:30"), InlineData("12:00", "13:30", "2026-03-02 13:30", null)]
    public void The_quiet_time_ends_when_it_says_also_over_midnight(string from, string until, string now, string? held)
    {
        var policy = new MessagePolicy { Id = default, ValidFrom = new(2026, 3, 1), QuietFrom = Minutes(from), QuietUntil = Minutes(until), Urgent = ["ticket-urged"] };

        Assert.Equal(held is null ? null : Shanghai(held), policy.HoldUntil("visit-scheduled", Shanghai(now), DateTimeZoneProviders.Tzdb["Asia/Shanghai"]));
        Assert.Null(policy.HoldUntil("ticket-urged", Shanghai(now), DateTimeZoneProviders.Tzdb["Asia/Shanghai"]));

        static int Minutes(string time) => (int)TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes;
    }

    [Fact, Trait("Requirement", "R1510")]
    public async Task What_would_be_useless_in_the_morning_leaves_at_night_and_a_policy_counts_from_its_day()
    {
        var world = await FieldWorld.Open(app);
        var client = app.ClientFor(world.Company.Person("platform.manage", "platform.read"));
        Assert.Equal("message.quiet-time", await (await client.PutAsJsonAsync("/api/message-policy", new { from = "2026-03-02", quietFrom = "21:00:00", urgent = Array.Empty<string>() })).Code());
        Assert.Equal("robot.template-unknown", await (await client.PutAsJsonAsync("/api/message-policy", new { from = "2026-03-02", urgent = new[] { "birthday" } })).Code());
        (await client.PutAsJsonAsync("/api/message-policy", new { from = "2026-03-03", quietFrom = "21:00:00", quietUntil = "10:00:00", urgent = Array.Empty<string>() })).EnsureSuccessStatusCode();
        app.Time.SetShanghai("2026-03-02 23:00");
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao, "14:00"));
        await app.Settle();
        app.Time.SetShanghai("2026-03-03 06:00");
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao, "07:00", minutes: 60) with { Override = true, Reason = "客户只有早上在家" });
        await app.Settle();

        Assert.All((await Sent(world)).Where(message => message.Template == "visit-scheduled"), message => Assert.Equal((MessageState.Sent, (Instant?)null), (message.State, message.HeldUntil)));
        var version = Assert.Single(await (await client.GetAsync("/api/message-policy")).Read<List<GetMessagePolicy.Version>>());
        Assert.Equal((new LocalDate(2026, 3, 3), new TimeOnly(21, 0), new TimeOnly(10, 0)), (version.From, version.QuietFrom!.Value, version.QuietUntil!.Value));
    }

    private async Task<RobotId> Robot(FieldWorld world, RobotKind kind, string key, string name, string? secret = RobotSink.Secret, UnitId? unit = null, string[]? templates = null)
    {
        var url = kind switch { RobotKind.WeCom => app.Groups.WeCom(key), RobotKind.DingTalk => app.Groups.DingTalk(key), _ => app.Groups.Feishu(key) };
        return (await app.Run(world.Company.System, new SetRobot.Command(name, kind, unit ?? world.Unit, "zh-CN", templates ?? ["ticket-urged"], url, secret))).Id;
    }

    private Task<Message> One(FieldWorld world, MessageChannel channel) => app.Look(world.Company.Id, db => db.Set<Message>().SingleAsync(message => message.Channel == channel));

    private Task<List<Message>> Sent(FieldWorld world) => app.Look(world.Company.Id, db => db.Set<Message>().Where(message => message.Channel != MessageChannel.InApp).ToListAsync());
}
