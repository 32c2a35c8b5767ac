using System.Net;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aftercare.Tests.Platform.Live;

public sealed class LiveTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_browser_hears_of_the_record_it_watches_and_of_nothing_else()
    {
        var company = await app.FoundCompany();
        var signal = app.Services.GetRequiredService<CommitSignal>();
        await using var ear = await Ear.Open(app, company.Person(), "record:17,desk.ticket-closed");

        signal.Raise([new("desk.ticket-opened.v1", 18, company.Id), Announcement.Changed(17, new(company.Id.Value + 1)), new("desk.ticket-closed.v2", 19, company.Id)]);
        signal.Raise([Announcement.Changed(17, company.Id)]);

        Assert.Equal(["desk.ticket-closed", "record:17"], (await ear.Hear(2)).Order());
    }

    [Fact]
    public async Task Every_committed_change_of_a_record_is_heard()
    {
        var id = new CompanyId(app.Services.GetRequiredService<IdBlocks>().Next());
        var person = (await app.FoundCompany()).Person() with { Company = id };
        await using var ear = await Ear.Open(app, person, $"record:{id}");

        await app.Run(Caller.System("test", id), new FoundCompany.Command("A"));

        Assert.Equal([$"record:{id}"], await ear.Hear(1));
    }

    [Fact]
    public async Task A_browser_that_does_not_read_holds_up_nobody_and_misses_nothing()
    {
        var company = new CompanyId(1);
        var signal = new CommitSignal(NullLogger<CommitSignal>.Instance);
        using var live = new LiveTopics(signal);
        await using var slow = live.Listen(company, ["record:1", "record:2"], TimeSpan.FromSeconds(10), default).GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());

        for (var i = 0; i < 100_000; i++) signal.Raise([Announcement.Changed(1, company)]);
        signal.Raise([Announcement.Changed(2, company)]);

        var heard = new List<string?>();
        for (var i = 0; i < 2 && await slow.MoveNextAsync(); i++) heard.Add(slow.Current);
        Assert.Equal(["record:1", "record:2"], heard.Order());
    }

    [Fact]
    public async Task A_silent_stream_beats_and_who_left_is_forgotten()
    {
        using var live = new LiveTopics(new CommitSignal(NullLogger<CommitSignal>.Instance));
        using var stop = new CancellationTokenSource();
        var stream = live.Listen(new(1), ["record:1"], TimeSpan.FromMilliseconds(20), stop.Token).GetAsyncEnumerator(default);

        Assert.True(await stream.MoveNextAsync() && stream.Current is null);
        Assert.True(await stream.MoveNextAsync() && stream.Current is null);
        await stop.CancelAsync();
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Strangers_hear_nothing_and_a_stream_needs_topics()
    {
        var company = await app.FoundCompany();

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(company.Id)).GetAsync("/api/live?topics=record:1")).StatusCode);
        Assert.Equal("live.topics", await (await app.ClientFor(company.Person()).GetAsync("/api/live")).Code());
        Assert.Equal("live.topics", await (await app.ClientFor(company.Person()).GetAsync($"/api/live?topics={string.Join(',', Enumerable.Range(0, 201))}")).Code());
    }

    [Fact]
    public async Task Nodes_of_one_PostgreSQL_hear_each_other()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "SQLite has one node.");
        var company = await app.FoundCompany();
        var (here, elsewhere) = (app.Services.GetRequiredService<Engine>(), new CommitSignal(NullLogger<CommitSignal>.Instance));
        using var node = new NodeSignal(here, elsewhere, Microsoft.Extensions.Logging.Abstractions.NullLogger<NodeSignal>.Instance);
        await node.StartAsync(default);
        await using var ear = await Ear.Open(app, company.Person(), "record:17");

        // Until the node listens and the other hears: notifications before that are nobody's.
        var heard = ear.Hear(1);
        while (!heard.IsCompleted)
        {
            elsewhere.Raise([new("desk.ticket-closed.v1", 17, company.Id)]);
            await Task.WhenAny(heard, Task.Delay(100));
        }

        Assert.Equal(["record:17"], await heard);
        await node.StopAsync(default);
    }

    private sealed class Ear(HttpResponseMessage answer, StreamReader reader) : IAsyncDisposable
    {
        public static async Task<Ear> Open(TestApp app, Caller caller, string topics)
        {
            var answer = await app.ClientFor(caller).GetAsync($"/api/live?topics={topics}", HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
            var ear = new Ear(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
            Assert.Equal("event: alive", await ear.Line());
            return ear;
        }

        public async Task<List<string>> Hear(int count)
        {
            var heard = new List<string>();
            while (heard.Count < count)
                if (await Line() == "event: changed") heard.Add((await Line())["data: ".Length..]);
            return heard;
        }

        private async Task<string> Line() => await reader.ReadLineAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token) ?? throw new InvalidOperationException("The stream ended.");

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            reader.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
