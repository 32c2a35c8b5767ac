namespace Aftercare.Optimizer.Search;

/// <summary>A bred plan: its tours, what it costs and what it breaks.</summary>
/// <param name="room">Most numbers its stops need.</param>
/// <param name="places">Places of the problem.</param>
internal sealed class Draft(int room, int places)
{
    /// <summary>Places tour after tour, each ended by 0; the first <see cref="Count"/> count.</summary>
    public int[] Stops { get; } = new int[room];
    public int Count { get; set; }

    public long Cost { get; set; }
    public long Excess { get; set; }
    public long Warp { get; set; }

    /// <summary>What comes after and before a place; the depot's own entries mean nothing.</summary>
    public int[] After { get; } = new int[places];
    public int[] Before { get; } = new int[places];

    /// <summary>Share of differing neighbours, by the other members of its pool.</summary>
    public Dictionary<Draft, double> Unlike { get; } = [];

    /// <summary>Rank by cost and by being unlike others; smaller is fitter.</summary>
    public double Fitness { get; set; }

    public bool Feasible => Excess == 0 && Warp == 0;

    /// <summary>Takes over the plan of a descent.</summary>
    public void Fill(Descent descent, Ground ground)
    {
        Count = descent.Give(Stops);
        Excess = descent.TotalExcess;
        Warp = descent.TotalWarp;
        Cost = 0;
        var at = 0;
        foreach (var place in Stops.AsSpan(0, Count))
        {
            Cost += ground.Cost[at * ground.Places + place];
            After[at] = place;
            Before[place] = at;
            at = place;
        }
    }

    /// <summary>Share of orders whose neighbours differ (broken pairs).</summary>
    public double DistanceTo(Draft other)
    {
        var differing = 0;
        for (var place = 1; place < places; place++)
        {
            if (After[place] != other.After[place]) differing++;
            if (Before[place] == 0 && other.Before[place] != 0) differing++;
        }
        return differing / (double)(places - 1);
    }

    /// <summary>Writes the tour of every order; returns how many tours there are.</summary>
    public int Number(int[] tourOf)
    {
        var tour = 0;
        foreach (var place in Stops.AsSpan(0, Count))
            if (place == 0) tour++;
            else tourOf[place] = tour;
        return tour;
    }
}
