using Aftercare.Optimizer.Search;

namespace Aftercare.Optimizer;

/// <summary>How one technician stands to one order.</summary>
/// <param name="Technician">Number in the problem's list.</param>
/// <param name="Cost">What the order costs more (or less) with them than where it is now, or than leaving it out; null when they cannot.</param>
/// <param name="Code">Why not, when <paramref name="Cost"/> is null: <c>technician.not-named</c>, <c>technician.skill</c>, <c>technician.certificate</c>,
/// <c>technician.parts</c>, <c>technician.load</c>, <c>technician.orders</c>, <c>technician.time</c>.</param>
/// <param name="What">The skill, certificate or part; empty otherwise.</param>
public sealed record Standing(int Technician, long? Cost, string Code, string What);

/// <summary>The smallest change that would place an order, the rest of the plan staying in its turn.</summary>
/// <param name="Kind"><c>later</c>: its window lasts longer; <c>overtime</c>: the technician may stay longer.</param>
/// <param name="Amount">By how much, in the problem's unit of time.</param>
/// <param name="Technician">With whom.</param>
public sealed record Relaxation(string Kind, int Amount, int Technician);

/// <summary>Why an order is where it is: every technician's standing, and for one nobody does the smallest relaxations.</summary>
/// <param name="Standings">One a technician, in the problem's order.</param>
/// <param name="Relaxations">At most one of a kind, smallest first; empty for an order that is placed or that time alone cannot place.</param>
public sealed record Explanation(IReadOnlyList<Standing> Standings, IReadOnlyList<Relaxation> Relaxations)
{
    /// <summary>Explains one order of a plan; all others keep their technician and turn.</summary>
    public static Explanation Of(Problem problem, Plan plan, int order)
    {
        ProblemCheck.Demand(problem);
        var rota = new Rota(problem);
        rota.Take(plan);
        var isPlaced = rota.TourOf[order] >= 0;
        long now = problem.Orders[order].Price ?? 0;
        if (isPlaced)
        {
            var tour = rota.TourOf[order];
            var before = rota.CostOf(tour);
            rota.Remove(order, []);
            now = before - rota.CostOf(tour);
        }
        var standings = Enumerable.Range(0, problem.Technicians.Count).Select(technician => Stand(problem, rota, order, technician, now)).ToList();
        return new(standings, isPlaced ? [] : Relax(problem, plan, order, standings));
    }

    private static Standing Stand(Problem problem, Rota rota, int order, int technician, long now)
    {
        var (what, who) = (problem.Orders[order], problem.Technicians[technician]);
        if (what.Only.Count > 0 && !what.Only.Contains(who.Name)) return new(technician, null, "technician.not-named", "");
        foreach (var (skill, level) in what.Skills)
            if (who.Skills.GetValueOrDefault(skill) < level) return new(technician, null, "technician.skill", skill);
        foreach (var certificate in what.Certificates)
            if (!who.Certificates.ContainsKey(certificate)) return new(technician, null, "technician.certificate", certificate);
        var tours = Enumerable.Range(0, rota.Tours).Where(tour => rota.TechnicianOf[tour] == technician).ToList();
        foreach (var (part, count) in what.Parts)
        {
            var left = who.Stock.GetValueOrDefault(part) - tours.Sum(tour => rota.Stops[tour].Take(rota.Count[tour]).Sum(other => problem.Orders[other].Parts.GetValueOrDefault(part)));
            if (left < count) return new(technician, null, "technician.parts", part);
        }
        var least = Rota.Never;
        var (full, heavy) = (true, true);
        foreach (var tour in tours)
        {
            if (rota.Count[tour] < who.MostOrders) full = false;
            if (rota.Stops[tour].Take(rota.Count[tour]).Sum(other => (long)problem.Orders[other].Load) + what.Load <= who.Capacity) heavy = false;
            for (var at = 0; at <= rota.Count[tour]; at++) least = Math.Min(least, rota.Delta(order, tour, at));
        }
        if (least != Rota.Never) return new(technician, least - now, "", "");
        return new(technician, null, full ? "technician.orders" : heavy ? "technician.load" : "technician.time", "");
    }

    private static List<Relaxation> Relax(Problem problem, Plan plan, int order, List<Standing> standings)
    {
        var found = new List<Relaxation>();
        foreach (var kind in new[] { "later", "overtime" })
        {
            Relaxation? best = null;
            foreach (var standing in standings)
            {
                if (standing.Code != "technician.time") continue;
                var technician = standing.Technician;
                var shifts = problem.Technicians[technician].Shifts;
                var most = best?.Amount - 1 ?? shifts[^1].To - shifts[0].From;
                // What a wider limit allows a narrower one may not, never the other way round: halve the range.
                if (most < 1 || !Allows(problem, plan, order, technician, kind, most)) continue;
                var (least, enough) = (1, most);
                while (least < enough)
                {
                    var middle = least + (enough - least) / 2;
                    if (Allows(problem, plan, order, technician, kind, middle)) enough = middle;
                    else least = middle + 1;
                }
                best = new(kind, enough, technician);
            }
            if (best is not null) found.Add(best);
        }
        return [.. found.OrderBy(relaxation => relaxation.Amount)];
    }

    private static bool Allows(Problem problem, Plan plan, int order, int technician, string kind, int amount)
    {
        var what = problem.Orders[order];
        var relaxed = kind == "later"
            ? problem with { Orders = [.. problem.Orders.Select((other, i) => i != order || other.Windows.Count == 0 ? other : other with { Windows = [.. what.Windows.Take(what.Windows.Count - 1), what.Windows[^1] with { To = what.Windows[^1].To + amount }] })] }
            : problem with { Technicians = [.. problem.Technicians.Select((other, i) => i != technician ? other : other with { Overtime = other.Overtime + amount })] };
        var rota = new Rota(relaxed);
        rota.Take(plan);
        for (var tour = 0; tour < rota.Tours; tour++)
            if (rota.TechnicianOf[tour] == technician)
                for (var at = 0; at <= rota.Count[tour]; at++)
                    if (rota.Delta(order, tour, at) != Rota.Never) return true;
        return false;
    }
}
