using Aftercare.Optimizer.Search;

namespace Aftercare.Optimizer;

/// <summary>What a new order would cost in one slot.</summary>
/// <param name="Slot">The slot asked about.</param>
/// <param name="Cost">What the plan costs more; null when nobody can come then.</param>
/// <param name="Technician">Who would come at that cost; -1 for nobody.</param>
/// <param name="Start">When the work would begin.</param>
public readonly record struct Quote(Period Slot, long? Cost, int Technician, int Start);

/// <summary>Prices slots for a customer who is on the telephone: nobody's turn in the plan changes, everybody keeps their windows.</summary>
/// <remarks>Made once for a plan, asked as often as wanted; a question allocates only its answer and changes nothing.</remarks>
public sealed class Quoting
{
    private readonly Problem problem;
    private readonly Rota rota;
    private readonly int order;

    /// <param name="problem">With the new order as its last.</param>
    /// <param name="plan">A plan that leaves the new order out.</param>
    public Quoting(Problem problem, Plan plan)
    {
        ProblemCheck.Demand(problem);
        this.problem = problem;
        rota = new(problem);
        rota.Take(plan);
        order = problem.Orders.Count - 1;
        if (rota.TourOf[order] >= 0) throw new OptimizerRefusal("quote.planned", $"orders[{order}]", "The order is in the plan already; ask about one that is not.");
    }

    /// <summary>The least additional cost in every slot, each taken as the order's only window.</summary>
    public Quote[] Slots(IReadOnlyList<Period> slots)
    {
        var quotes = new Quote[slots.Count];
        var window = new Period[1];
        for (var i = 0; i < slots.Count; i++)
        {
            window[0] = slots[i];
            var least = Rota.Never;
            int inTour = -1, place = 0;
            for (var tour = 0; tour < rota.Tours; tour++)
            {
                if (!rota.Fits(order, tour) || !Meets(tour, slots[i])) continue;
                for (var at = 0; at <= rota.Count[tour]; at++)
                {
                    // Who leaves after the slot has closed is too late from here on.
                    if (at > 0 && rota.Leave(tour, at - 1) > slots[i].To) break;
                    var delta = rota.Delta(order, tour, at, window);
                    if (delta >= least) continue;
                    (least, inTour, place) = (delta, tour, at);
                }
            }
            quotes[i] = inTour < 0 ? new(slots[i], null, -1, 0) : new(slots[i], least, rota.TechnicianOf[inTour], StartAt(inTour, place, slots[i]));
        }
        return quotes;
    }

    private bool Meets(int tour, Period slot)
    {
        var who = problem.Technicians[rota.TechnicianOf[tour]];
        var shift = who.Shifts[rota.ShiftOf[tour]];
        return shift.From <= slot.To && slot.From <= (long)shift.To + who.Overtime;
    }

    private int StartAt(int tour, int at, Period slot)
    {
        var who = problem.Technicians[rota.TechnicianOf[tour]];
        var (from, moment) = at == 0 ? (who.Start, who.Shifts[rota.ShiftOf[tour]].From) : (problem.Orders[rota.Stops[tour][at - 1]].Place, rota.Leave(tour, at - 1));
        return Math.Max(slot.From, moment + problem.Travel.Time[from * problem.Travel.Places + problem.Orders[order].Place]);
    }
}
