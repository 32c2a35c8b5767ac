using Aftercare.Optimizer.Search;

namespace Aftercare.Optimizer;

/// <summary>A plan with an emergency in it.</summary>
/// <param name="Plan">The new plan.</param>
/// <param name="Moved">Other orders that changed technician or shift, ascending.</param>
/// <param name="Cost">What the new plan costs more, prices of orders left out included.</param>
public sealed record Repair(Plan Plan, IReadOnlyList<int> Moved, long Cost);

/// <summary>Puts one order into a plan at once, moving few others to other technicians and leaving nobody out.</summary>
/// <remarks>Times of others may shift within their windows; whoever was promised a window keeps it.</remarks>
public static class Emergency
{
    /// <summary>The cheapest plan found with the order in it; null when it cannot be had with so few moves.</summary>
    /// <param name="problem">With the order in its list.</param>
    /// <param name="plan">A good plan without it.</param>
    /// <param name="order">The order to put in.</param>
    /// <param name="most">Most others that may change technician or shift, from 0 to 3.</param>
    /// <exception cref="OptimizerRefusal"><c>emergency.planned</c>: the order is in the plan already.</exception>
    public static Repair? Insert(Problem problem, Plan plan, int order, int most = 3)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, 3);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        ProblemCheck.Demand(problem);
        var rota = new Rota(problem);
        rota.Take(plan);
        if (rota.TourOf[order] >= 0) throw new OptimizerRefusal("emergency.planned", $"orders[{order}]", "The order is in the plan already; take it out first.");
        var before = rota.Cost - rota.Price[order];

        var (direct, directTour, directAt) = Cheapest(rota, order, -1);
        var bestCost = direct;
        (int Tour, int First, int Length)? bestEjected = null;
        if (most > 0)
        {
            var backup = rota.Twin();
            // Cheapest place in another tour by order, looked up once; -1 before.
            var elsewhere = new long[problem.Orders.Count];
            Array.Fill(elsewhere, -1);
            for (var tour = 0; tour < rota.Tours; tour++)
            {
                if (rota.Count[tour] == 0 || !rota.Able(order, tour)) continue;
                for (var length = 1; length <= Math.Min(most, rota.Count[tour]); length++)
                    for (var first = 0; first + length <= rota.Count[tour]; first++)
                    {
                        var cost = Eject(rota, backup, order, tour, first, length, bestCost, elsewhere, out var changed);
                        if (cost < bestCost) (bestCost, bestEjected) = (cost, (tour, first, length));
                        rota.Copy(backup, changed);
                    }
            }
            if (bestEjected is { } chosen) Eject(rota, backup, order, chosen.Tour, chosen.First, chosen.Length, Rota.Never, elsewhere, out _);
        }
        if (bestCost == Rota.Never) return null;
        if (bestEjected is null) rota.Insert(order, directTour, directAt);
        var moved = new List<int>();
        foreach (var tour in plan.Tours)
            foreach (var visit in tour.Visits)
                if (rota.TourOf[visit.Order] is var now && (rota.TechnicianOf[now] != tour.Technician || rota.ShiftOf[now] != tour.Shift)) moved.Add(visit.Order);
        moved.Sort();
        return new(rota.ToPlan(), moved, rota.Cost - before);
    }

    // Takes a string out of a tour, puts the order there and each of the string into another tour, the hardest to place first.
    private static long Eject(Rota rota, Rota backup, int order, int tour, int first, int length, long limit, long[] elsewhere, out List<int> changed)
    {
        changed = [tour];
        var gone = new List<int>();
        foreach (var victim in backup.Stops[tour].AsSpan(first, length).ToArray())
            if (rota.TourOf[victim] == tour) rota.Remove(victim, gone);
        if (gone.Count > length) return Rota.Never;
        var cost = rota.CostOf(tour) - backup.CostOf(tour);
        var (delta, _, at) = CheapestIn(rota, order, tour);
        if (delta == Rota.Never || (limit != Rota.Never && cost + delta >= limit)) return Rota.Never;
        if (limit != Rota.Never)
        {
            // What those thrown out would cost, each alone: a string is only followed up when that is cheap enough.
            var expected = cost + delta;
            foreach (var victim in gone)
            {
                if (elsewhere[victim] < 0) elsewhere[victim] = Cheapest(backup, victim, tour).Cost;
                if (elsewhere[victim] == Rota.Never || (expected += elsewhere[victim]) >= limit) return Rota.Never;
            }
        }
        rota.Insert(order, tour, at);
        cost += delta;
        while (gone.Count > 0)
        {
            var (dearest, victim, inTour, place) = (long.MinValue, -1, -1, -1);
            foreach (var candidate in gone)
            {
                var (least, where, position) = Cheapest(rota, candidate, tour);
                if (least == Rota.Never) return Rota.Never;
                if (least > dearest) (dearest, victim, inTour, place) = (least, candidate, where, position);
            }
            cost += dearest;
            if (limit != Rota.Never && cost >= limit) return Rota.Never;
            rota.Insert(victim, inTour, place);
            if (!changed.Contains(inTour)) changed.Add(inTour);
            gone.Remove(victim);
        }
        return cost;
    }

    private static (long Cost, int Tour, int At) Cheapest(Rota rota, int order, int except)
    {
        var best = (Cost: Rota.Never, Tour: -1, At: -1);
        for (var tour = 0; tour < rota.Tours; tour++)
        {
            if (tour == except) continue;
            var one = CheapestIn(rota, order, tour);
            if (one.Cost < best.Cost) best = one;
        }
        return best;
    }

    private static (long Cost, int Tour, int At) CheapestIn(Rota rota, int order, int tour)
    {
        var best = (Cost: Rota.Never, Tour: tour, At: -1);
        if (!rota.Fits(order, tour)) return best;
        for (var at = 0; at <= rota.Count[tour]; at++)
        {
            var delta = rota.Delta(order, tour, at);
            if (delta < best.Cost) best = (delta, tour, at);
        }
        return best;
    }
}
