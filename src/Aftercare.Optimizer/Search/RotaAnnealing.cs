namespace Aftercare.Optimizer.Search;

/// <summary>The same ruin and recreate as <see cref="RuinAndRecreate"/>, for problems of any kind: every place of every able technician is tried.</summary>
internal sealed class RotaAnnealing
{
    private readonly Problem problem;
    private readonly Rota work, kept;
    private readonly int[][] around;
    private readonly Tuning tuning;
    private readonly List<int> absent = [], touched = [], removed = [];
    private readonly bool[] isTouched;
    private Dice dice;

    public long Iterations { get; private set; }
    public long Evaluations { get; private set; }
    public Plan Best { get; private set; }
    private long bestCost;

    public RotaAnnealing(Problem problem, ulong seed, Tuning tuning, Plan? start)
    {
        this.problem = problem;
        this.tuning = tuning;
        dice = new(seed);
        work = new(problem);
        kept = new(problem);
        isTouched = new bool[work.Tours];
        var n = work.Orders;
        around = new int[n][];
        var keys = new long[n];
        for (var order = 0; order < n; order++)
        {
            var items = new int[n];
            var here = problem.Orders[order].Place;
            for (var other = 0; other < n; other++)
            {
                items[other] = other;
                var there = problem.Orders[other].Place;
                keys[other] = other == order ? -1 : (long)problem.Travel.Time[here * problem.Travel.Places + there] + problem.Travel.Time[there * problem.Travel.Places + here];
            }
            Array.Sort(keys, items);
            around[order] = n > tuning.Breadth ? items[..tuning.Breadth] : items;
        }
        if (start is not null) work.Take(start);
        for (var order = 0; order < n; order++) if (work.TourOf[order] < 0) absent.Add(order);
        Recreate();
        kept.Copy(work, [.. Enumerable.Range(0, work.Tours)]);
        Best = work.ToPlan();
        bestCost = work.Cost;
    }

    /// <summary>Anneals until one of the limits; temperatures are in mean cost of a placed order.</summary>
    public void Run(double hot, double cold, double until, long iterations, Action<long>? improved, CancellationToken cancelled)
    {
        var began = ProcessorClock.Seconds();
        var placed = Math.Max(1, work.Orders - Best.Unplaced.Count);
        var scale = Math.Max(1, Enumerable.Range(0, work.Tours).Sum(work.CostOf) / (double)placed);
        var keptCost = kept.Cost;
        for (long i = 0; i < iterations; i++, Iterations++)
        {
            if (cancelled.IsCancellationRequested) return;
            var share = i / (double)iterations;
            if (!double.IsInfinity(until))
            {
                var now = ProcessorClock.Seconds();
                if (now >= until) return;
                share = Math.Max(share, (now - began) / (until - began));
            }
            var heat = scale * hot * Math.Pow(cold / hot, share);
            foreach (var tour in touched) isTouched[tour] = false;
            touched.Clear();
            Ruin();
            Recreate();
            var cost = work.Cost;
            if (cost < keptCost - heat * Math.Log(dice.Fraction() + 1e-300))
            {
                kept.Copy(work, touched);
                keptCost = cost;
                if (cost < bestCost)
                {
                    bestCost = cost;
                    Best = work.ToPlan();
                    improved?.Invoke(Best.Cost);
                }
            }
            else
            {
                work.Copy(kept, touched);
                absent.Clear();
                for (var order = 0; order < work.Orders; order++) if (work.TourOf[order] < 0) absent.Add(order);
            }
        }
    }

    private void Touch(int tour)
    {
        if (isTouched[tour]) return;
        isTouched[tour] = true;
        touched.Add(tour);
    }

    private void Ruin()
    {
        var used = 0;
        foreach (var count in work.Count) if (count > 0) used++;
        if (used == 0) return;
        var mean = (work.Orders - absent.Count) / (double)used;
        var longest = Math.Min(tuning.Longest, Math.Max(1, mean));
        var strings = (int)(dice.Fraction() * Math.Max(1, 4 * tuning.Removed / (1 + longest) - 1) + 1);
        foreach (var order in around[dice.Below(work.Orders)])
        {
            if (strings == 0) return;
            var tour = work.TourOf[order];
            if (tour < 0 || isTouched[tour]) continue;
            Touch(tour);
            strings--;
            var length = Math.Min(work.Count[tour], (int)(dice.Fraction() * longest + 1));
            var at = Array.IndexOf(work.Stops[tour], order, 0, work.Count[tour]);
            var first = Math.Clamp(at - dice.Below(length), 0, work.Count[tour] - length);
            removed.Clear();
            foreach (var gone in work.Stops[tour].AsSpan(first, length).ToArray())
                if (work.TourOf[gone] == tour) work.Remove(gone, removed);
            absent.AddRange(removed);
        }
    }

    private void Recreate()
    {
        var way = dice.Below(4);
        var keys = new double[absent.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var order = problem.Orders[absent[i]];
            keys[i] = way switch
            {
                0 => dice.Fraction(),
                1 => -work.Price[absent[i]],
                2 => order.Windows.Count == 0 ? int.MaxValue : order.Windows[^1].To - order.Windows[0].From,
                _ => order.Windows.Count == 0 ? int.MaxValue : order.Windows[0].From,
            };
        }
        var orders = absent.ToArray();
        Array.Sort(keys, orders);
        absent.Clear();
        foreach (var order in orders)
        {
            var least = work.Price[order];
            int inTour = -1, place = 0;
            for (var tour = 0; tour < work.Tours; tour++)
            {
                if (!work.Fits(order, tour)) continue;
                for (var at = 0; at <= work.Count[tour]; at++)
                {
                    if (dice.Below(100) == 0) continue;
                    Evaluations++;
                    var delta = work.Delta(order, tour, at);
                    if (delta >= least) continue;
                    (least, inTour, place) = (delta, tour, at);
                }
            }
            if (inTour < 0) absent.Add(order);
            else
            {
                Touch(inTour);
                work.Insert(order, inTour, place);
            }
        }
    }
}
