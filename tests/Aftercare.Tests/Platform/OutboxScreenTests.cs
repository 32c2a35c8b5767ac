using System.Net;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Platform;

/// <summary>What failed behind the scenes, as a person with `platform.read` sees and mends it.</summary>
public sealed class OutboxScreenTests(PumpApp app) : IClassFixture<PumpApp>
{
    private static readonly string[] Twice = ["tests.heard:poison", "tests.heard:next"];

    private async Task<TestCompany> WithParked()
    {
        var company = await app.FoundCompany();
        app.Script.Fail("hear:poison");
        await app.Run(company.System, new Rename.Command("poison"));
        await app.Run(company.System, new Rename.Command("next"));
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            await app.Settle();
            app.Time.Pass(Duration.FromHours(1));
        }
        app.Script.On.Clear();
        return company;
    }

    [Fact]
    public async Task A_parked_delivery_is_listed_with_its_error_and_what_waits_behind_it()
    {
        var company = await WithParked();
        var reader = company.Person("platform.read");

        var stuck = Assert.Single((await app.Ask(reader, new ListDeliveries.Query())).Items);
        Assert.Equal(("Tests.HearRename", "tests.renamed.v1", company.Id.Value, 8, true, "tests.told-to-fail", 1), (stuck.Name, stuck.Fact, stuck.About!.Value, stuck.Attempts, stuck.Parked, stuck.Error, stuck.Behind));
        Assert.Equal(2, (await app.Ask(reader, new ListDeliveries.Query(Waiting: true))).Items.Count);
        Assert.Contains("poison", (await app.Ask(reader, new GetDelivery.Query(stuck.Key))).Payload, StringComparison.Ordinal);
        Assert.Empty((await app.Ask((await app.FoundCompany()).System, new ListDeliveries.Query())).Items);
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(company.Person("desk.read"), new ListDeliveries.Query())));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(reader, new RetryDelivery.Command([]))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tried_again_it_gets_through_and_what_waited_follows(bool one)
    {
        var company = await WithParked();
        var key = (await app.Ask(company.System, new ListDeliveries.Query())).Items.Single().Key;

        var answer = await app.Run(company.Person("platform.manage"), new RetryDelivery.Command(one ? [key] : []));
        await app.Settle();

        Assert.Equal(1, answer.Retried);
        Assert.Equal(Twice, (await app.Effects(company.Id)).Where(effect => effect.StartsWith("tests.heard", StringComparison.Ordinal)));
        Assert.Empty((await app.Ask(company.System, new ListDeliveries.Query(Waiting: true))).Items);
    }

    [Fact]
    public async Task Given_up_with_a_reason_it_lets_the_others_through_and_is_kept()
    {
        var company = await WithParked();
        var keys = (await app.Ask(company.System, new ListDeliveries.Query(Waiting: true))).Items.Select(row => row.Key).ToList();
        var manager = company.Person("platform.manage");

        Assert.Equal("delivery.not-parked", await TestApp.CodeOf(() => app.Run(manager, new DropDelivery.Command(keys[1], "no"))));
        await app.Run(manager, new DropDelivery.Command(keys[0], "the customer was merged away"));
        await app.Settle();

        Assert.Equal(["tests.heard:next"], (await app.Effects(company.Id)).Where(effect => effect.StartsWith("tests.heard", StringComparison.Ordinal)));
        var dropped = await app.Look(company.Id, db => db.Set<DroppedDelivery>().SingleAsync());
        Assert.Contains("poison", dropped.Payload, StringComparison.Ordinal);
        var trail = (await app.Ask(company.System, new AuditTrail.Query(dropped.Id.Value))).Items.Single();
        Assert.Equal(("Platform.DropDelivery", "the customer was merged away", "Tester"), (trail.Use, trail.Reason, trail.Actor));
    }

    [Fact]
    public async Task Timers_and_periodic_runs_that_fail_stand_in_the_same_list()
    {
        var company = await app.FoundCompany();
        app.Script.Fail("ring:8");
        app.Script.Fail($"sweep:{company.Id}");
        await app.Run(company.System, new SetAlarm.Command(8, app.Time.Now));
        await app.Settle();
        await app.Ticks.Drain();
        app.Script.On.Clear();

        var stuck = (await app.Ask(company.System, new ListDeliveries.Query())).Items;
        Assert.Equal(["timer.8.tests.alarm", "tick.Tests.Sweep"], stuck.Select(row => row.Key));
        Assert.All(stuck, row => Assert.Equal("tests.told-to-fail", row.Error));

        Assert.Equal(2, (await app.Run(company.System, new RetryDelivery.Command([.. stuck.Select(row => row.Key)]))).Retried);
        await app.Settle();
        await app.Ticks.Drain();
        Assert.Equal(4, (await app.Effects(company.Id)).Count);
        Assert.Empty((await app.Ask(company.System, new ListDeliveries.Query())).Items);
    }

    [Theory]
    [InlineData("zh-CN", "已搁置", "审计日志")]
    [InlineData("en", "Parked", "Audit trail")]
    public async Task The_screens_show_it_in_both_languages(string language, string parked, string audit)
    {
        var company = await WithParked();
        using var client = app.ClientFor(company.Person("platform.read", "platform.manage"), language);

        var list = WebUtility.HtmlDecode(await client.GetStringAsync("/admin/deliveries"));
        Assert.Contains(parked, list, StringComparison.Ordinal);
        Assert.Contains("Tests.HearRename", list, StringComparison.Ordinal);
        var key = (await app.Ask(company.System, new ListDeliveries.Query())).Items.Single().Key;
        Assert.Contains("tests.told-to-fail", await client.GetStringAsync($"/admin/deliveries/{key}"), StringComparison.Ordinal);
        var trail = WebUtility.HtmlDecode(await client.GetStringAsync($"/admin/audit?record={company.Id}"));
        Assert.Contains(audit, trail, StringComparison.Ordinal);
        Assert.Contains(">poison</ins>", trail, StringComparison.Ordinal);
    }
}
