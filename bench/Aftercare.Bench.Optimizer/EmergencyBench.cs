using System.Diagnostics;
using Aftercare.Optimizer;

namespace Aftercare.Bench.Optimizer;

/// <summary>A town with its technicians on the road: what a slot costs, and a lift that stops with people in it.</summary>
internal static class EmergencyBench
{
    public static int Run(Options options)
    {
        var (orders, technicians, questions) = ((int)options.Number("orders", 1000), (int)options.Number("technicians", 100), (int)options.Number("questions", 200));
        var town = Town(orders + questions, technicians);
        var planned = town with { Orders = [.. town.Orders.Take(orders)] };
        var plan = Solver.Solve(planned, new(Iterations: 300)).Plan;
        Console.WriteLine($"{orders} orders, {technicians} technicians, {plan.Unplaced.Count} unplaced, cost {plan.Cost}");
        Period[] slots = [.. Enumerable.Range(4, 4).Select(i => new Period(i * 7200, (i + 1) * 7200))];
        List<double> quoteTimes = [], repairTimes = [];
        var (placed, moved) = (0, 0);
        for (var i = 0; i < questions; i++)
        {
            var problem = planned with { Orders = [.. planned.Orders, town.Orders[orders + i] with { Windows = [] }] };
            var before = plan with { Unplaced = [.. plan.Unplaced, orders] };
            var quoting = new Quoting(problem, before);
            var clock = Stopwatch.GetTimestamp();
            var quotes = quoting.Slots(slots);
            quoteTimes.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            if (quotes.Length != slots.Length) throw new InvalidOperationException("A slot was not answered.");
            problem = planned with { Orders = [.. planned.Orders, town.Orders[orders + i] with { Windows = [new(36000, 39600)] }] };
            clock = Stopwatch.GetTimestamp();
            var repair = Emergency.Insert(problem, before, orders);
            repairTimes.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            if (repair is null) continue;
            placed++;
            moved += repair.Moved.Count;
            if (PlanCheck.Flaws(problem, repair.Plan with { }) is [var flaw, ..] && plan.Unplaced.Count == 0) throw new InvalidOperationException(flaw.Text);
        }
        Console.WriteLine("| question | p50 ms | p99 ms | most ms |\n|---|---|---|---|");
        foreach (var (name, times) in new[] { ($"price of {slots.Length} slots", quoteTimes), ("repaired plan", repairTimes) })
        {
            times.Sort();
            Console.WriteLine($"| {name} | {times[times.Count / 2]:F2} | {times[Math.Min(times.Count - 1, times.Count * 99 / 100)]:F2} | {times[^1]:F2} |");
        }
        Console.WriteLine($"{placed} of {questions} emergencies placed, {moved} others moved");
        return 0;
    }

    // Seconds and metres: a town 30 km across at 36 km/h, work of half an hour, promised windows of two hours or a day.
    private static Problem Town(int orders, int technicians)
    {
        var random = new Random(1);
        var places = orders + technicians;
        List<(double X, double Y)> points = [.. Enumerable.Range(0, places).Select(_ => (random.NextDouble() * 30_000, random.NextDouble() * 30_000))];
        var distance = Travel.Straight(points, 1).Distance;
        string[] skills = ["lifts", "doors", "pumps"];
        return new()
        {
            Name = "town",
            Travel = new(places, distance, [.. distance.Select(metres => metres / 10)]),
            Technicians = [.. Enumerable.Range(0, technicians).Select(i => new Technician { Name = $"technician {i}", Start = i, End = i, Shifts = [new(28_800, 61_200)], Overtime = 7200, PerOvertime = 2, Skills = skills.Where(_ => random.Next(3) > 0).ToDictionary(skill => skill, _ => 1) })],
            Orders = [.. Enumerable.Range(0, orders).Select(i =>
            {
                var from = 28_800 + 7200 * random.Next(0, 4);
                return new Order { Name = $"order {i}", Place = technicians + i, Duration = 1200 + random.Next(1200), Price = 200_000, Windows = random.Next(2) == 0 ? [] : [new(from, from + 7200)], Skills = new Dictionary<string, int> { [skills[random.Next(3)]] = 1 } };
            })],
        };
    }
}
