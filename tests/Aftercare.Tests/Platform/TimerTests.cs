using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Platform;

public sealed class TimerTests(PumpApp app) : IClassFixture<PumpApp>
{
    private Task<Done> Set(TestCompany company, long record, Instant due) => app.Run(company.System, new SetAlarm.Command(record, due));

    private static string Rang(long record, Instant due) => $"tests.rang:{record}@{due:HH:mm}";

    [Fact]
    public async Task It_rings_once_when_it_is_due_and_not_before()
    {
        var (company, due) = (await app.FoundCompany(), app.Time.Now + Duration.FromMinutes(5));
        await Set(company, 1, due);
        await app.Settle();
        Assert.Empty(await app.Effects(company.Id));

        app.Time.Now = due;
        await app.Settle();
        await app.Settle();

        Assert.Equal([Rang(1, due)], await app.Effects(company.Id));
        Assert.Empty(await app.TimersOf(company.Id));
    }

    [Fact]
    public async Task Setting_it_again_moves_it_and_clearing_takes_it_back()
    {
        var (company, start) = (await app.FoundCompany(), app.Time.Now);
        await Set(company, 2, start + Duration.FromMinutes(1));
        await Set(company, 2, start + Duration.FromMinutes(3));
        await Set(company, 3, start + Duration.FromMinutes(1));
        await app.Run(company.System, new SetAlarm.Command(3, null));
        // Taken back and set again by one command: it stays, at its new time.
        await app.Run(company.System, new SetAlarm.Command(2, start + Duration.FromMinutes(3), ClearFirst: true));

        app.Time.Pass(Duration.FromMinutes(2));
        await app.Settle();
        Assert.Empty(await app.Effects(company.Id));
        app.Time.Pass(Duration.FromMinutes(1));
        await app.Settle();
        Assert.Equal([Rang(2, start + Duration.FromMinutes(3))], await app.Effects(company.Id));
    }

    [Fact]
    public async Task A_slice_that_sets_its_timer_again_while_it_runs_is_woken_again()
    {
        var (company, due) = (await app.FoundCompany(), app.Time.Now + Duration.FromMinutes(1));
        await Set(company, 100, due);

        app.Time.Now = due + Duration.FromMinutes(2);
        await app.Settle();

        Assert.Equal([Rang(100, due), Rang(100, due + Duration.FromMinutes(1)), Rang(100, due + Duration.FromMinutes(2))], await app.Effects(company.Id));
        Assert.Equal(due + Duration.FromMinutes(3), Assert.Single(await app.TimersOf(company.Id)).DueAt);
        await app.Run(company.System, new SetAlarm.Command(100, null));
    }

    [Fact]
    public async Task What_fails_leaves_no_effect_and_rings_again_later_with_its_own_time()
    {
        var (company, due) = (await app.FoundCompany(), app.Time.Now);
        app.Script.Fail("ring:4");
        await Set(company, 4, due);
        await app.Settle();

        Assert.Empty(await app.Effects(company.Id));
        var failed = Assert.Single(await app.TimersOf(company.Id));
        Assert.Equal((1, "tests.told-to-fail", due), (failed.Attempts, failed.Error, failed.DueAt));

        app.Script.On.Clear();
        app.Time.Pass(Duration.FromSeconds(10));
        await app.Settle();
        Assert.Equal([Rang(4, due)], await app.Effects(company.Id));
    }

    [Fact]
    public async Task The_lease_of_a_crashed_process_runs_out_and_another_takes_over()
    {
        var (company, due) = (await app.FoundCompany(), app.Time.Now);
        await Set(company, 5, due);
        var taken = await app.Services.GetRequiredService<PumpRoom>().Write("crashes after the claim", app.Timers.Claim);
        Assert.Contains(taken, timer => timer.RecordId == 5);

        await app.Settle();
        Assert.Empty(await app.Effects(company.Id));

        app.Time.Pass(Duration.FromMinutes(1));
        await app.Settle();
        Assert.Equal([Rang(5, due)], await app.Effects(company.Id));
        await Assert.ThrowsAsync<LeaseLost>(() => app.Timers.Do(taken.Single(timer => timer.RecordId == 5)));
        Assert.Single(await app.Effects(company.Id));
    }

    [Fact]
    public async Task A_command_that_moves_the_timer_while_it_is_claimed_wins()
    {
        var (company, due) = (await app.FoundCompany(), app.Time.Now);
        await Set(company, 6, due);
        var taken = await app.Services.GetRequiredService<PumpRoom>().Write("slow", app.Timers.Claim);
        await Set(company, 6, due + Duration.FromHours(1));

        await Assert.ThrowsAsync<LeaseLost>(() => app.Timers.Do(taken.Single(timer => timer.RecordId == 6)));

        Assert.Empty(await app.Effects(company.Id));
        Assert.Equal(due + Duration.FromHours(1), Assert.Single(await app.TimersOf(company.Id)).DueAt);
    }

    [Fact]
    public async Task A_timer_nobody_knows_any_more_is_parked_with_the_reason()
    {
        var company = await app.FoundCompany();
        await app.Run(company.System, new SetAlarm.Command(7, app.Time.Now, "tests.gone"));

        await app.Settle();

        var parked = Assert.Single(await app.TimersOf(company.Id));
        Assert.Equal((DeliveryState.Parked, "No use case has the timer tests.gone any more."), (parked.State, parked.Error));
    }
}
