using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Tests.Platform;

public sealed class JobTests(PumpApp app) : IClassFixture<PumpApp>
{
    private async Task<ReadJob.Response> Progress(TestCompany company, JobId job) => await app.Ask(company.System, new ReadJob.Query(job));

    private static List<string> Counted(int to) => [.. Enumerable.Range(1, to).Select(number => $"tests.counted:{number}")];

    [Fact]
    public async Task It_counts_in_steps_and_says_how_far_it_is()
    {
        var company = await app.FoundCompany();
        var job = (await app.Run(company.System, new StartCountTo.Command(25))).Id;
        Assert.Equal((JobState.Waiting, 0L, null), await Short(company, job));

        await app.Settle();

        Assert.Equal(Counted(25), await app.Effects(company.Id));
        Assert.Equal((JobState.Done, 25L, 25L), await Short(company, job));
        Assert.Equal("counted to 25", (await Progress(company, job)).Message);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_and_is_done_again_later()
    {
        var company = await app.FoundCompany();
        app.Script.On["step:20"] = () => throw new InvalidOperationException("the disk is full");
        var job = (await app.Run(company.System, new StartCountTo.Command(25))).Id;
        await app.Settle();

        Assert.Equal(Counted(10), await app.Effects(company.Id));
        Assert.Equal((JobState.Waiting, 10L, 25L), await Short(company, job));
        Assert.Contains("the disk is full", (await Progress(company, job)).Error, StringComparison.Ordinal);

        app.Script.On.Clear();
        app.Time.Pass(Duration.FromSeconds(10));
        await app.Settle();
        Assert.Equal(Counted(25), await app.Effects(company.Id));
        Assert.Equal((JobState.Done, 25L, 25L), await Short(company, job));
    }

    [Fact]
    public async Task After_a_crash_another_process_goes_on_behind_the_last_step_once_the_lease_is_over()
    {
        var company = await app.FoundCompany();
        app.Script.On["before-step:10"] = () => throw new LeaseLost();
        var job = (await app.Run(company.System, new StartCountTo.Command(25))).Id;
        await app.Settle();
        app.Script.On.Clear();
        await app.Settle();
        Assert.Equal(Counted(10), await app.Effects(company.Id));

        app.Time.Pass(Duration.FromMinutes(1));
        await app.Settle();

        Assert.Equal(Counted(25), await app.Effects(company.Id));
        Assert.Equal((JobState.Done, 25L, 25L), await Short(company, job));
    }

    [Fact]
    public async Task A_refusal_fails_it_at_once_and_a_person_can_take_it_up_again()
    {
        var company = await app.FoundCompany();
        app.Script.Fail("step:20");
        var job = (await app.Run(company.System, new StartCountTo.Command(25))).Id;
        await app.Settle();
        Assert.Equal((JobState.Failed, 10L, 25L), await Short(company, job));

        app.Script.On.Clear();
        await app.Run(company.System, new RetryJob.Command(job));
        await app.Settle();
        Assert.Equal((JobState.Done, 25L, 25L), await Short(company, job));
        Assert.Equal(Counted(25), await app.Effects(company.Id));
        Assert.Equal("job.not-failed", await TestApp.CodeOf(() => app.Run(company.System, new RetryJob.Command(job))));
    }

    [Fact]
    public async Task Cancelled_it_stops_behind_the_running_step_and_what_is_done_stays()
    {
        var company = await app.FoundCompany();
        JobId job = default;
        app.Script.On["before-step:10"] = () => app.Run(company.System, new CancelJob.Command(job));
        job = (await app.Run(company.System, new StartCountTo.Command(25))).Id;
        await app.Settle();
        app.Script.On.Clear();

        Assert.Equal((JobState.Cancelled, 10L, 25L), await Short(company, job));
        Assert.Equal(Counted(10), await app.Effects(company.Id));
        Assert.Equal("job.over", await TestApp.CodeOf(() => app.Run(company.System, new CancelJob.Command(job))));
    }

    [Fact]
    public async Task A_command_that_fails_starts_no_job()
    {
        var company = await app.FoundCompany();
        await TestApp.CodeOf(() => app.Run(company.System, new StartCountTo.Command(25, ThenFail: true)));

        Assert.Empty((await app.Ask(company.System, new ListJobs.Query())).Items);
    }

    [Fact]
    public async Task Only_who_started_it_and_who_reads_the_platform_sees_it()
    {
        var company = await app.FoundCompany();
        var starter = company.Person("tests.do") with { Account = new(7) };
        var job = (await app.Run(starter, new StartCountTo.Command(5))).Id;

        Assert.Equal(job, (await app.Ask(starter, new ReadJob.Query(job))).Id);
        Assert.Equal(job, (await app.Ask(company.Person("platform.read"), new ReadJob.Query(job))).Id);
        Assert.Equal("job.not-found", await TestApp.CodeOf(() => app.Ask(company.Person("tests.do") with { Account = new(8) }, new ReadJob.Query(job))));
        Assert.Equal("job.not-found", await TestApp.CodeOf(async () => await app.Ask((await app.FoundCompany()).System, new ReadJob.Query(job))));
    }

    [Fact]
    public async Task The_list_pages_by_key()
    {
        var company = await app.FoundCompany();
        for (var i = 0; i < 3; i++) await app.Run(company.System, new StartCountTo.Command(1));

        var first = await app.Ask(company.System, new ListJobs.Query(Size: 2));
        var rest = await app.Ask(company.System, new ListJobs.Query(first.Next, 2));

        Assert.Equal(3, first.Items.Concat(rest.Items).DistinctBy(job => job.Id).Count());
        Assert.Null(rest.Next);
    }

    private async Task<(JobState, long, long?)> Short(TestCompany company, JobId job)
    {
        var read = await Progress(company, job);
        return (read.State, read.Done, read.Total);
    }
}
