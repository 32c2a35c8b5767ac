using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Tests.Platform;

public sealed class TickTests(PumpApp app) : IClassFixture<PumpApp>
{
    private static readonly string[] OneRun = ["tests.swept:", "tests.swept:", "tests.swept:"];

    [Fact]
    public async Task It_runs_once_a_period_for_each_company_until_no_chunk_is_left()
    {
        app.Time.Now = Instant.FromUtc(2026, 3, 2, 12, 0);
        var (one, two) = (await app.FoundCompany(), await app.FoundCompany());
        await app.Ticks.Drain();
        await app.Ticks.Drain();
        Assert.Equal(OneRun, await app.Effects(one.Id));
        Assert.Equal(OneRun, await app.Effects(two.Id));

        app.Time.Pass(Duration.FromMinutes(4));
        await app.Ticks.Drain();
        Assert.Equal(OneRun, await app.Effects(one.Id));

        app.Time.Pass(Duration.FromMinutes(1));
        await app.Ticks.Drain();
        Assert.Equal([.. OneRun, .. OneRun], await app.Effects(one.Id));
    }

    [Fact]
    public async Task A_company_whose_run_fails_waits_for_the_next_period_and_holds_back_nobody()
    {
        var (shaky, steady) = (await app.FoundCompany(), await app.FoundCompany());
        app.Script.Fail($"sweep:{shaky.Id}");
        await app.Ticks.Drain();
        Assert.Empty(await app.Effects(shaky.Id));
        Assert.Equal(OneRun, await app.Effects(steady.Id));

        app.Script.On.Clear();
        await app.Ticks.Drain();
        Assert.Empty(await app.Effects(shaky.Id));
        app.Time.Pass(Duration.FromMinutes(5));
        await app.Ticks.Drain();
        Assert.Equal(OneRun, await app.Effects(shaky.Id));
    }

    [Fact]
    public async Task While_one_node_runs_it_another_does_not()
    {
        var company = await app.FoundCompany();
        await app.Ticks.Drain();
        app.Time.Pass(Duration.FromMinutes(5));
        await app.Raw($"update ticks set lease_owner = 'other', lease_until = {(app.Time.Now + Duration.FromMinutes(1)).Micros()} where company_id = {company.Id.Value}");

        await app.Ticks.Drain();
        Assert.Equal(OneRun, await app.Effects(company.Id));

        app.Time.Pass(Duration.FromMinutes(1));
        await app.Ticks.Drain();
        Assert.Equal([.. OneRun, .. OneRun], await app.Effects(company.Id));
    }
}
