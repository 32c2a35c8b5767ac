namespace Aftercare.Optimizer.Search;

/// <summary>
/// Hybrid genetic search (Vidal and others, 2012 and 2013): plans are crossed by exchanging whole groups of tours, improved by
/// <see cref="Descent"/>, and kept in two pools, feasible and not. In larger problems some are polished by <see cref="RuinAndRecreate"/>.
/// </summary>
internal sealed class Breeding
{
    private readonly Ground ground;
    private readonly Tuning tuning;
    private readonly RuinAndRecreate ruin;
    private readonly Descent descent;
    private readonly Crossing crossing;
    private readonly Pool feasible, broken;
    private readonly Stack<Draft> spare = [];
    private readonly int[] champion, child, shuffled;
    private readonly double scale;
    private int championCount, counted, loadKept, timeKept;
    private double loadPrice, warpPrice;
    private Dice dice;

    /// <param name="ground">Without orders that may be left out.</param>
    /// <param name="near">For the same ground.</param>
    /// <param name="ruin">Holds the plan to begin with.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="tuning">The numbers.</param>
    public Breeding(Ground ground, Near near, RuinAndRecreate ruin, ulong seed, Tuning tuning)
    {
        this.ground = ground;
        this.tuning = tuning;
        this.ruin = ruin;
        descent = new(ground, near, seed ^ 0xDE5CE);
        crossing = new(ground, near);
        dice = new(seed ^ 0xB4EED);
        feasible = new(tuning, draft => draft.Cost);
        broken = new(tuning, draft => draft.Cost + (long)(draft.Excess * loadPrice + draft.Warp * warpPrice));
        var room = ground.Places + ground.Tours;
        champion = new int[room];
        child = new int[room];
        shuffled = [.. Enumerable.Range(1, ground.Orders)];
        BestCost = ruin.BestCost;
        championCount = ruin.Give(champion);
        scale = ruin.Scale;
        // An order more in a full tour should cost about as much as a tour of its own; a unit of lateness a unit of cost.
        long farthest = 0;
        for (var place = 1; place <= ground.Orders; place++) farthest = Math.Max(farthest, ground.Cost[place]);
        loadPrice = Math.Clamp(farthest / (double)Math.Max(1, ground.Load.Max()), 0.1, 100_000);
        warpPrice = 1;
    }

    /// <summary>Plans bred so far.</summary>
    public long Children { get; private set; }
    public long Evaluations => descent.Evaluations;
    public long BestCost { get; private set; }

    /// <summary>The best plan: places tour after tour, each ended by 0.</summary>
    public ReadOnlySpan<int> Best => champion.AsSpan(0, championCount);

    public void Run(double until, long children, Action<long>? improved, CancellationToken cancelled)
    {
        var idle = 0;
        var founders = 0;
        var polishes = ground.Orders >= tuning.SeedFrom;
        while (ProcessorClock.Seconds() < until && Children < children && !cancelled.IsCancellationRequested)
        {
            Children++;
            var before = BestCost;
            SetPrices(1);
            if (founders < tuning.Least) Found(founders++, until, cancelled);
            else Cross();
            descent.Run();
            loadKept += descent.TotalExcess == 0 ? 1 : 0;
            timeKept += descent.TotalWarp == 0 ? 1 : 0;
            counted++;
            var draft = Admit(improved);
            if (!draft.Feasible && (dice.Bits() & 1) == 0) draft = Repair(draft, improved);
            if (polishes && draft.Feasible && (BestCost < before || dice.Fraction() < tuning.PolishShare)) Polish(draft, until, improved, cancelled);
            if (counted >= 50) TunePrices();
            idle = BestCost < before ? 0 : idle + 1;
            if (idle <= tuning.Patience) continue;
            feasible.Clear(spare);
            broken.Clear(spare);
            founders = idle = 0;
        }
    }

    // The first plans: a few annealed ones where that pays, all others made by chance.
    private void Found(int number, double until, CancellationToken cancelled)
    {
        if (ground.Orders >= tuning.SeedFrom && number < tuning.Seeds)
        {
            ruin.Begin();
            ruin.Anneal(3 * scale, 0.03 * scale, tuning.SeedSteps, until, null, cancelled);
            descent.Take(child.AsSpan(0, ruin.Give(child)));
        }
        else descent.Take(child.AsSpan(0, Deal()));
    }

    private void Cross()
    {
        var a = Pick();
        var b = Pick();
        for (var tries = 0; b == a && tries < 10; tries++) b = Pick();
        descent.Take(child.AsSpan(0, crossing.Cross(a, b, child, ref dice)));
    }

    // The fitter of two by chance.
    private Draft Pick()
    {
        var (a, b) = (PickOne(), PickOne());
        return a.Fitness <= b.Fitness ? a : b;
    }

    private Draft PickOne()
    {
        var i = dice.Below(feasible.Count + broken.Count);
        return i < feasible.Count ? feasible[i] : broken[i - feasible.Count];
    }

    private Draft Repair(Draft draft, Action<long>? improved)
    {
        SetPrices(10);
        descent.Take(draft.Stops.AsSpan(0, draft.Count));
        descent.Run();
        if (descent.TotalExcess == 0 && descent.TotalWarp == 0) draft = Admit(improved);
        SetPrices(1);
        return draft;
    }

    private void Polish(Draft draft, double until, Action<long>? improved, CancellationToken cancelled)
    {
        ruin.Take(draft.Stops.AsSpan(0, draft.Count));
        ruin.Anneal(tuning.Warm * scale, tuning.Cold * scale, tuning.PolishSteps, until, null, cancelled);
        if (ruin.BestCost >= draft.Cost) return;
        descent.Take(child.AsSpan(0, ruin.Give(child)));
        Admit(improved);
    }

    private Draft Admit(Action<long>? improved)
    {
        var draft = spare.Count > 0 ? spare.Pop() : new(ground.Places + ground.Tours, ground.Places);
        draft.Fill(descent, ground);
        (draft.Feasible ? feasible : broken).Add(draft, spare);
        if (draft.Feasible && draft.Cost < BestCost)
        {
            BestCost = draft.Cost;
            draft.Stops.AsSpan(0, draft.Count).CopyTo(champion);
            championCount = draft.Count;
            improved?.Invoke(BestCost);
        }
        return draft;
    }

    private void SetPrices(int times)
    {
        descent.LoadPrice = (int)Math.Max(1, loadPrice * times);
        descent.WarpPrice = (int)Math.Max(1, warpPrice * times);
    }

    private void TunePrices()
    {
        loadPrice = Tuned(loadPrice, loadKept / (double)counted);
        warpPrice = Tuned(warpPrice, timeKept / (double)counted);
        counted = loadKept = timeKept = 0;
    }

    private double Tuned(double price, double share)
    {
        var factor = share == 0 ? 2 : share < tuning.Feasible - 0.05 ? 1.2 : share > tuning.Feasible + 0.05 ? 0.85 : 1;
        return Math.Clamp(price * factor, 0.1, 100_000);
    }

    // Orders dealt by chance into tours of about the needed number.
    private int Deal()
    {
        long sum = 0;
        for (var place = 1; place <= ground.Orders; place++) sum += ground.Load[place];
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }
        var least = (int)Math.Clamp((sum + ground.Capacity - 1) / Math.Max(1, ground.Capacity), 1, ground.Tours);
        var tours = least + dice.Below(Math.Min(ground.Tours, least * 2) - least + 1);
        var each = (shuffled.Length + tours - 1) / tours;
        var count = 0;
        for (var i = 0; i < shuffled.Length; i++)
        {
            child[count++] = shuffled[i];
            if ((i + 1) % each == 0 || i + 1 == shuffled.Length) child[count++] = 0;
        }
        return count;
    }
}
