using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Tests.Platform.Searching;

/// <summary>The product with two kinds of records of the test's: of `note`, nobody sees those with an odd number.</summary>
public sealed class SearchApp : TestApp
{
    protected override void Configure(IWebHostBuilder builder) => builder.ConfigureTestServices(services => services.AddModule("Tests", module => module
        .Slices(typeof(IndexText))
        .Contribute(new SearchKind("note", "refusal.sign-in.required", "note", "desk.read", id => $"/notes/{id}", (_, ids, _) => Task.FromResult<IReadOnlyCollection<long>>([.. ids.Where(id => id % 2 == 0)])))
        .Contribute(new SearchKind("secret-plan", "refusal.sign-in.required", "lock", "quality.read", id => $"/plans/{id}", (_, ids, _) => Task.FromResult(ids)))));
}

internal static class IndexText
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(long Id, string Kind, string? Title, string Words = "") : ICommand<Done>;

    internal sealed class Handler(AppDb db, ISearchIndex index) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            await index.Write(db, [new(command.Id, command.Title is null ? null : new(command.Kind, command.Title, command.Words, db.Now))], ct);
            return Done.Instance;
        }
    }
}

public sealed class SearchTests(SearchApp app) : IClassFixture<SearchApp>
{
    [Theory]
    [InlineData("空调", "冷凝")]
    [InlineData("制冷", "冷凝")]
    [InlineData("不制冷", "冷凝")]
    [InlineData("冷", "冷凝 冷藏")]
    [InlineData("冷凝器 漏水", "冷凝")]
    [InlineData("漏水冷凝器", "")]
    [InlineData("Ｅ５", "冷凝")]
    [InlineData("compressor", "compressor")]
    [InlineData("COMPRESS", "compressor")]
    [InlineData("noise compressor", "compressor")]
    [InlineData("ompressor", "")]
    [InlineData("cafe", "compressor")]
    [InlineData("Café", "compressor")]
    [InlineData("SR260423-0187", "冷凝")]
    [InlineData("0187", "冷凝")]
    [InlineData("sr260423", "冷凝 compressor")]
    [InlineData("5678", "冷藏")]
    [InlineData("138 1234 5678", "冷藏")]
    [InlineData("138 9999", "")]
    [InlineData("13812345678", "冷藏")]
    [InlineData("2345", "冷藏")]
    [InlineData("00123", "冷藏")]
    [InlineData("𠮷野家", "冷藏")]
    [InlineData("王", "冷藏")]
    [InlineData("kühl 冷", "")]
    public async Task Words_are_found(string words, string found)
    {
        var company = await Filled();

        var hits = await app.Ask(company.Person("desk.read"), new Search.Query(words));

        Assert.Equal(found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), hits.Items.Select(hit => hit.Title.Split(' ')[0]).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!!! --- '\"")]
    [InlineData("\" OR \"")]
    [InlineData("空调\" OR tokens:\"a")]
    [InlineData("'; drop table search_documents; --")]
    [InlineData("a' | 'b:*")]
    [InlineData("NEAR(空调 漏水, 5)")]
    [InlineData("§c1")]
    [InlineData("\\ \0 \u202E %_ <-> & !")]
    [InlineData("\uD842")]
    public async Task No_question_breaks_out_of_the_words(string words)
    {
        var company = await Filled();

        var hits = await app.Ask(company.Person("desk.read"), new Search.Query(words));

        Assert.True(hits.Items.Count <= 1);
        Assert.Equal(2, (await app.Ask(company.Person("desk.read"), new Search.Query("冷"))).Items.Count);
    }

    [Fact]
    public void Of_a_number_only_the_end_may_be_missing_of_words_apart_each()
    {
        Assert.Equal([("sr260302", false), ("018", true)], Words("SR260302-018"));
        Assert.Equal([("wash", true), ("mach", true)], Words("wash mach"));
        Assert.Equal([("x20", true), ("打印", false)], Words("X20打印"));

        static IEnumerable<(string, bool)> Words(string query) => Tokens.Query(query).Select(word => (string.Join(' ', word.Parts), word.Prefix));
    }

    [Fact]
    public async Task What_somebody_may_not_see_is_not_found()
    {
        var (company, other) = (await Filled(), await app.FoundCompany());
        var id = Ids();
        await app.Run(company.System, new IndexText.Command(id, "secret-plan", "空调召回计划"));
        await app.Run(company.System, new IndexText.Command(id + 1, "note", "空调 odd"));

        async Task<int> Count(Caller caller) => (await app.Ask(caller, new Search.Query("空调"))).Items.Count;

        Assert.Equal(1, await Count(company.Person("desk.read")));
        Assert.Equal(2, await Count(company.Person("desk.read", "quality.read")));
        Assert.Equal(0, await Count(company.Person()));
        Assert.Equal(0, await Count(other.Person("desk.read", "quality.read")));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Ask(Caller.Anonymous(), new Search.Query("空调"))));
        Assert.Empty((await app.Ask(Caller.Anonymous(company.Id), new Search.Query("空调"))).Items);
        Assert.Single((await app.Ask(company.Person("desk.read", "quality.read"), new Search.Query("空调", "note"))).Items);
    }

    [Fact]
    public async Task The_newest_come_first_and_a_key_leads_on()
    {
        var company = await app.FoundCompany();
        var first = Ids();
        for (var i = 0; i < 45; i++) await app.Run(company.System, new IndexText.Command(first + (2 * i), "note", $"pump {i}"));
        for (var i = 0; i < 130; i++) await app.Run(company.System, new IndexText.Command(first + 101 + (2 * i), "note", "pump unseen"));
        var caller = company.Person("desk.read");

        var titles = new List<string>();
        var (after, pages) = ((string?)null, 0);
        do
        {
            var page = await app.Ask(caller, new Search.Query("pump", After: after));
            (after, pages) = (page.Next, pages + 1);
            titles.AddRange(page.Items.Select(hit => hit.Title));
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 45).Reverse().Select(i => $"pump {i}"), titles);
        Assert.Equal(3, pages);
        Assert.Equal("page.malformed", await TestApp.CodeOf(() => app.Ask(caller, new Search.Query("pump", After: "x"))));
    }

    [Fact]
    public async Task A_changed_text_is_found_by_its_new_words_only()
    {
        var company = await app.FoundCompany();
        var (id, caller) = (Ids(), company.Person("desk.read"));
        async Task<int> Count(string words) => (await app.Ask(caller, new Search.Query(words))).Items.Count;

        await app.Run(company.System, new IndexText.Command(id, "note", "旧名字"));
        await app.Run(company.System, new IndexText.Command(id, "note", "新名字"));
        Assert.Equal((0, 1), (await Count("旧名字"), await Count("新名字")));
        await app.Run(company.System, new IndexText.Command(id, "note", null));
        Assert.Equal(0, await Count("新名字"));
    }

    [Fact]
    public async Task Very_long_words_and_texts_are_taken()
    {
        var company = await app.FoundCompany();
        var (id, caller) = (Ids(), company.Person("desk.read"));
        var words = new string('x', 5000) + " " + string.Concat(Enumerable.Range(0, 30_000).Select(i => (char)(0x4E00 + (i * 7919 % 20_000)))) + " end";

        await app.Run(company.System, new IndexText.Command(id, "note", "long", words));

        Assert.Single((await app.Ask(caller, new Search.Query(new string('x', 150)))).Items);
    }

    [Fact]
    public async Task A_rebuild_takes_out_what_is_no_record_any_more()
    {
        var company = await Filled();

        var job = await app.Run(company.Person("platform.manage"), new StartRebuildSearch.Command());
        app.Time.Pass(NodaTime.Duration.FromSeconds(1));
        await app.Settle();

        Assert.Equal(JobState.Done, (await app.Look(company.Id, db => db.Set<Job>().SingleAsync(row => row.Id == job.JobId))).State);
        Assert.Empty((await app.Ask(company.Person("desk.read"), new Search.Query("冷"))).Items);
    }

    [Fact]
    public async Task Over_HTTP_a_hit_says_what_it_is_and_where()
    {
        var company = await Filled();

        var page = await (await app.ClientFor(company.Person("desk.read")).GetAsync("/api/search?q=compressor")).Read<PageOf<Search.Hit>>();

        var hit = Assert.Single(page.Items);
        Assert.Equal(("note", "Please sign in first.", $"/notes/{hit.Id}"), (hit.Kind, hit.KindTitle, hit.Href));
    }

    private async Task<TestCompany> Filled()
    {
        var company = await app.FoundCompany();
        var id = Ids();
        await app.Run(company.System, new IndexText.Command(id, "note", "冷凝 SR260423-0187", "空调不制冷，冷凝器漏水，代码E5"));
        await app.Run(company.System, new IndexText.Command(id + 2, "note", "compressor SR260423-0188", "Compressor noise at the Café"));
        await app.Run(company.System, new IndexText.Command(id + 4, "note", "冷藏 fridge", "王小二 13812345678 AC2024X00123 𠮷野家"));
        return company;
    }

    // Even.
    private long Ids() => (app.Services.GetRequiredService<IdBlocks>().Next() * 1000) + 1_000_000_000;
}
