using Aftercare.Optimizer.Formats;
using Aftercare.Optimizer.Search;

namespace Aftercare.Optimizer.Tests;

public sealed class SolverTests
{
    private static Problem Instance(string name)
    {
        using var text = File.OpenText(Path.Combine(AppContext.BaseDirectory, "Instances", name));
        return SolomonText.Read(text);
    }

    [Theory]
    [InlineData("C101.txt", 8273, 20)]
    [InlineData("RC103.txt", 12580, 800)]
    [InlineData("R201.txt", 11432, 800)]
    public void Published_instances_come_within_two_hundredths_of_their_proven_optimum(string name, long optimum, long iterations)
    {
        var problem = Instance(name);
        var outcome = Solver.Solve(problem, new(Iterations: iterations));

        Assert.Empty(PlanCheck.Flaws(problem, outcome.Plan));
        Assert.InRange(outcome.Plan.Cost, optimum, optimum * 1.02);
    }

    [Fact]
    public void The_same_seed_and_steps_give_the_same_plan_and_another_seed_may_not()
    {
        var problem = Instance("R201.txt");
        Plan Once(ulong seed) => Solver.Solve(problem, new(Iterations: 60), seed).Plan;

        var (one, again, other) = (Once(7), Once(7), Once(8));

        Assert.Equal(Told(one), Told(again));
        Assert.NotEqual(Told(one), Told(other));
    }

    [Fact]
    public void Annealing_gives_the_same_plan_for_the_same_seed_too()
    {
        var problem = Instance("R201.txt");
        Plan Once() => Solver.Solve(problem, new(Iterations: 5000), 3, 1, null, new Tuning { BreedUpTo = 0 }).Plan;

        var (one, again) = (Once(), Once());

        Assert.Empty(PlanCheck.Flaws(problem, one));
        Assert.Equal(Told(one), Told(again));
    }

    [Fact]
    public void Several_threads_together_are_no_worse_than_the_first_alone_and_deterministic()
    {
        var problem = Instance("R201.txt");
        var alone = Solver.Solve(problem, new(Iterations: 60), 5).Plan;

        var (together, again) = (Solver.Solve(problem, new(Iterations: 60), 5, 3).Plan, Solver.Solve(problem, new(Iterations: 60), 5, 3).Plan);

        Assert.Empty(PlanCheck.Flaws(problem, together));
        Assert.True(together.Cost <= alone.Cost);
        Assert.Equal(Told(together), Told(again));
    }

    [Fact]
    public void A_search_told_to_stop_answers_with_its_best_plan_so_far_which_progress_had_told()
    {
        var problem = Instance("RC103.txt");
        using var cancel = new CancellationTokenSource();
        var told = new List<Progress>();

        var outcome = Solver.Solve(problem, new(Cancelled: cancel.Token), 1, 1, progress =>
        {
            told.Add(progress);
            if (told.Count == 5) cancel.Cancel();
        });

        Assert.Empty(PlanCheck.Flaws(problem, outcome.Plan));
        Assert.Equal(outcome.Plan.Cost, told[^1].Cost);
        Assert.Equal(told.OrderByDescending(progress => progress.Cost), told);
    }

    [Fact]
    public void A_limit_in_seconds_is_kept()
    {
        var outcome = Solver.Solve(Instance("R201.txt"), new(Seconds: 0.3));

        Assert.InRange(outcome.Seconds, 0.3, 0.6);
    }

    [Theory]
    [InlineData(300, false)]
    [InlineData(0, false)]
    [InlineData(0, true)]
    public void Small_problems_are_solved_to_the_optimum_that_trying_everything_finds(int breedUpTo, bool droppable)
    {
        var solved = 0;
        for (var seed = 1; seed <= 30; seed++)
        {
            var problem = RandomProblems.Plain(seed, 6, droppable);
            if (RandomProblems.Best(problem) is not { } best || Ground.Of(problem) is null) continue;

            var plan = Solver.Solve(problem, new(Iterations: breedUpTo > 0 ? 1000 : 20_000), 1, 1, null, new Tuning { BreedUpTo = breedUpTo }).Plan;

            Assert.Empty(PlanCheck.Flaws(problem, plan));
            Assert.Equal((seed, best), (seed, plan.Cost));
            solved++;
        }
        Assert.InRange(solved, 15, 30);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(80)]
    public void Every_plan_of_random_problems_keeps_every_promise(int orders)
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var problem = RandomProblems.Plain(seed, orders, droppable: true, detours: true);
            if (Ground.Of(problem) is null) continue;
            var plan = Solver.Solve(problem, new(Iterations: 3000), (ulong)seed).Plan;

            Assert.Empty(PlanCheck.Flaws(problem, plan));
        }
    }

    [Fact]
    public void Steps_of_the_kernel_allocate_nothing()
    {
        var ground = Ground.Of(Instance("R201.txt"))!;
        var near = new Near(ground, 40, 100);
        var annealing = new RuinAndRecreate(ground, near, 1);
        annealing.Anneal(100, 10, 1000, double.PositiveInfinity, null, default);
        var before = GC.GetAllocatedBytesForCurrentThread();

        annealing.Anneal(100, 10, 20_000, double.PositiveInfinity, null, default);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_contradiction_is_refused_with_its_field()
    {
        var problem = RandomProblems.Plain(1, 5);
        OptimizerRefusal Refused(Problem wrong) => Assert.Throws<OptimizerRefusal>(() => Solver.Solve(wrong, new(Iterations: 1)));

        var place = Refused(problem with { Orders = [.. problem.Orders, new() { Name = "far", Place = 99 }] });
        var twice = Refused(problem with { Orders = [.. problem.Orders, problem.Orders[0]] });
        var nobody = Refused(problem with { Technicians = [] });

        Assert.Equal(("problem.unknown-place", "orders[5].place"), (place.Code, place.Field));
        Assert.Equal(("problem.same-name", "orders"), (twice.Code, twice.Field));
        Assert.Equal("problem.no-technicians", nobody.Code);
    }

    private static string Told(Plan plan) => string.Join('|', plan.Tours.Select(tour => string.Join(',', tour.Visits.Select(visit => $"{visit.Order}@{visit.Start}"))));
}
