using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Platform;

public sealed class OutboxTests(PumpApp app) : IClassFixture<PumpApp>
{
    [Fact]
    public async Task Each_subscriber_hears_every_fact_about_a_record_in_its_order()
    {
        var company = await app.FoundCompany();
        foreach (var name in new[] { "a", "b", "c" }) await app.Run(company.System, new Rename.Command(name));
        Assert.Equal(6, (await app.Deliveries(company.Id)).Count);

        await app.Settle();

        var effects = await app.Effects(company.Id);
        Assert.Equal(["tests.heard:a", "tests.heard:b", "tests.heard:c"], effects.Where(effect => effect.StartsWith("tests.heard", StringComparison.Ordinal)));
        Assert.Equal(["tests.also-heard:a", "tests.also-heard:b", "tests.also-heard:c"], effects.Where(effect => effect.StartsWith("tests.also", StringComparison.Ordinal)));
        Assert.Empty(await app.Deliveries(company.Id));
    }

    [Fact]
    public async Task A_failed_delivery_leaves_no_effect_holds_back_what_follows_and_is_tried_again_later()
    {
        var company = await app.FoundCompany();
        app.Script.Fail("hear:shaky");
        await app.Run(company.System, new Rename.Command("shaky"));
        await app.Run(company.System, new Rename.Command("steady"));
        await app.Settle();

        Assert.Equal(["tests.also-heard:shaky", "tests.also-heard:steady"], await app.Effects(company.Id));
        var waiting = await app.Deliveries(company.Id);
        Assert.Equal([("shaky", 1), ("steady", 0)], waiting.Select(delivery => (delivery.Payload.Contains("shaky", StringComparison.Ordinal) ? "shaky" : "steady", delivery.Attempts)));
        Assert.Equal("tests.told-to-fail", waiting[0].Error);
        Assert.Equal(app.Time.Now + Duration.FromSeconds(10), waiting[0].DueAt);

        app.Script.On.Clear();
        await app.Settle();
        Assert.Equal(2, (await app.Deliveries(company.Id)).Count);
        app.Time.Pass(Duration.FromSeconds(10));
        await app.Settle();

        Assert.Equal(["tests.also-heard:shaky", "tests.also-heard:steady", "tests.heard:shaky", "tests.heard:steady"], await app.Effects(company.Id));
    }

    [Fact]
    public async Task After_eight_attempts_it_is_parked_and_still_holds_back_what_follows()
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

        var left = await app.Deliveries(company.Id);
        Assert.Equal([(DeliveryState.Parked, 8), (DeliveryState.Waiting, 0)], left.Select(delivery => (delivery.State, delivery.Attempts)));
    }

    [Fact]
    public async Task A_subscriber_that_does_not_care_is_not_bothered()
    {
        var company = await app.FoundCompany();
        await app.Run(company.System, new Rename.Command("boring"));

        await app.Settle();

        Assert.Equal(["tests.heard:boring"], await app.Effects(company.Id));
        Assert.Empty(await app.Deliveries(company.Id));
    }

    [Fact]
    public async Task What_no_subscriber_knows_any_more_is_parked_with_the_reason()
    {
        var company = await app.FoundCompany();
        await app.Run(company.System, new Rename.Command("x"));
        await app.Raw($"update outbox set subscriber = 'Tests.Gone' where company_id = {company.Id.Value} and subscriber = 'Tests.HearRename'");

        await app.Settle();

        var parked = Assert.Single(await app.Deliveries(company.Id));
        Assert.Equal((DeliveryState.Parked, "There is no Tests.Gone any more."), (parked.State, parked.Error));
    }

    [Fact]
    public async Task A_row_another_node_works_on_is_left_alone_until_its_lease_runs_out()
    {
        var company = await app.FoundCompany();
        await app.Run(company.System, new Rename.Command("boring"));
        await app.Raw($"update outbox set lease_owner = 'dead', lease_until = {(app.Time.Now + Duration.FromMinutes(1)).Micros()} where company_id = {company.Id.Value}");

        await app.Settle();
        Assert.Empty(await app.Effects(company.Id));

        app.Time.Pass(Duration.FromMinutes(1));
        await app.Settle();
        Assert.Equal(["tests.heard:boring"], await app.Effects(company.Id));
    }

    [Fact]
    public async Task Who_lost_the_lease_meanwhile_leaves_no_effect()
    {
        var company = await app.FoundCompany();
        await app.Run(company.System, new Rename.Command("stolen"));
        var pump = app.Outbox;
        var mine = await app.Services.GetRequiredService<PumpRoom>().Write("test", pump.Claim);
        await app.Raw($"update outbox set lease_owner = 'thief' where company_id = {company.Id.Value}");

        foreach (var row in mine.Where(row => row.CompanyId == company.Id)) await Assert.ThrowsAsync<LeaseLost>(() => pump.Do(row));

        Assert.Empty(await app.Effects(company.Id));
        Assert.Equal(2, (await app.Deliveries(company.Id)).Count);
    }
}
