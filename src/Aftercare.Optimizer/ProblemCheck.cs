namespace Aftercare.Optimizer;

/// <summary>Whether a problem makes sense at all, before anybody searches.</summary>
public static class ProblemCheck
{
    /// <exception cref="OptimizerRefusal"><c>problem.*</c>: the first contradiction, with its field.</exception>
    public static void Demand(Problem problem)
    {
        var places = problem.Travel.Places;
        void Place(int place, string field)
        {
            if (place < 0 || place >= places) throw new OptimizerRefusal("problem.unknown-place", field, $"There is no place {place}; places are numbered from 0 to {places - 1}.");
        }
        void NotNegative(long value, string field)
        {
            if (value < 0) throw new OptimizerRefusal("problem.negative", field, $"{value} is below 0.");
        }
        if (problem.Technicians.Count == 0) throw new OptimizerRefusal("problem.no-technicians", "technicians", "At least one technician is needed.");
        if (problem.Orders.Count == 0) throw new OptimizerRefusal("problem.no-orders", "orders", "At least one order is needed.");
        Names(problem.Technicians.Select(technician => technician.Name), "technicians");
        Names(problem.Orders.Select(order => order.Name), "orders");
        for (var i = 0; i < problem.Technicians.Count; i++)
        {
            var technician = problem.Technicians[i];
            var field = $"technicians[{i}]";
            Place(technician.Start, $"{field}.start");
            Place(technician.End, $"{field}.end");
            if (technician.Shifts.Count == 0) throw new OptimizerRefusal("problem.no-shifts", $"{field}.shifts", "At least one shift is needed.");
            Periods(technician.Shifts, $"{field}.shifts");
            NotNegative(technician.Capacity, $"{field}.capacity");
            NotNegative(technician.MostOrders, $"{field}.mostOrders");
            NotNegative(technician.PerDistance, $"{field}.perDistance");
            NotNegative(technician.PerTravelTime, $"{field}.perTravelTime");
            NotNegative(technician.PerShift, $"{field}.perShift");
            NotNegative(technician.Overtime, $"{field}.overtime");
            NotNegative(technician.PerOvertime, $"{field}.perOvertime");
        }
        var known = problem.Technicians.Select(technician => technician.Name).ToHashSet();
        for (var i = 0; i < problem.Orders.Count; i++)
        {
            var order = problem.Orders[i];
            var field = $"orders[{i}]";
            Place(order.Place, $"{field}.place");
            Periods(order.Windows, $"{field}.windows");
            NotNegative(order.Duration, $"{field}.duration");
            NotNegative(order.Load, $"{field}.load");
            NotNegative(order.Price ?? 0, $"{field}.price");
            NotNegative(order.OtherPrice, $"{field}.otherPrice");
            foreach (var name in order.Only.Concat(order.Preferred))
                if (!known.Contains(name)) throw new OptimizerRefusal("problem.unknown-technician", field, $"There is no technician '{name}'.");
        }
    }

    private static void Names(IEnumerable<string> names, string field)
    {
        var seen = new HashSet<string>();
        foreach (var name in names)
            if (!seen.Add(name)) throw new OptimizerRefusal("problem.same-name", field, $"'{name}' is there twice; names tell them apart.");
    }

    private static void Periods(IReadOnlyList<Period> periods, string field)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            if (periods[i].From > periods[i].To) throw new OptimizerRefusal("problem.period", $"{field}[{i}]", $"It begins at {periods[i].From} and ends before, at {periods[i].To}.");
            if (i > 0 && periods[i].From <= periods[i - 1].To) throw new OptimizerRefusal("problem.period-order", $"{field}[{i}]", "It begins before the one before it has ended; give them in order of time.");
        }
    }
}
