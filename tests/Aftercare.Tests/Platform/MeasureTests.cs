using System.Globalization;
using Aftercare.Platform;
using FsCheck.Xunit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Platform;

public sealed class MeasureTests(MeasureApp app) : IClassFixture<MeasureApp>
{
    private static readonly LocalDate First = new(2026, 3, 1);
    private static readonly FigureScope Everything = new(["tests.a", "tests.b"], First, First.PlusDays(30));

    // Whatever happens in whatever order, the figures are the plain sums of the measures.
    [Property(MaxTest = 25)]
    public async Task Any_order_of_counting_correcting_folding_and_rebuilding_gives_the_plain_sums(byte[] steps)
    {
        var company = await app.FoundCompany();
        foreach (var step in steps)
        {
            if (step % 8 == 6) await app.Run(Caller.System("test", null), new FoldMeasures.Command());
            else if (step % 8 == 7) await Rebuild(company);
            else await app.Run(company.System, new CountThis.Command(Of(step)));
        }

        var plain = await app.Look(company.Id, db => db.Set<MeasureRow>().ToListAsync());
        Assert.Equal(steps.Count(step => step % 8 < 6), plain.Count);
        foreach (var scope in Scopes())
        {
            var expected = plain.Where(row => scope.Names.Contains(row.Name) && row.Date >= scope.From && row.Date <= scope.To
                && (scope.Person is null || row.PersonId == scope.Person) && (scope.Units is null || scope.Units.Contains(row.UnitId)) && (scope.Types is null || scope.Types.Contains(row.Type)) && scope.ExceptTypes?.Contains(row.Type) is not true).ToList();
            Assert.Equal(new Total(expected.Sum(row => row.Count), expected.Sum(row => row.Sum)), await app.Look(company.Id, db => Figures.Sum(db, scope, default)));
        }
    }

    [Fact]
    public async Task Figures_split_by_person_and_day_and_lead_to_their_sources()
    {
        var company = await app.FoundCompany();
        for (var i = 1; i <= 5; i++) await app.Run(company.System, new CountThis.Command(new("tests.a", First.PlusDays(i % 2), new(i % 2), new(7), "repair", 1, i, 1000 + i)));
        await app.Tick(null, typeof(FoldMeasures));
        await app.Run(company.System, new CountThis.Command(new("tests.a", First, null, new(7), "repair", -1, -2, 1002)));

        var byPerson = await app.Look(company.Id, db => Figures.Rows(db, Everything).GroupBy(row => row.Person).Select(group => new { group.Key, Sum = group.Sum(row => row.Sum) }).OrderBy(row => row.Key).ToListAsync());
        Assert.Equal([(0L, 4L), (1L, 9L)], byPerson.Select(row => (row.Key.Value, row.Sum)));
        var byDay = await app.Look(company.Id, db => Figures.Rows(db, Everything).GroupBy(row => row.Date).Select(group => new { group.Key, Count = group.Sum(row => row.Count) }).OrderBy(row => row.Key).ToListAsync());
        Assert.Equal([(First, 1L), (First.PlusDays(1), 3L)], byDay.Select(row => (row.Key, row.Count)));

        // 1002 was taken back: it is behind no figure any more.
        var page = await app.Look(company.Id, db => Figures.Sources(db, Everything, null, 0, 3, default));
        var rest = await app.Look(company.Id, db => Figures.Sources(db, Everything, null, page[^1].Source, 3, default));
        Assert.Equal([(1001L, 1L, 1L), (1003, 1, 3), (1004, 1, 4), (1005, 1, 5)], page.Concat(rest).Select(source => (source.Source, source.Count, source.Sum)));
    }

    [Fact]
    public async Task Records_of_one_figure_without_those_of_another_are_the_difference_between_both()
    {
        var company = await app.FoundCompany();
        foreach (var (name, type, source) in new[] { ("tests.a", "repair", 1L), ("tests.a", "repair", 2), ("tests.a", "complaint", 3), ("tests.a", "return", 4), ("tests.b", "repair", 2), ("tests.b", "complaint", 3), ("tests.b", "complaint", 5) })
            await app.Run(company.System, new CountThis.Command(new(name, First, null, new(7), type, 1, 10, source)));
        await app.Run(company.System, new CountThis.Command(new("tests.b", First, null, new(7), "complaint", -1, -10, 3)));
        var (all, some) = (new FigureScope("tests.a", First, First), new FigureScope("tests.b", First, First));

        Assert.Equal([1, 3, 4], await Behind(all, some));
        Assert.Equal([1], await Behind(all with { Types = ["repair"] }, some));
        Assert.Equal([3, 4], await Behind(all with { Types = ["complaint", "return"] }, some));
        Assert.Equal([1, 3], await Behind(all with { ExceptTypes = ["return"] }, some));
        Assert.Equal([5], await Behind(some, all));

        async Task<IEnumerable<long>> Behind(FigureScope scope, FigureScope without) => (await app.Look(company.Id, db => Figures.Sources(db, scope, without, 0, 9, default))).Select(source => source.Source);
    }

    // Many measures at once in one statement, and a different share of them folded each time.
    [Fact]
    public async Task Totals_by_measure_and_type_are_the_same_before_during_and_after_the_fold()
    {
        var company = await app.FoundCompany();
        async Task<List<(string, string, long, long)>> Sums() => [.. (await app.Look(company.Id, db => Figures.Sums(db, Everything, default))).Select(total => (total.Key.Name, total.Key.Type, total.Value.Count, total.Value.Sum)).Order()];
        for (byte step = 0; step < 200; step++) await app.Run(company.System, new CountThis.Command(Of(step)));
        var before = await Sums();

        await app.Tick(null, typeof(FoldMeasures));
        var folded = await Sums();
        for (byte step = 200; step < 220; step++) await app.Run(company.System, new CountThis.Command(Of(step)));
        var during = await Sums();
        await app.Tick(null, typeof(FoldMeasures));

        Assert.Equal(8, before.Count);
        Assert.Equal(before, folded);
        Assert.NotEqual(before, during);
        Assert.Equal(during, await Sums());
        var plain = await app.Look(company.Id, db => db.Set<MeasureRow>().ToListAsync());
        Assert.Equal(plain.GroupBy(row => (row.Name, row.Type)).Select(group => (group.Key.Name, group.Key.Type, group.Sum(row => row.Count), group.Sum(row => row.Sum))).Order(), during);
    }

    [Fact]
    public async Task Nothing_counted_is_zero_and_other_companies_do_not_count()
    {
        var (mine, theirs) = (await app.FoundCompany(), await app.FoundCompany());
        await app.Run(theirs.System, new CountThis.Command(Of(1)));

        Assert.Equal(Total.None, await app.Look(mine.Id, db => Figures.Sum(db, Everything, default)));
    }

    [Fact]
    public async Task A_rebuild_mends_totals_that_somebody_spoiled()
    {
        var company = await app.FoundCompany();
        await app.Run(company.System, new CountThis.Command(new("tests.a", First, null, new(1), "", 1, 10, 1)));
        await app.Tick(null, typeof(FoldMeasures));
        await app.Raw($"update measure_days set sum = 99 where company_id = {company.Id.Value}");
        Assert.Equal(new Total(1, 99), await app.Look(company.Id, db => Figures.Sum(db, Everything, default)));

        await Rebuild(company);

        Assert.Equal(new Total(1, 10), await app.Look(company.Id, db => Figures.Sum(db, Everything, default)));
    }

    private async Task Rebuild(TestCompany company)
    {
        var job = (await app.Run(company.Person("platform.manage"), new StartRebuildFigures.Command())).JobId;
        await app.Settle();
        Assert.Equal(JobState.Done, (await app.Ask(company.System, new ReadJob.Query(job))).State);
    }

    // 192 kinds of measures and corrections out of one byte.
    private static Measure Of(byte step) => new(
        step % 2 == 0 ? "tests.a" : "tests.b", First.PlusDays(step / 8 % 3), step / 16 % 3 == 0 ? null : new(step / 16 % 3), new(step / 32 % 2 + 1),
        (step / 64).ToString(CultureInfo.InvariantCulture), step % 3 == 0 ? -1 : 1, step % 3 == 0 ? -step : step * 3, step);

    private static IEnumerable<FigureScope> Scopes()
    {
        yield return Everything;
        yield return new("tests.a", First, First);
        yield return new("tests.b", First.PlusDays(1), First.PlusDays(2)) { Person = new(1) };
        yield return Everything with { Units = [new(2)] };
        yield return Everything with { Units = [new(1), new(2)], Types = ["1"], Person = new(2) };
        yield return Everything with { Types = ["1", "2"], ExceptTypes = ["2", "3"] };
        yield return Everything with { ExceptTypes = ["0"] };
    }
}

public sealed class MeasureApp : PumpApp
{
    protected override void Configure(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
    {
        base.Configure(builder);
        Microsoft.AspNetCore.TestHost.WebHostBuilderExtensions.ConfigureTestServices(builder, services => services.AddModule("Tests", module => module.Slices(typeof(CountThis))));
    }
}

internal static class CountThis
{
    [Needs("tests.do")]
    internal sealed record Command(Measure Measure) : ICommand<Done>;

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            db.Count(command.Measure);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
