namespace Aftercare.Optimizer.Search;

/// <summary>
/// A working plan of a problem of any kind: tours as lists of orders, each with its own technician, walked through when something is
/// tried. An order can always begin as early as it is reached, since beginning earlier never makes what follows later or dearer.
/// </summary>
internal sealed class Rota
{
    /// <summary>No way to do it.</summary>
    public const long Never = long.MaxValue;

    private readonly Problem problem;
    private readonly int places, technicians, parts;
    private readonly int[] distance, time;
    private readonly bool[] able;
    private readonly int[] expiry;
    private readonly long[] extra;
    private readonly (int Part, int Count)[][] needs;
    private readonly int[] stock;

    /// <summary>Number of orders and of tours (all shifts of all technicians).</summary>
    public int Orders { get; }
    public int Tours { get; }

    /// <summary>Technician and shift by tour.</summary>
    public int[] TechnicianOf { get; }
    public int[] ShiftOf { get; }

    /// <summary>Tour by order; -1 for one left out.</summary>
    public int[] TourOf { get; }

    /// <summary>Orders of a tour in turn; the first <see cref="Count"/> count.</summary>
    public int[][] Stops { get; }
    public int[] Count { get; }

    private readonly int[][] leave;
    private readonly long[] load, cost;

    /// <summary>What leaving an order out costs; more than any plan for one that must be done.</summary>
    public long[] Price { get; }

    public Rota(Problem problem)
    {
        this.problem = problem;
        places = problem.Travel.Places;
        (distance, time) = (problem.Travel.Distance, problem.Travel.Time);
        Orders = problem.Orders.Count;
        technicians = problem.Technicians.Count;
        TechnicianOf = [.. problem.Technicians.SelectMany((technician, i) => technician.Shifts.Select(_ => i))];
        ShiftOf = [.. problem.Technicians.SelectMany(technician => technician.Shifts.Select((_, i) => i))];
        Tours = TechnicianOf.Length;
        TourOf = new int[Orders];
        Array.Fill(TourOf, -1);
        Stops = [.. Enumerable.Range(0, Tours).Select(_ => new int[4])];
        leave = [.. Enumerable.Range(0, Tours).Select(_ => new int[4])];
        Count = new int[Tours];
        load = new long[Tours];
        cost = new long[Tours];

        var names = problem.Technicians.SelectMany(technician => technician.Stock.Keys).Concat(problem.Orders.SelectMany(order => order.Parts.Keys)).Distinct().Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        parts = names.Count;
        stock = new int[technicians * Math.Max(1, parts)];
        for (var t = 0; t < technicians; t++)
            foreach (var (part, count) in problem.Technicians[t].Stock) stock[t * parts + names[part]] = count;
        needs = [.. problem.Orders.Select(order => order.Parts.Select(need => (names[need.Key], need.Value)).ToArray())];
        able = new bool[Orders * technicians];
        expiry = new int[Orders * technicians];
        extra = new long[Orders * technicians];
        for (var o = 0; o < Orders; o++)
            for (var t = 0; t < technicians; t++)
            {
                var (order, technician) = (problem.Orders[o], problem.Technicians[t]);
                var at = o * technicians + t;
                able[at] = (order.Only.Count == 0 || order.Only.Contains(technician.Name))
                    && order.Skills.All(skill => technician.Skills.TryGetValue(skill.Key, out var level) && level >= skill.Value)
                    && order.Certificates.All(technician.Certificates.ContainsKey);
                expiry[at] = order.Certificates.Count == 0 || !able[at] ? int.MaxValue : order.Certificates.Min(certificate => technician.Certificates[certificate]);
                extra[at] = order.Preferred.Count > 0 && !order.Preferred.Contains(technician.Name) ? order.OtherPrice : 0;
            }
        var dear = 1 + problem.Orders.Sum(order => order.Price ?? 0) + problem.Orders.Sum(order => order.OtherPrice) + problem.Technicians.Max(technician =>
            technician.PerShift + (long)technician.Overtime * technician.PerOvertime + 2L * distance.Max() * technician.PerDistance + 2L * time.Max() * technician.PerTravelTime) * (Orders + 1);
        Price = [.. problem.Orders.Select(order => order.Price ?? dear)];
    }

    // A twin shares what does not change.
    private Rota(Rota other)
    {
        (problem, places, technicians, parts, distance, time) = (other.problem, other.places, other.technicians, other.parts, other.distance, other.time);
        (able, expiry, extra, needs, Price) = (other.able, other.expiry, other.extra, other.needs, other.Price);
        (Orders, Tours, TechnicianOf, ShiftOf) = (other.Orders, other.Tours, other.TechnicianOf, other.ShiftOf);
        stock = (int[])other.stock.Clone();
        TourOf = (int[])other.TourOf.Clone();
        Stops = [.. other.Stops.Select(stops => (int[])stops.Clone())];
        leave = [.. other.leave.Select(times => (int[])times.Clone())];
        Count = (int[])other.Count.Clone();
        load = (long[])other.load.Clone();
        cost = (long[])other.cost.Clone();
    }

    /// <summary>A working plan of its own that is the same now.</summary>
    public Rota Twin() => new(this);

    /// <summary>Ways, shifts, overtime and unwanted technicians of all tours, and the price of all left out.</summary>
    public long Cost
    {
        get
        {
            long sum = 0;
            foreach (var one in cost) sum += one;
            for (var order = 0; order < Orders; order++) if (TourOf[order] < 0) sum += Price[order];
            return sum;
        }
    }

    /// <summary>Takes over a plan. Visits that do not fit where it has them are left out.</summary>
    public void Take(Plan plan)
    {
        for (var tour = 0; tour < Tours; tour++) Clear(tour);
        foreach (var tour in plan.Tours)
        {
            var number = Enumerable.Range(0, Tours).First(at => TechnicianOf[at] == tour.Technician && ShiftOf[at] == tour.Shift);
            foreach (var visit in tour.Visits)
                if (TourOf[visit.Order] < 0 && Delta(visit.Order, number, Count[number]) != Never) Insert(visit.Order, number, Count[number]);
        }
    }

    /// <summary>The plan with earliest starts.</summary>
    public Plan ToPlan()
    {
        var tours = new List<Tour>();
        for (var tour = 0; tour < Tours; tour++)
            if (Count[tour] > 0)
                tours.Add(new(TechnicianOf[tour], ShiftOf[tour], [.. Enumerable.Range(0, Count[tour]).Select(at => new Visit(Stops[tour][at], leave[tour][at] - problem.Orders[Stops[tour][at]].Duration))]));
        var unplaced = Enumerable.Range(0, Orders).Where(order => TourOf[order] < 0).ToList();
        return new(tours, unplaced, cost.Sum() + unplaced.Sum(order => problem.Orders[order].Price ?? 0));
    }

    /// <summary>When the work at a place of a tour ends.</summary>
    public int Leave(int tour, int at) => leave[tour][at];

    /// <summary>Whether skills, certificates and names allow the order to the tour's technician at all.</summary>
    public bool Able(int order, int tour) => able[order * technicians + TechnicianOf[tour]];

    /// <summary>Whether skills, certificates, load, number and parts allow the order in the tour, whatever the time.</summary>
    public bool Fits(int order, int tour)
    {
        var technician = TechnicianOf[tour];
        var who = problem.Technicians[technician];
        if (!able[order * technicians + technician] || Count[tour] >= who.MostOrders || load[tour] + problem.Orders[order].Load > who.Capacity) return false;
        foreach (var (part, count) in needs[order]) if (stock[technician * parts + part] < count) return false;
        return true;
    }

    /// <summary>What the order costs at a place of a tour, or <see cref="Never"/>.</summary>
    public long Delta(int order, int tour, int at) => Fits(order, tour) ? Delta(order, tour, at, problem.Orders[order].Windows) : Never;

    /// <summary>What the order costs at a place of a tour it fits in, were these its windows.</summary>
    public long Delta(int order, int tour, int at, IReadOnlyList<Period> windows)
    {
        var technician = TechnicianOf[tour];
        var who = problem.Technicians[technician];
        var shift = who.Shifts[ShiftOf[tour]];
        var stops = Stops[tour];
        var count = Count[tour];
        var here = problem.Orders[order];
        var before = at == 0 ? who.Start : problem.Orders[stops[at - 1]].Place;
        var after = at == count ? who.End : problem.Orders[stops[at]].Place;
        int into = before * places + here.Place, outOf = here.Place * places + after, old = before * places + after;
        var start = Begin(windows, (at == 0 ? shift.From : leave[tour][at - 1]) + time[into]);
        if (start < 0) return Never;
        var moment = start + here.Duration;
        if (moment > expiry[order * technicians + technician]) return Never;
        long delta = extra[order * technicians + technician] + Way(who, into) + Way(who, outOf) + (count == 0 ? who.PerShift : -Way(who, old));
        var place = here.Place;
        for (var i = at; i < count; i++)
        {
            var stop = stops[i];
            var next = problem.Orders[stop];
            var begin = Begin(next.Windows, moment + time[place * places + next.Place]);
            if (begin < 0) return Never;
            moment = begin + next.Duration;
            if (moment == leave[tour][i]) return delta;
            if (moment > expiry[stop * technicians + technician]) return Never;
            place = next.Place;
        }
        var over = moment + time[place * places + who.End] - shift.To;
        if (over > who.Overtime) return Never;
        var oldOver = count == 0 ? 0 : leave[tour][count - 1] + time[problem.Orders[stops[count - 1]].Place * places + who.End] - shift.To;
        return delta + (long)(Math.Max(0, over) - Math.Max(0, oldOver)) * who.PerOvertime;
    }

    private long Way(Technician who, int edge) => (long)distance[edge] * who.PerDistance + (long)time[edge] * who.PerTravelTime;

    // Earliest begin not before the moment; -1 when all windows are over.
    private static int Begin(IReadOnlyList<Period> windows, int moment)
    {
        if (windows.Count == 0) return moment;
        for (var i = 0; i < windows.Count; i++)
        {
            var window = windows[i];
            if (moment <= window.To) return Math.Max(moment, window.From);
        }
        return -1;
    }

    /// <summary>Puts an order where <see cref="Delta(int, int, int)"/> allows it.</summary>
    public void Insert(int order, int tour, int at)
    {
        if (Count[tour] == Stops[tour].Length)
        {
            Array.Resize(ref Stops[tour], 2 * Count[tour]);
            Array.Resize(ref leave[tour], 2 * Count[tour]);
        }
        Array.Copy(Stops[tour], at, Stops[tour], at + 1, Count[tour] - at);
        Stops[tour][at] = order;
        Count[tour]++;
        Book(order, tour, 1);
        TourOf[order] = tour;
        Walk(tour);
    }

    /// <summary>Takes an order out of its tour. Where that makes others late (ways without the triangle rule), they are taken out too; says which.</summary>
    public void Remove(int order, List<int> removed)
    {
        var tour = TourOf[order];
        for (var at = Array.IndexOf(Stops[tour], order, 0, Count[tour]); ;)
        {
            var gone = Stops[tour][at];
            Array.Copy(Stops[tour], at + 1, Stops[tour], at, Count[tour] - at - 1);
            Count[tour]--;
            Book(gone, tour, -1);
            TourOf[gone] = -1;
            removed.Add(gone);
            at = Walk(tour);
            if (at < 0) return;
        }
    }

    private void Book(int order, int tour, int sign)
    {
        load[tour] += sign * problem.Orders[order].Load;
        foreach (var (part, count) in needs[order]) stock[TechnicianOf[tour] * parts + part] -= sign * count;
    }

    private void Clear(int tour)
    {
        for (var i = 0; i < Count[tour]; i++)
        {
            TourOf[Stops[tour][i]] = -1;
            Book(Stops[tour][i], tour, -1);
        }
        Count[tour] = 0;
        cost[tour] = 0;
    }

    // Times and cost of a tour; the first visit that cannot be, or -1.
    private int Walk(int tour)
    {
        var technician = TechnicianOf[tour];
        var who = problem.Technicians[technician];
        var shift = who.Shifts[ShiftOf[tour]];
        cost[tour] = 0;
        if (Count[tour] == 0) return -1;
        var sum = who.PerShift;
        var place = who.Start;
        var moment = shift.From;
        for (var i = 0; i < Count[tour]; i++)
        {
            var order = Stops[tour][i];
            var here = problem.Orders[order];
            var edge = place * places + here.Place;
            sum += Way(who, edge) + extra[order * technicians + technician];
            var begin = Begin(here.Windows, moment + time[edge]);
            if (begin < 0) return i;
            moment = begin + here.Duration;
            if (moment > expiry[order * technicians + technician]) return i;
            leave[tour][i] = moment;
            place = here.Place;
        }
        var home = place * places + who.End;
        var over = moment + time[home] - shift.To;
        if (over > who.Overtime) return Count[tour] - 1;
        cost[tour] = sum + Way(who, home) + Math.Max(0, over) * (long)who.PerOvertime;
        return -1;
    }

    /// <summary>Makes a tour as it is in another working plan of the same problem. Its orders must be free here or in tours copied too.</summary>
    public void Copy(Rota other, IReadOnlyList<int> tours)
    {
        foreach (var tour in tours) Clear(tour);
        foreach (var tour in tours)
        {
            var count = other.Count[tour];
            if (Stops[tour].Length < count)
            {
                Array.Resize(ref Stops[tour], other.Stops[tour].Length);
                Array.Resize(ref leave[tour], other.Stops[tour].Length);
            }
            Array.Copy(other.Stops[tour], Stops[tour], count);
            Array.Copy(other.leave[tour], leave[tour], count);
            Count[tour] = count;
            cost[tour] = other.cost[tour];
            for (var i = 0; i < count; i++)
            {
                TourOf[Stops[tour][i]] = tour;
                Book(Stops[tour][i], tour, 1);
            }
        }
    }

    /// <summary>What the tour costs.</summary>
    public long CostOf(int tour) => cost[tour];
}
