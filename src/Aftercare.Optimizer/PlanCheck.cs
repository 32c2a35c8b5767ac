namespace Aftercare.Optimizer;

/// <summary>Something wrong with a plan.</summary>
/// <param name="Code">Stable, for example <c>visit.late</c>.</param>
/// <param name="Text">One English sentence.</param>
public sealed record Flaw(string Code, string Text);

/// <summary>
/// Recomputes a plan from the raw problem, knowing nothing of how it was found: no result counts without it. Shares no code with the
/// search.
/// </summary>
public static class PlanCheck
{
    /// <summary>Everything wrong with the plan; empty when it keeps every promise of the problem and costs what it says.</summary>
    public static IReadOnlyList<Flaw> Flaws(Problem problem, Plan plan)
    {
        var flaws = new List<Flaw>();
        void Flaw(string code, string text) => flaws.Add(new(code, text));

        var done = new int[problem.Orders.Count];
        var used = new Dictionary<(int Technician, string Part), long>();
        long cost = 0;
        foreach (var again in plan.Tours.GroupBy(tour => (tour.Technician, tour.Shift)).Where(group => group.Count() > 1))
            Flaw("tour.twice", $"Technician {again.Key.Technician} has shift {again.Key.Shift} twice.");
        foreach (var tour in plan.Tours)
        {
            var technician = problem.Technicians[tour.Technician];
            var shift = technician.Shifts[tour.Shift];
            var who = $"{technician.Name}, shift {tour.Shift}";
            if (tour.Visits.Count == 0) Flaw("tour.empty", $"{who}: a tour without orders.");
            if (tour.Visits.Count > technician.MostOrders) Flaw("tour.orders", $"{who}: {tour.Visits.Count} orders, at most {technician.MostOrders}.");
            cost += technician.PerShift;
            long load = 0, moment = shift.From;
            var place = technician.Start;
            void Go(int to)
            {
                var way = place * problem.Travel.Places + to;
                moment += problem.Travel.Time[way];
                cost += (long)problem.Travel.Distance[way] * technician.PerDistance + (long)problem.Travel.Time[way] * technician.PerTravelTime;
                place = to;
            }
            foreach (var visit in tour.Visits)
            {
                var order = problem.Orders[visit.Order];
                done[visit.Order]++;
                load += order.Load;
                Go(order.Place);
                if (visit.Start < moment) Flaw("visit.early", $"{who}: {order.Name} begins at {visit.Start} but is reached at {moment}.");
                moment = Math.Max(moment, visit.Start);
                if (order.Windows.Count > 0 && !order.Windows.Any(window => window.From <= visit.Start && visit.Start <= window.To))
                    Flaw("visit.window", $"{who}: {order.Name} begins at {visit.Start}, in none of its windows.");
                moment += order.Duration;
                foreach (var (skill, level) in order.Skills)
                    if (!technician.Skills.TryGetValue(skill, out var has) || has < level) Flaw("visit.skill", $"{who}: {order.Name} needs {skill} {level}.");
                foreach (var certificate in order.Certificates)
                    if (!technician.Certificates.TryGetValue(certificate, out var until) || until < moment) Flaw("visit.certificate", $"{who}: {order.Name} needs a good {certificate}.");
                foreach (var (part, count) in order.Parts) used[(tour.Technician, part)] = used.GetValueOrDefault((tour.Technician, part)) + count;
                if (order.Only.Count > 0 && !order.Only.Contains(technician.Name)) Flaw("visit.technician", $"{who}: {order.Name} is for others.");
                if (order.Preferred.Count > 0 && !order.Preferred.Contains(technician.Name)) cost += order.OtherPrice;
            }
            Go(technician.End);
            var over = moment - shift.To;
            if (over > technician.Overtime) Flaw("tour.late", $"{who}: back at {moment}, the shift ends at {shift.To} with {technician.Overtime} overtime.");
            if (over > 0) cost += over * technician.PerOvertime;
            if (load > technician.Capacity) Flaw("tour.load", $"{who}: load {load}, room for {technician.Capacity}.");
        }
        foreach (var ((technician, part), count) in used)
            if (count > problem.Technicians[technician].Stock.GetValueOrDefault(part)) Flaw("tour.parts", $"{problem.Technicians[technician].Name}: {count} of {part} used, {problem.Technicians[technician].Stock.GetValueOrDefault(part)} in the van.");
        for (var i = 0; i < done.Length; i++)
        {
            var order = problem.Orders[i];
            var unplaced = plan.Unplaced.Contains(i);
            if (done[i] > 1) Flaw("order.twice", $"{order.Name} is done {done[i]} times.");
            if (done[i] > 0 == unplaced) Flaw("order.lost", unplaced ? $"{order.Name} is done and unplaced." : $"{order.Name} is neither done nor unplaced.");
            if (done[i] > 0) continue;
            if (order.Price is { } price) cost += price;
            else Flaw("order.unplaced", $"{order.Name} must be done.");
        }
        if (cost != plan.Cost) Flaw("plan.cost", $"The plan says it costs {plan.Cost}; it costs {cost}.");
        return flaws;
    }
}
