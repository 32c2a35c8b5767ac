namespace Aftercare.Optimizer.Tests;

/// <summary>Small problems made by chance, and their best plan found by trying everything.</summary>
internal static class RandomProblems
{
    /// <summary>A plain problem; the ways are unlike there and back, some work takes no time.</summary>
    /// <param name="seed">Any number; with an even one time differs from distance.</param>
    /// <param name="orders">How many.</param>
    /// <param name="droppable">Whether orders have a price.</param>
    /// <param name="detours">Whether going by a third place may be shorter than the way itself.</param>
    public static Problem Plain(int seed, int orders, bool droppable = false, bool detours = false)
    {
        var random = new Random(seed);
        var places = orders + 1;
        var distance = new int[places * places];
        var time = new int[places * places];
        for (var i = 0; i < distance.Length; i++)
            if (i / places != i % places) (distance[i], time[i]) = (random.Next(5, 100), random.Next(5, 60));
        if (!detours)
            foreach (var ways in new[] { distance, time })
                for (var by = 0; by < places; by++)
                    for (var i = 0; i < places; i++)
                        for (var j = 0; j < places; j++) ways[i * places + j] = Math.Min(ways[i * places + j], ways[i * places + by] + ways[by * places + j]);
        return new()
        {
            Name = $"random {seed}",
            Travel = new(places, distance, seed % 2 == 0 ? time : null),
            Technicians = [.. Enumerable.Range(1, 4).Select(number => new Technician { Name = $"technician {number}", Shifts = [new(0, 1000)], Capacity = 12 })],
            Orders = [.. Enumerable.Range(1, orders).Select(number =>
            {
                var from = random.Next(0, 700);
                return new Order
                {
                    Name = $"order {number}", Place = number, Load = random.Next(0, 6), Duration = random.Next(3) == 0 ? 0 : random.Next(5, 60),
                    Windows = random.Next(4) == 0 ? [] : [new(from, from + random.Next(100, 200))], Price = droppable ? random.Next(20, 150) : null,
                };
            })],
        };
    }

    /// <summary>The cost of the best plan, from all orders of all subsets; null when not all orders that must can be done.</summary>
    public static long? Best(Problem problem)
    {
        var n = problem.Orders.Count;
        var best = new long[1 << n];
        Array.Fill(best, long.MaxValue);
        best[0] = 0;
        void Walk(int subset, int place, long moment, int load, long cost)
        {
            var technician = problem.Technicians[0];
            for (var i = 0; i < n; i++)
            {
                var order = problem.Orders[i];
                if ((subset & (1 << i)) != 0 || load + order.Load > technician.Capacity) continue;
                var way = place * problem.Travel.Places + order.Place;
                var start = moment + problem.Travel.Time[way];
                if (order.Windows.Count > 0)
                {
                    start = Math.Max(start, order.Windows[0].From);
                    if (start > order.Windows[0].To) continue;
                }
                var leave = start + order.Duration;
                var home = order.Place * problem.Travel.Places;
                var next = subset | (1 << i);
                var so = cost + problem.Travel.Distance[way];
                if (leave + problem.Travel.Time[home] <= technician.Shifts[0].To) best[next] = Math.Min(best[next], so + problem.Travel.Distance[home]);
                if (leave <= technician.Shifts[0].To) Walk(next, order.Place, leave, load + order.Load, so);
            }
        }
        Walk(0, 0, 0, 0, 0);
        // Tours one after another, each from what is left.
        var all = (1 << n) - 1;
        var reach = (long[])best.Clone();
        for (var tour = 1; tour < problem.Technicians.Count; tour++)
        {
            var next = (long[])reach.Clone();
            for (var set = 1; set <= all; set++)
                for (var part = set; part > 0; part = (part - 1) & set)
                    if (best[part] < long.MaxValue && reach[set ^ part] < long.MaxValue) next[set] = Math.Min(next[set], best[part] + reach[set ^ part]);
            reach = next;
        }
        long? least = null;
        for (var set = 0; set <= all; set++)
        {
            if (reach[set] == long.MaxValue) continue;
            var left = Enumerable.Range(0, n).Where(i => (set & (1 << i)) == 0).Select(i => problem.Orders[i].Price).ToList();
            if (left.Contains(null)) continue;
            var cost = reach[set] + left.Sum(price => price!.Value);
            if (least is null || cost < least) least = cost;
        }
        return least;
    }
}
