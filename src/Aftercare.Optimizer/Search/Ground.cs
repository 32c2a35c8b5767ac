using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Aftercare.Optimizer.Search;

/// <summary>
/// A problem of the plain kind as flat arrays the kernel reads: one depot, equal tours, one window an order, one load.
/// Place 0 is the depot, place i is order i - 1.
/// </summary>
/// <remarks>Arrays are pinned so that the kernel may keep pointers to them; whoever holds a pointer holds the ground.</remarks>
internal sealed unsafe class Ground
{
    /// <summary>Number of orders; places are this plus one.</summary>
    public required int Orders { get; init; }

    /// <summary>Most tours that may be used.</summary>
    public required int Tours { get; init; }

    /// <summary>Most load of a tour.</summary>
    public required int Capacity { get; init; }

    /// <summary>Row by row, from place to place: what is to be kept small.</summary>
    public required int[] Cost { get; init; }

    /// <summary>Row by row, from place to place: time on the road. May be the same array as <see cref="Cost"/>.</summary>
    public required int[] Time { get; init; }

    /// <summary>Earliest start of service at a place.</summary>
    public required int[] Open { get; init; }

    /// <summary>Latest start of service at a place.</summary>
    public required int[] Close { get; init; }

    public required int[] Duration { get; init; }
    public required int[] Load { get; init; }

    /// <summary>What leaving the order out costs.</summary>
    public required long[] Price { get; init; }

    /// <summary>Whether the order has no price of its own, by place.</summary>
    public required bool[] MustBeDone { get; init; }

    public int Places => Orders + 1;

    /// <summary>The problem as flat arrays, or null when it is not of the plain kind.</summary>
    public static Ground? Of(Problem problem)
    {
        if (problem.Technicians.Count == 0 || problem.Orders.Count == 0) return null;
        var first = problem.Technicians[0];
        if (first.Start != first.End || first.MostOrders < problem.Orders.Count || first.Overtime > 0 || first.PerShift != 0) return null;
        if (problem.Technicians.Any(technician => !Alike(technician, first))) return null;
        if (problem.Orders.Any(order => order.Windows.Count > 1 || order.Skills.Count + order.Certificates.Count + order.Parts.Count + order.Only.Count + order.Preferred.Count > 0)) return null;
        var shift = first.Shifts[0];
        if (problem.Orders.Any(order => order.Load > first.Capacity)) return null;
        var n = problem.Orders.Count;
        var at = new int[n + 1];
        at[0] = first.Start;
        for (var i = 0; i < n; i++) at[i + 1] = problem.Orders[i].Place;
        var time = Picked(problem.Travel.Time, problem.Travel.Places, at);
        var cost = time;
        if (first.PerDistance != 1 || first.PerTravelTime != 0 || problem.Travel.Time != problem.Travel.Distance)
        {
            cost = Picked(problem.Travel.Distance, problem.Travel.Places, at);
            for (var i = 0; i < cost.Length; i++)
            {
                var price = (long)cost[i] * first.PerDistance + (long)time[i] * first.PerTravelTime;
                if (price > MostWay) return null;
                cost[i] = (int)price;
            }
        }
        int[] open = Pinned<int>(n + 1), close = Pinned<int>(n + 1), duration = Pinned<int>(n + 1), load = Pinned<int>(n + 1);
        var priceOf = Pinned<long>(n + 1);
        (open[0], close[0]) = (shift.From, shift.To);
        var dear = checked(2L * n * (cost.Max() + 1L) + problem.Orders.Sum(order => order.Price ?? 0));
        var mustBeDone = new bool[n + 1];
        for (var i = 1; i <= n; i++)
        {
            var order = problem.Orders[i - 1];
            var window = order.Windows.Count == 0 ? shift : order.Windows[0];
            (open[i], close[i], duration[i], load[i]) = (window.From, Math.Min(window.To, shift.To), order.Duration, order.Load);
            priceOf[i] = order.Price ?? dear;
            mustBeDone[i] = order.Price is null;
            // Nobody could do it alone in a tour: no plain problem, the general search says why.
            var start = Math.Max(open[i], shift.From + time[i]);
            if (start > close[i] || start + duration[i] + time[i * (n + 1)] > shift.To) return null;
        }
        if (cost.Max() > MostWay || time.Max() > MostWay || shift.To > MostWay || duration.Max() > MostWay || first.Capacity is > MostWay and < int.MaxValue) return null;
        return new()
        {
            Orders = n, Tours = Math.Min(problem.Technicians.Count, n), Capacity = Math.Min(first.Capacity, MostWay), Cost = cost, Time = time,
            Open = open, Close = close, Duration = duration, Load = load, Price = priceOf, MustBeDone = mustBeDone, Droppable = problem.Orders.Any(order => order.Price is not null),
        };
    }

    // Sums of a few of these stay whole in 32 bits.
    private const int MostWay = 200_000_000;

    private static bool Alike(Technician one, Technician other) => one.Start == other.Start && one.End == other.End && one.Capacity == other.Capacity
        && one.MostOrders == other.MostOrders && one.PerDistance == other.PerDistance && one.PerTravelTime == other.PerTravelTime && one.PerShift == other.PerShift
        && one.Overtime == other.Overtime && one.Shifts.Count == 1 && other.Shifts.Count == 1 && one.Shifts[0] == other.Shifts[0];

    private static int[] Picked(int[] matrix, int places, int[] at)
    {
        var result = Pinned<int>(checked(at.Length * at.Length));
        for (var i = 0; i < at.Length; i++)
            for (var j = 0; j < at.Length; j++) result[i * at.Length + j] = matrix[at[i] * places + at[j]];
        return result;
    }

    /// <summary>Stops (places tour after tour, each ended by 0) as a plan with earliest starts.</summary>
    public Plan PlanOf(ReadOnlySpan<int> stops)
    {
        var tours = new List<Tour>();
        var visits = new List<Visit>();
        var done = new bool[Places];
        long cost = 0;
        int at = 0, moment = Open[0];
        foreach (var place in stops)
        {
            cost += Cost[at * Places + place];
            if (place == 0)
            {
                tours.Add(new(tours.Count, 0, [.. visits]));
                visits.Clear();
                (at, moment) = (0, Open[0]);
                continue;
            }
            done[place] = true;
            moment = Math.Max(Open[place], moment + Time[at * Places + place]);
            visits.Add(new(place - 1, moment));
            moment += Duration[place];
            at = place;
        }
        var unplaced = Enumerable.Range(1, Orders).Where(place => !done[place]).ToList();
        return new(tours, [.. unplaced.Select(place => place - 1)], cost + unplaced.Sum(place => MustBeDone[place] ? 0 : Price[place]));
    }

    /// <summary>Whether some order may be left out at a price.</summary>
    public bool Droppable { get; init; }

    /// <summary>The first element of an array from <see cref="Pinned"/>; good as long as the array is referenced.</summary>
    public static int* Pointer(int[] pinned) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    /// <summary>An array the collector does not move.</summary>
    public static T[] Pinned<T>(int length) => GC.AllocateArray<T>(length, pinned: true);
}
