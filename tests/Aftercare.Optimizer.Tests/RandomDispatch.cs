namespace Aftercare.Optimizer.Tests;

/// <summary>Small dispatch problems with everything in them, made by chance, and their best plan found by trying everything.</summary>
internal static class RandomDispatch
{
    public static Problem Make(int seed, int orders, int technicians = 3)
    {
        var random = new Random(seed);
        var places = orders + technicians;
        List<(double X, double Y)> points = [.. Enumerable.Range(0, places).Select(_ => (random.NextDouble() * 100, random.NextDouble() * 100))];
        Dictionary<string, int> Some(string[] names, int most) => names.Where(_ => random.Next(2) == 0).ToDictionary(name => name, _ => random.Next(1, most + 1));
        return new()
        {
            Name = $"dispatch {seed}",
            Travel = Travel.Straight(points, 1),
            Technicians = [.. Enumerable.Range(0, technicians).Select(number => new Technician
            {
                Name = $"technician {number}", Start = number, End = random.Next(technicians), Shifts = random.Next(2) == 0 ? [new(0, 400)] : [new(50, 350), new(1050, 1400)],
                MostOrders = random.Next(2, 5), Overtime = random.Next(2) * 60, PerOvertime = 3, PerDistance = random.Next(1, 3), PerTravelTime = random.Next(0, 2), PerShift = random.Next(0, 40), Capacity = 10,
                Skills = Some(["lifts", "pumps"], 3), Certificates = new Dictionary<string, int> { ["height"] = random.Next(100, 1400) }, Stock = Some(["fuse", "belt"], 2),
            })],
            Orders = [.. Enumerable.Range(0, orders).Select(number =>
            {
                var from = random.Next(0, 200);
                return new Order
                {
                    Name = $"order {number}", Place = technicians + number, Duration = random.Next(10, 60), Load = random.Next(0, 6),
                    Windows = random.Next(3) switch { 0 => [], 1 => [new(from, from + 120)], _ => [new(from, from + 60), new(from + 1000, from + 1090)] },
                    Skills = random.Next(2) == 0 ? [] : new Dictionary<string, int> { ["lifts"] = random.Next(1, 3) },
                    Certificates = random.Next(4) == 0 ? ["height"] : [],
                    Parts = random.Next(3) == 0 ? new Dictionary<string, int> { ["fuse"] = 1 } : [],
                    Preferred = random.Next(3) == 0 ? ["technician 0"] : [], OtherPrice = 25,
                    Only = random.Next(6) == 0 ? ["technician 1", "technician 2"] : [], Price = random.Next(100, 500),
                };
            })],
        };
    }

    /// <summary>The cost of the best plan: every order in every place of every tour, or left out, judged by the checker alone.</summary>
    public static long Best(Problem problem)
    {
        var tours = problem.Technicians.SelectMany((technician, t) => technician.Shifts.Select((_, s) => (Technician: t, Shift: s, Stops: new List<int>()))).ToList();
        var least = long.MaxValue;
        var left = new List<int>();
        void Place(int order)
        {
            if (order == problem.Orders.Count)
            {
                if (Timed(problem, tours, left) is { } plan) least = Math.Min(least, plan.Cost);
                return;
            }
            left.Add(order);
            Place(order + 1);
            left.Remove(order);
            foreach (var tour in tours)
                for (var at = 0; at <= tour.Stops.Count; at++)
                {
                    tour.Stops.Insert(at, order);
                    Place(order + 1);
                    tour.Stops.RemoveAt(at);
                }
        }
        Place(0);
        return least;
    }

    // The plan with earliest starts if the checker finds it good; its cost is what the checker says.
    private static Plan? Timed(Problem problem, List<(int Technician, int Shift, List<int> Stops)> tours, List<int> left)
    {
        var made = new List<Tour>();
        foreach (var (t, s, stops) in tours.Where(tour => tour.Stops.Count > 0))
        {
            var technician = problem.Technicians[t];
            var (place, moment) = (technician.Start, technician.Shifts[s].From);
            var visits = new List<Visit>();
            foreach (var stop in stops)
            {
                var order = problem.Orders[stop];
                moment += problem.Travel.Time[place * problem.Travel.Places + order.Place];
                if (order.Windows.Count > 0)
                {
                    var open = order.Windows.Where(window => window.To >= moment).Select(window => (int?)Math.Max(moment, window.From)).FirstOrDefault();
                    if (open is null) return null;
                    moment = open.Value;
                }
                visits.Add(new(stop, moment));
                moment += order.Duration;
                place = order.Place;
            }
            made.Add(new(t, s, visits));
        }
        var plan = new Plan(made, [.. left.Order()], 0);
        var flaws = PlanCheck.Flaws(problem, plan);
        if (flaws.Any(flaw => flaw.Code != "plan.cost")) return null;
        return plan with { Cost = flaws.Count == 0 ? 0 : long.Parse(flaws[0].Text.Split(' ')[^1].TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture) };
    }
}
