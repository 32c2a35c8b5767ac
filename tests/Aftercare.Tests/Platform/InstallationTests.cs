using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Tests.Platform;

/// <summary>What the installation remembers, and what is derived again from its sources: SetMark, ReadMark, RebuildFigures, RebuildSearch.</summary>
public sealed class InstallationTests(MeasureApp app) : IClassFixture<MeasureApp>
{
    private static readonly Caller Installation = Caller.System("test", null);

    [Fact]
    public async Task A_mark_is_remembered_until_it_is_set_anew()
    {
        var name = $"tests.{Guid.NewGuid():N}";
        Assert.Null((await app.Ask(Installation, new ReadMark.Query(name))).Value);

        await app.Run(Installation, new SetMark.Command(name, "one"));
        await app.Run(Installation, new SetMark.Command(name, "two"));

        Assert.Equal("two", (await app.Ask(Installation, new ReadMark.Query(name))).Value);
        Assert.Equal("request.invalid", await TestApp.CodeOf(() => app.Run(Installation, new SetMark.Command("", "x"))));
    }

    [Fact]
    public async Task Figures_are_added_up_again_a_day_at_a_step_and_only_of_the_own_company()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var first = new LocalDate(2026, 3, 1);
        foreach (var owner in new[] { company, other })
            foreach (var day in new[] { 0, 2, 2, 9 }) await app.Run(owner.System, new CountThis.Command(new("tests.a", first.PlusDays(day), null, new(1), "", 1, 1, 1)));
        await app.Tick(null, typeof(FoldMeasures));
        foreach (var owner in new[] { company, other }) await app.Raw($"update measure_days set count = 7 where company_id = {owner.Id.Value}");

        var (steps, step) = (new List<LocalDate?>(), new JobStep(null, 0));
        for (var left = 9; !step.Finished && left > 0; left--)
        {
            step = await app.Run(company.System, new RebuildFigures.Command(step.Checkpoint as LocalDate?, step.Done));
            if (!step.Finished) steps.Add(step.Checkpoint as LocalDate?);
        }

        Assert.Equal([first, first.PlusDays(2), first.PlusDays(9)], steps);
        Task<List<long>> Counts(TestCompany owner) => app.Look(owner.Id, db => db.Set<MeasureDay>().OrderBy(day => day.Date).Select(day => day.Count).ToListAsync());
        Assert.Equal([1, 2, 1], await Counts(company));
        Assert.Equal([7, 7, 7], await Counts(other));
    }

    [Fact]
    public async Task Only_the_product_itself_writes_marks_and_takes_the_steps_of_a_rebuild()
    {
        var administrator = (await app.FoundCompany()).Person([.. RoleBook.AllPermissions]);
        Func<Task>[] attempts =
        [
            () => app.Ask(administrator, new ReadMark.Query("x")), () => app.Run(administrator, new SetMark.Command("x", "x")),
            () => app.Run(administrator, new RebuildFigures.Command(null, 0)), () => app.Run(administrator, new RebuildSearch.Command(null, 0)),
        ];

        foreach (var attempt in attempts) Assert.Equal("permission.missing", await TestApp.CodeOf(attempt));
    }
}
