namespace Aftercare.Optimizer.Search;

/// <summary>
/// Selective route exchange (Nagata and Bräysy, 2009), simplified: some neighbouring tours of one plan are replaced by those tours of
/// another that share most orders with them. Orders that would be there twice are struck out, orders that are nowhere are for the
/// descent to put in.
/// </summary>
internal sealed class Crossing(Ground ground, Near near)
{
    private readonly int[] tourOfA = new int[ground.Places], tourOfB = new int[ground.Places];
    private readonly bool[] leaves = new bool[ground.Tours], comes = new bool[ground.Tours];
    private readonly double[] overlap = new double[ground.Tours];
    private readonly int[] sizes = new int[ground.Tours], ranked = new int[ground.Tours];

    /// <summary>Writes the child (places tour after tour, each ended by 0); returns how many numbers.</summary>
    public int Cross(Draft a, Draft b, int[] child, ref Dice dice)
    {
        var toursA = a.Number(tourOfA);
        var toursB = b.Number(tourOfB);
        var exchanged = Leaving(toursA, 1 + dice.Below(Math.Max(1, Math.Min(toursA, toursB) - 1)), 1 + dice.Below(ground.Orders));
        Coming(toursB, exchanged, ref dice);
        // Either what comes is kept whole, or what stays.
        var keepComing = (dice.Bits() & 1) == 0;
        var count = 0;
        var began = 0;
        var tour = 0;
        foreach (var place in a.Stops.AsSpan(0, a.Count))
        {
            if (place == 0)
            {
                if (!leaves[tour] && count > began) child[count++] = 0;
                began = count;
                tour++;
            }
            else if (!leaves[tour] && !(keepComing && comes[tourOfB[place]])) child[count++] = place;
        }
        tour = 0;
        foreach (var place in b.Stops.AsSpan(0, b.Count))
        {
            if (place == 0)
            {
                if (comes[tour] && count > began) child[count++] = 0;
                began = count;
                tour++;
            }
            else if (comes[tour] && (keepComing || leaves[tourOfA[place]])) child[count++] = place;
        }
        return count;
    }

    // The tours of a around an order, as many as wanted or as are near.
    private int Leaving(int toursA, int wanted, int seed)
    {
        Array.Clear(leaves, 0, toursA);
        var found = 0;
        foreach (var place in near.Around.AsSpan(seed * near.Breadth, near.Breadth))
        {
            if (found == wanted || place == 0) break;
            if (leaves[tourOfA[place]]) continue;
            leaves[tourOfA[place]] = true;
            found++;
        }
        return found;
    }

    private void Coming(int toursB, int wanted, ref Dice dice)
    {
        Array.Clear(comes, 0, toursB);
        Array.Clear(overlap, 0, toursB);
        Array.Clear(sizes, 0, toursB);
        for (var place = 1; place <= ground.Orders; place++)
        {
            sizes[tourOfB[place]]++;
            if (leaves[tourOfA[place]]) overlap[tourOfB[place]]++;
        }
        for (var tour = 0; tour < toursB; tour++)
        {
            ranked[tour] = tour;
            overlap[tour] = -overlap[tour] / sizes[tour] - 1e-3 * dice.Fraction();
        }
        Array.Sort(overlap, ranked, 0, toursB);
        for (var i = 0; i < Math.Min(wanted, toursB); i++) comes[ranked[i]] = true;
    }
}
