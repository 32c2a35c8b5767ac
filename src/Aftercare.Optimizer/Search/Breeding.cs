namespace Aftercare.Optimizer.Search;

/// <summary>
/// Hybrid genetic search (Vidal and others, 2012 and later): plans are crossed by exchanging whole groups of tours, improved by
/// <see cref="Descent"/>, and kept in two pools, feasible and not, that favour good plans unlike the others.
/// </summary>
internal sealed class Breeding
{
    private sealed class Draft
    {
        public long Cost, Excess, Warp;
        public int[] Stops;
        public int[] After, Before;
        public int Count;
        public readonly Dictionary<Draft, double> Unlike = [];
        public double Fitness;
        public Draft(int room, int places) { Stops = new int[room]; After = new int[places]; Before = new int[places]; }
        public bool Feasible => Excess == 0 && Warp == 0;
    }

    private readonly Ground ground;
    private readonly Near near;
    private readonly Descent descent;
    private readonly RuinAndRecreate ruin;
    private Dice dice;
    private readonly List<Draft> feasible = [], broken = [];
    private readonly Stack<Draft> spare = [];
    private readonly int[] champion, child;
    private int championCount;
    private readonly int[] tourOfA, tourOfB;
    private double scale;

    private const int Elite = 4, Closest = 5;
    private readonly Tuning tuning;

    /// <summary>Plans bred, pools begun anew, plans polished and how often that helped.</summary>
    public int Children, Restarts, Polished, PolishWins;
    private int loadOk, warpOk, counted;
    private double loadPrice, warpPrice;

    public long BestCost { get; private set; } = long.MaxValue;
    public ReadOnlySpan<int> Best => champion.AsSpan(0, championCount);

    public Breeding(Ground ground, Near near, RuinAndRecreate ruin, ulong seed, Tuning tuning)
    {
        this.ground = ground;
        this.near = near;
        this.ruin = ruin;
        this.tuning = tuning;
        descent = new(ground, near, seed ^ 0xDE5CE, 3);
        dice = new(seed ^ 0xB4EED);
        var room = ground.Places + ground.Tours;
        champion = new int[room];
        child = new int[room];
        tourOfA = new int[ground.Places];
        tourOfB = new int[ground.Places];
    }

    public long Evaluations => descent.Evaluations;

    public void Run(double until, long children, Action<long>? improved, CancellationToken cancelled)
    {
        long farthest = 0;
        for (var place = 1; place <= ground.Orders; place++) farthest = Math.Max(farthest, ground.Cost[place]);
        var most = ground.Load.Max();
        loadPrice = Math.Clamp(farthest / (double)Math.Max(1, most), 0.1, 100000);
        warpPrice = 1;
        var idle = 0;
        var fresh = 0;
        var seeded = ground.Orders >= tuning.SeedFrom;
        BestCost = ruin.BestCost;
        scale = ruin.Scale;
        championCount = ruin.Give(champion);
        while (ProcessorClock.Seconds() < until && Children < children && !cancelled.IsCancellationRequested)
        {
            Children++;
            SetPrices(1);
            Draft? a = null;
            if (fresh < tuning.Least)
            {
                fresh++;
                if (seeded && fresh <= tuning.Seeds)
                {
                    ruin.Begin();
                    ruin.Anneal(3 * scale, 0.03 * scale, tuning.SeedSteps, until, null, cancelled);
                    descent.Take(child.AsSpan(0, ruin.Give(child)));
                }
                else descent.Take(child.AsSpan(0, Random()));
            }
            else
            {
                a = Pick();
                var b = Pick();
                for (var tries = 0; b == a && tries < 10; tries++) b = Pick();
                descent.Take(child.AsSpan(0, Cross(a, b)));
            }
            descent.Run();
            loadOk += descent.TotalExcess == 0 ? 1 : 0;
            warpOk += descent.TotalWarp == 0 ? 1 : 0;
            counted++;
            var before = BestCost;
            var draft = Admit(improved);
            if (!draft.Feasible && (dice.Bits() & 1) == 0)
            {
                SetPrices(10);
                descent.Take(draft.Stops.AsSpan(0, draft.Count));
                descent.Run();
                if (descent.TotalExcess == 0 && descent.TotalWarp == 0) draft = Admit(improved);
                SetPrices(1);
            }
            if (seeded && draft.Feasible && (BestCost < before || dice.Fraction() < tuning.PolishShare))
            {
                Polished++;
                ruin.Take(draft.Stops.AsSpan(0, draft.Count));
                ruin.Anneal(tuning.Warm * scale, tuning.Cold * scale, tuning.PolishSteps, until, null, cancelled);
                if (ruin.BestCost < draft.Cost)
                {
                    PolishWins++;
                    descent.Take(child.AsSpan(0, ruin.Give(child)));
                    Admit(improved);
                }
            }
            idle = BestCost < before ? 0 : idle + 1;
            if (counted >= 50) Tune();
            if (idle > tuning.Patience)
            {
                foreach (var old in feasible) spare.Push(old);
                foreach (var old in broken) spare.Push(old);
                feasible.Clear();
                broken.Clear();
                fresh = 0;
                idle = 0;
                Restarts++;
            }
        }
    }

    private void SetPrices(int times)
    {
        descent.LoadPrice = (int)Math.Max(1, loadPrice * times);
        descent.WarpPrice = (int)Math.Max(1, warpPrice * times);
    }

    private void Tune()
    {
        loadPrice = Next(loadPrice, loadOk / (double)counted);
        warpPrice = Next(warpPrice, warpOk / (double)counted);
        counted = loadOk = warpOk = 0;
    }

    private double Next(double price, double share) => Math.Clamp(share == 0 ? price * 2 : share < tuning.Feasible - 0.05 ? price * 1.2 + 0.01 : share > tuning.Feasible + 0.05 ? price * 0.85 : price, 0.1, 100000);

    private long Price(Draft draft) => draft.Cost + (long)(draft.Excess * loadPrice + draft.Warp * warpPrice);

    private int Random()
    {
        // Orders dealt into tours of about the needed number, near ones together by chance only.
        long sum = 0;
        for (var i = 1; i <= ground.Orders; i++) sum += ground.Load[i];
        var count = 0;
        var order = new int[ground.Orders];
        for (var i = 0; i < order.Length; i++) order[i] = i + 1;
        for (var i = order.Length - 1; i > 0; i--) { var j = dice.Below(i + 1); (order[i], order[j]) = (order[j], order[i]); }
        var least = (int)Math.Max(1, (sum + ground.Capacity - 1) / Math.Max(1, ground.Capacity));
        var want = Math.Min(ground.Tours, least + dice.Below(Math.Max(1, Math.Min(ground.Tours, least * 2) - least + 1)));
        var per = (order.Length + want - 1) / want;
        for (var i = 0; i < order.Length; i++)
        {
            child[count++] = order[i];
            if ((i + 1) % per == 0) child[count++] = 0;
        }
        if (child[count - 1] != 0) child[count++] = 0;
        return count;
    }

    private Draft Pick()
    {
        var a = PickOne();
        var b = PickOne();
        return a.Fitness <= b.Fitness ? a : b;
    }

    private Draft PickOne()
    {
        var i = dice.Below(feasible.Count + broken.Count);
        return i < feasible.Count ? feasible[i] : broken[i - feasible.Count];
    }

    private Draft Admit(Action<long>? improved)
    {
        var draft = spare.Count > 0 ? spare.Pop() : new(ground.Places + ground.Tours, ground.Places);
        draft.Count = descent.Give(draft.Stops);
        draft.Excess = descent.TotalExcess;
        draft.Warp = descent.TotalWarp;
        draft.Cost = 0;
        var at = 0;
        for (var i = 0; i < draft.Count; i++)
        {
            var place = draft.Stops[i];
            draft.Cost += ground.Cost[at * ground.Places + place];
            draft.After[at] = place;
            draft.Before[place] = at;
            at = place;
        }
        var pool = draft.Feasible ? feasible : broken;
        draft.Unlike.Clear();
        foreach (var other in pool)
        {
            var unlike = Distance(draft, other);
            draft.Unlike[other] = unlike;
            other.Unlike[draft] = unlike;
        }
        pool.Add(draft);
        if (draft.Feasible && draft.Cost < BestCost)
        {
            BestCost = draft.Cost;
            draft.Stops.AsSpan(0, draft.Count).CopyTo(champion);
            championCount = draft.Count;
            improved?.Invoke(BestCost);
        }
        if (pool.Count > tuning.Least + tuning.Brood)
        {
            while (pool.Count > tuning.Least)
            {
                Rank(pool);
                Draft? worst = null;
                var worstClone = false;
                foreach (var member in pool)
                {
                    if (member == pool[0]) continue;
                    var clone = false;
                    foreach (var unlike in member.Unlike.Values) if (unlike <= 0) { clone = true; break; }
                    if (worst is null || (clone && !worstClone) || (clone == worstClone && member.Fitness > worst.Fitness))
                    {
                        worst = member;
                        worstClone = clone;
                    }
                }
                pool.Remove(worst!);
                foreach (var member in pool) member.Unlike.Remove(worst!);
                if (worst != draft) spare.Push(worst!);
            }
        }
        Rank(pool);
        return draft;
    }

    private double Distance(Draft a, Draft b)
    {
        var differing = 0;
        for (var place = 1; place <= ground.Orders; place++)
        {
            if (a.After[place] != b.After[place]) differing++;
            if (a.Before[place] == 0 && b.Before[place] != 0) differing++;
        }
        return differing / (double)ground.Orders;
    }

    private void Rank(List<Draft> pool)
    {
        pool.Sort((a, b) => Price(a).CompareTo(Price(b)));
        var count = pool.Count;
        if (count <= 1) { if (count == 1) pool[0].Fitness = 0; return; }
        Span<double> mean = stackalloc double[count];
        var order = new int[count];
        Span<double> closest = stackalloc double[Closest];
        for (var i = 0; i < count; i++)
        {
            closest.Fill(1);
            foreach (var unlike in pool[i].Unlike.Values)
            {
                if (unlike >= closest[Closest - 1]) continue;
                var at = Closest - 1;
                while (at > 0 && closest[at - 1] > unlike) { closest[at] = closest[at - 1]; at--; }
                closest[at] = unlike;
            }
            double sum = 0;
            for (var c = 0; c < Math.Min(Closest, count - 1); c++) sum += closest[c];
            mean[i] = -sum / Math.Min(Closest, count - 1);
            order[i] = i;
        }
        MemoryExtensions.Sort(mean, order.AsSpan());
        for (var rank = 0; rank < count; rank++)
        {
            var i = order[rank];
            pool[i].Fitness = i / (double)(count - 1) + (1 - Math.Min(Elite, count) / (double)count) * rank / (count - 1);
            if (i < Elite) pool[i].Fitness = Math.Min(pool[i].Fitness, i / (double)(count - 1) + (1 - Math.Min(Elite, count) / (double)count) * rank / (count - 1));
        }
    }

    private static int Number(Draft draft, int[] tourOf)
    {
        var tour = 0;
        for (var i = 0; i < draft.Count; i++)
            if (draft.Stops[i] == 0) tour++;
            else tourOf[draft.Stops[i]] = tour;
        return tour;
    }

    private int Cross(Draft a, Draft b)
    {
        var toursA = Number(a, tourOfA);
        var toursB = Number(b, tourOfB);
        var k = 1 + dice.Below(Math.Max(1, Math.Min(toursA, toursB) - 1));
        var outA = new bool[toursA];
        var seed = 1 + dice.Below(ground.Orders);
        var left = k;
        for (var i = 0; i < near.Breadth && left > 0; i++)
        {
            var place = near.Around[seed * near.Breadth + i];
            if (place == 0) break;
            var tour = tourOfA[place];
            if (outA[tour]) continue;
            outA[tour] = true;
            left--;
        }
        k -= left;
        var shared = new double[toursB];
        var sizes = new int[toursB];
        for (var place = 1; place <= ground.Orders; place++)
        {
            var tb = tourOfB[place];
            sizes[tb]++;
            if (outA[tourOfA[place]]) shared[tb]++;
        }
        var ranked = new int[toursB];
        for (var t = 0; t < toursB; t++) { ranked[t] = t; shared[t] = -shared[t] / sizes[t] - 1e-3 * dice.Fraction(); }
        Array.Sort(shared, ranked);
        var takeB = new bool[toursB];
        for (var t = 0; t < Math.Min(k, toursB); t++) takeB[ranked[t]] = true;
        var strip = (dice.Bits() & 1) == 0;
        var count = 0;
        var began = 0;
        for (int i = 0, tour = 0; i < a.Count; i++)
        {
            var place = a.Stops[i];
            if (place == 0)
            {
                if (!outA[tour] && count > began) child[count++] = 0;
                began = count;
                tour++;
                continue;
            }
            if (outA[tour] || (strip && takeB[tourOfB[place]])) continue;
            child[count++] = place;
        }
        began = count;
        for (int i = 0, tour = 0; i < b.Count; i++)
        {
            var place = b.Stops[i];
            if (place == 0)
            {
                if (takeB[tour] && count > began) child[count++] = 0;
                began = count;
                tour++;
                continue;
            }
            if (!takeB[tour] || (!strip && !outA[tourOfA[place]])) continue;
            child[count++] = place;
        }
        return count;
    }
}
