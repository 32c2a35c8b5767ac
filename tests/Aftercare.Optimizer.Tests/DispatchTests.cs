namespace Aftercare.Optimizer.Tests;

public sealed class DispatchTests
{
    [Fact]
    public void Small_dispatch_problems_are_solved_to_the_optimum_that_trying_everything_finds()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var problem = RandomDispatch.Make(seed, 4);
            var plan = Solver.Solve(problem, new(Iterations: 2000)).Plan;

            Assert.Empty(PlanCheck.Flaws(problem, plan));
            Assert.Equal((seed, RandomDispatch.Best(problem)), (seed, plan.Cost));
        }
    }

    [Theory]
    [InlineData(15)]
    [InlineData(40)]
    public void Every_plan_honours_skills_certificates_windows_parts_shifts_and_limits(int orders)
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var problem = RandomDispatch.Make(seed, orders, 8);
            var plan = Solver.Solve(problem, new(Iterations: 300), (ulong)seed).Plan;
            var again = Solver.Solve(problem, new(Iterations: 300), (ulong)seed).Plan;

            Assert.Empty(PlanCheck.Flaws(problem, plan));
            Assert.Equal(plan.Tours.SelectMany(tour => tour.Visits), again.Tours.SelectMany(tour => tour.Visits));
        }
    }

    [Fact]
    public void Improving_a_plan_never_makes_it_dearer_and_mends_a_broken_one()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var problem = RandomDispatch.Make(seed, 20, 6);
            var plan = Solver.Solve(problem, new(Iterations: 20), 3).Plan;
            var broken = plan with { Tours = [.. plan.Tours.Select(tour => tour with { Visits = [.. tour.Visits.Reverse()] })] };

            var (better, mended) = (Solver.Improve(problem, plan, new(Iterations: 200)).Plan, Solver.Improve(problem, broken, new(Iterations: 200)).Plan);

            Assert.Empty(PlanCheck.Flaws(problem, better));
            Assert.Empty(PlanCheck.Flaws(problem, mended));
            Assert.True(better.Cost <= plan.Cost);
        }
    }

    [Fact]
    public void A_quoted_slot_costs_what_the_plan_costs_more_with_the_order_in_it()
    {
        var priced = 0;
        for (var seed = 1; seed <= 15; seed++)
        {
            var whole = RandomDispatch.Make(seed, 16, 5);
            var problem = whole with { Orders = [.. whole.Orders.Take(15), whole.Orders[15] with { Windows = [] }] };
            var plan = Solver.Solve(whole with { Orders = [.. whole.Orders.Take(15)] }, new(Iterations: 200)).Plan;
            Period[] slots = [new(0, 100), new(100, 200), new(200, 300), new(1000, 1200), new(5000, 6000)];

            var quotes = new Quoting(problem, plan with { Unplaced = [.. plan.Unplaced, 15] }).Slots(slots);

            Assert.Null(quotes[^1].Cost);
            foreach (var quote in quotes.Where(quote => quote.Cost is not null))
            {
                priced++;
                Assert.InRange(quote.Start, quote.Slot.From, quote.Slot.To);
                // Nothing but the one insertion: trying it everywhere at that technician gives the same cost, and nobody is cheaper.
                var least = Inserted(problem with { Orders = [.. problem.Orders.Take(15), problem.Orders[15] with { Windows = [quote.Slot] }] }, plan).Min();
                Assert.Equal(least, quote.Cost);
            }
        }
        Assert.InRange(priced, 10, 75);
    }

    // The additional cost of the last order in every place of every tour where the checker allows it; starts as early as can be.
    private static IEnumerable<long> Inserted(Problem problem, Plan plan)
    {
        var order = problem.Orders.Count - 1;
        for (var t = 0; t < problem.Technicians.Count; t++)
            for (var s = 0; s < problem.Technicians[t].Shifts.Count; s++)
            {
                var tour = plan.Tours.FirstOrDefault(tour => tour.Technician == t && tour.Shift == s);
                var stops = tour?.Visits.Select(visit => visit.Order).ToList() ?? [];
                for (var at = 0; at <= stops.Count; at++)
                {
                    var visits = Timed(problem, t, s, [.. stops[..at], order, .. stops[at..]]);
                    if (visits is null) continue;
                    var with = new Plan([.. plan.Tours.Where(other => other != tour), new(t, s, visits)], plan.Unplaced, 0);
                    var flaws = PlanCheck.Flaws(problem, with);
                    if (flaws.All(flaw => flaw.Code == "plan.cost")) yield return CostOf(flaws) - plan.Cost;
                }
            }
    }

    private static long CostOf(IReadOnlyList<Flaw> flaws) => flaws.Count == 0 ? 0 : long.Parse(flaws[0].Text.Split(' ')[^1].TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture);

    private static List<Visit>? Timed(Problem problem, int t, int s, List<int> stops)
    {
        var (place, moment) = (problem.Technicians[t].Start, problem.Technicians[t].Shifts[s].From);
        var visits = new List<Visit>();
        foreach (var stop in stops)
        {
            var order = problem.Orders[stop];
            moment += problem.Travel.Time[place * problem.Travel.Places + order.Place];
            if (order.Windows.Count > 0)
            {
                if (moment > order.Windows[^1].To) return null;
                moment = Math.Max(moment, order.Windows.First(window => window.To >= moment).From);
            }
            visits.Add(new(stop, moment));
            moment += order.Duration;
            place = order.Place;
        }
        return visits;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void An_emergency_moves_few_leaves_nobody_out_and_says_what_it_costs(int most)
    {
        var (done, moved) = (0, 0);
        for (var seed = 1; seed <= 25; seed++)
        {
            var problem = RandomDispatch.Make(seed, 18, 5);
            var plan = Solver.Solve(problem with { Orders = [.. problem.Orders.Take(17)] }, new(Iterations: 150)).Plan;
            var without = plan with { Unplaced = [.. plan.Unplaced, 17] };

            if (Emergency.Insert(problem, without, 17, most) is not { } repair) continue;

            done++;
            moved += repair.Moved.Count;
            Assert.Empty(PlanCheck.Flaws(problem, repair.Plan));
            Assert.DoesNotContain(17, repair.Plan.Unplaced);
            Assert.Subset(plan.Unplaced.ToHashSet(), repair.Plan.Unplaced.ToHashSet());
            Assert.InRange(repair.Moved.Count, 0, most);
            Assert.Equal(repair.Plan.Cost - plan.Cost, repair.Cost);
        }
        Assert.InRange(done, 8, 25);
        Assert.Equal(most == 0, moved == 0);
    }

    [Fact]
    public void Every_technicians_standing_is_told_and_the_smallest_relaxation_places_the_order()
    {
        var problem = new Problem
        {
            Name = "relax",
            Travel = Travel.Straight([(0, 0), (30, 0), (40, 0)], 1),
            Technicians =
            [
                new() { Name = "Li", Shifts = [new(0, 100)], Skills = new Dictionary<string, int> { ["lifts"] = 1 } },
                new() { Name = "Wu", Shifts = [new(0, 100)] },
                new() { Name = "Chen", Shifts = [new(0, 100)], Skills = new Dictionary<string, int> { ["lifts"] = 1 }, MostOrders = 0 },
            ],
            Orders =
            [
                new() { Name = "early", Place = 1, Duration = 20, Windows = [new(30, 30)], Price = 1000 },
                new() { Name = "late", Place = 2, Duration = 10, Windows = [new(45, 55)], Price = 70, Skills = new Dictionary<string, int> { ["lifts"] = 1 } },
            ],
        };
        var plan = new Plan([new(0, 0, [new(0, 30)])], [1], 130);

        var explained = Explanation.Of(problem, plan, 1);

        // After the first order Li arrives at 60 and would be back at 110: five late, or ten over.
        Assert.Equal(["technician.time", "technician.skill", "technician.orders"], explained.Standings.Select(standing => standing.Code));
        Assert.Equal("lifts", explained.Standings[1].What);
        Assert.Empty(explained.Relaxations);

        var longer = problem with { Technicians = [problem.Technicians[0] with { Shifts = [new(0, 120)] }, .. problem.Technicians.Skip(1)] };
        Assert.Equal([new Relaxation("later", 5, 0)], Explanation.Of(longer, plan, 1).Relaxations);
        var open = problem with { Orders = [problem.Orders[0], problem.Orders[1] with { Windows = [] }] };
        Assert.Equal([new Relaxation("overtime", 10, 0)], Explanation.Of(open, plan, 1).Relaxations);
    }

    [Fact]
    public void A_placed_order_is_compared_with_every_other_technician()
    {
        var problem = new Problem
        {
            Name = "why",
            Travel = Travel.Straight([(0, 0), (10, 0), (100, 0)], 1),
            Technicians = [new() { Name = "near", Shifts = [new(0, 1000)] }, new() { Name = "far", Start = 2, End = 2, Shifts = [new(0, 1000)] }],
            Orders = [new() { Name = "a", Place = 1 }],
        };

        var explained = Explanation.Of(problem, new([new(0, 0, [new(0, 10)])], [], 20), 0);

        Assert.Equal([0, 160], explained.Standings.Select(standing => standing.Cost));
        Assert.Empty(explained.Relaxations);
    }
}
