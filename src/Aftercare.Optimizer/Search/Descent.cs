using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Aftercare.Optimizer.Search;

/// <summary>
/// Local search over plans that may break windows and loads at a price: chains of up to three orders change places, tours swap their
/// tails, parts of a tour turn round, wherever a near pair becomes neighbours; until nothing helps.
/// </summary>
/// <remarks>
/// Lateness is counted as time warp (Nagata, Bräysy and Dullaert, 2010): an order met too late is served at its latest moment and the
/// warp is paid for. What precedes an order is two numbers (when it is left, warp so far), what follows it two more (latest start
/// without more warp, warp to come), so that joining two pieces costs an addition and a comparison.
/// </remarks>
internal sealed unsafe class Descent
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Node
    {
        public int Next, Prev, Tour, Position, Place;
        public int Leave, WarpBefore;   // of everything up to and with this visit
        public int Latest, WarpAfter;   // of everything from this visit on
        public int LoadBefore;          // with this visit
        public int Tested;              // when its neighbours were last tried
        private readonly int spare;
    }

    private readonly Ground ground;
    private readonly Near near;
    private readonly int n, places, tours, longest;
    private readonly Node[] nodes;
    private readonly int[] load, warp, size, changed, shuffled, missing;
    private readonly int* cost, time, open, close, duration, need;
    private Dice dice;
    private int clock;
    private int emptyTour;

    /// <summary>Price of a unit of load over the capacity, and of a unit of warp.</summary>
    public int LoadPrice { get; set; }
    public int WarpPrice { get; set; }

    /// <summary>Moves whose schedule was computed.</summary>
    public long Evaluations { get; private set; }

    public Descent(Ground ground, Near near, ulong seed, int longestChain = 3)
    {
        this.ground = ground;
        this.near = near;
        longest = longestChain;
        n = ground.Orders;
        places = ground.Places;
        tours = ground.Tours;
        dice = new(seed);
        nodes = Ground.Pinned<Node>(places + 2 * tours);
        load = Ground.Pinned<int>(tours);
        warp = Ground.Pinned<int>(tours);
        size = Ground.Pinned<int>(tours);
        changed = Ground.Pinned<int>(tours);
        shuffled = Ground.Pinned<int>(n);
        missing = Ground.Pinned<int>(places);
        for (var i = 0; i < n; i++) shuffled[i] = i + 1;
        cost = Ground.Pointer(ground.Cost);
        time = Ground.Pointer(ground.Time);
        open = Ground.Pointer(ground.Open);
        close = Ground.Pointer(ground.Close);
        duration = Ground.Pointer(ground.Duration);
        need = Ground.Pointer(ground.Load);
    }

    private int First(int tour) => places + 2 * tour;
    private int Last(int tour) => places + 2 * tour + 1;

    private int Excess(int amount) => amount > ground.Capacity ? amount - ground.Capacity : 0;
    private long Penalty(int tour) => (long)Excess(load[tour]) * LoadPrice + (long)warp[tour] * WarpPrice;

    /// <summary>Load over the capacities.</summary>
    public long TotalExcess { get { long sum = 0; foreach (var amount in load) sum += Excess(amount); return sum; } }

    /// <summary>Warp over all tours.</summary>
    public long TotalWarp { get { long sum = 0; foreach (var amount in warp) sum += amount; return sum; } }

    /// <summary>Cost of the ways alone.</summary>
    public long TotalCost
    {
        get
        {
            long sum = 0;
            for (var tour = 0; tour < tours; tour++)
                for (var at = First(tour); nodes[at].Next >= 0; at = nodes[at].Next)
                    sum += cost[nodes[at].Place * places + nodes[nodes[at].Next].Place];
            return sum;
        }
    }

    /// <summary>Takes over a plan (places tour after tour, each ended by 0) and puts missing orders where they cost least.</summary>
    public void Take(ReadOnlySpan<int> stops)
    {
        fixed (Node* v = nodes)
        {
            for (var place = 1; place <= n; place++) v[place] = new() { Tour = -1, Place = place, Tested = -1 };
            clock = 0;
            var tour = 0;
            Open(v, 0);
            var at = First(0);
            foreach (var place in stops)
            {
                if (place == 0)
                {
                    if (at == First(tour)) continue;
                    Close(v, tour, at);
                    if (++tour == tours) break;
                    Open(v, tour);
                    at = First(tour);
                    continue;
                }
                v[place].Tour = tour;
                v[place].Prev = at;
                v[at].Next = place;
                at = place;
            }
            for (; tour < tours; tour++)
            {
                Open(v, tour);
                Close(v, tour, First(tour));
            }
            FindEmpty();
            var count = 0;
            for (var place = 1; place <= n; place++) if (v[place].Tour < 0) missing[count++] = place;
            for (var i = count - 1; i > 0; i--)
            {
                var j = dice.Below(i + 1);
                (missing[i], missing[j]) = (missing[j], missing[i]);
            }
            for (var i = 0; i < count; i++) Insert(v, missing[i]);
            for (var t = 0; t < tours; t++) changed[t] = 0;
        }
    }

    private void Open(Node* v, int tour) => v[First(tour)] = new() { Prev = -1, Tour = tour };

    private void Close(Node* v, int tour, int at)
    {
        v[Last(tour)] = new() { Next = -1, Prev = at, Tour = tour };
        v[at].Next = Last(tour);
        Refresh(v, tour);
    }

    /// <summary>Writes the plan: places tour after tour, each ended by 0. Returns how many numbers.</summary>
    public int Give(Span<int> stops)
    {
        var count = 0;
        for (var tour = 0; tour < tours; tour++)
        {
            if (size[tour] == 0) continue;
            for (var at = nodes[First(tour)].Next; at <= n; at = nodes[at].Next) stops[count++] = at;
            stops[count++] = 0;
        }
        return count;
    }

    private void FindEmpty()
    {
        emptyTour = -1;
        for (var tour = 0; tour < tours; tour++)
            if (size[tour] == 0) { emptyTour = tour; return; }
    }

    private void Insert(Node* v, int place)
    {
        var bestCost = long.MaxValue;
        var bestAt = -1;
        for (var tour = 0; tour < tours; tour++)
        {
            if (size[tour] == 0 && tour != emptyTour) continue;
            var over = (long)(Excess(load[tour] + need[place]) - Excess(load[tour])) * LoadPrice;
            for (var at = First(tour); v[at].Next >= 0; at = v[at].Next)
            {
                var next = v[at].Next;
                var from = v[at].Place;
                var to = v[next].Place;
                var delta = over + cost[from * places + place] + cost[place * places + to] - cost[from * places + to];
                if (delta >= bestCost) continue;
                var leave = v[at].Leave;
                var w = v[at].WarpBefore;
                Append(ref leave, ref w, time[from * places + place], place);
                w += v[next].WarpAfter + Math.Max(0, leave + time[place * places + to] - v[next].Latest);
                delta += (long)(w - warp[tour]) * WarpPrice;
                if (delta < bestCost) { bestCost = delta; bestAt = at; }
            }
        }
        Link(v, bestAt, place, v[bestAt].Next);
        v[place].Tour = v[bestAt].Tour;
        var wasEmpty = size[v[bestAt].Tour] == 0;
        Refresh(v, v[bestAt].Tour);
        if (wasEmpty) FindEmpty();
    }

    private static void Link(Node* v, int a, int b, int c)
    {
        v[a].Next = b;
        v[b].Prev = a;
        v[b].Next = c;
        v[c].Prev = b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(ref int leave, ref int w, int way, int place)
    {
        var arrive = leave + way;
        if (arrive < open[place]) arrive = open[place];
        var late = arrive - close[place];
        if (late > 0) { w += late; arrive -= late; }
        leave = arrive + duration[place];
    }

    private void Refresh(Node* v, int tour)
    {
        var at = First(tour);
        var last = Last(tour);
        var leave = open[0];
        var w = 0;
        var amount = 0;
        var position = 0;
        v[at].Leave = leave;
        v[at].WarpBefore = 0;
        v[at].LoadBefore = 0;
        v[at].Position = 0;
        v[at].Tour = tour;
        var place = 0;
        for (var next = v[at].Next; next >= 0; next = v[next].Next)
        {
            var here = v + next;
            Append(ref leave, ref w, time[place * places + here->Place], here->Place);
            place = here->Place;
            amount += next <= n ? need[place] : 0;
            here->Tour = tour;
            here->Position = ++position;
            here->Leave = leave;
            here->WarpBefore = w;
            here->LoadBefore = amount;
        }
        load[tour] = amount;
        warp[tour] = w;
        size[tour] = position - 1;
        var latest = close[0];
        var after = 0;
        v[last].Latest = latest;
        v[last].WarpAfter = 0;
        place = 0;
        for (var prev = v[last].Prev; prev >= 0; prev = v[prev].Prev)
        {
            var here = v + prev;
            var start = latest - time[here->Place * places + place] - duration[here->Place];
            place = here->Place;
            if (start < open[place]) { after += open[place] - start; start = open[place]; }
            if (start > close[place]) start = close[place];
            latest = start;
            here->Latest = latest;
            here->WarpAfter = after;
        }
        changed[tour] = clock;
    }

    /// <summary>Searches until no move helps.</summary>
    public void Run()
    {
        fixed (Node* v = nodes)
        {
            clock = 1;
            for (var i = n - 1; i > 0; i--)
            {
                var j = dice.Below(i + 1);
                (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
            }
            for (var place = 1; place <= n; place++) v[place].Tested = -1;
            var found = true;
            for (var sweep = 0; found; sweep++)
            {
                found = false;
                for (var i = 0; i < n; i++)
                {
                    var u = shuffled[i];
                    var tested = v[u].Tested;
                    v[u].Tested = clock;
                    found |= TryAll(v, u, tested, sweep);
                }
            }
        }
    }

    private bool TryAll(Node* v, int u, int tested, int sweep)
    {
        var found = false;
        var width = near.Width;
        var before = Ground.Pointer(near.Before) + (long)u * width;
        for (var i = 0; i < width; i++)
        {
            var left = before[i];
            if (left == 0) break;
            if (changed[v[u].Tour] <= tested && changed[v[left].Tour] <= tested) continue;
            if (Try(v, u, left)) found = true;
        }
        // Behind the depot, where the first order is one to come after this one.
        var after = Ground.Pointer(near.After) + (long)u * width;
        for (var i = 0; i < width; i++)
        {
            var right = after[i];
            if (right == 0) break;
            var left = v[right].Prev;
            if (left == u || (changed[v[u].Tour] <= tested && changed[v[right].Tour] <= tested)) continue;
            if (left > n ? Try(v, u, left) : TryBefore(v, u, right)) found = true;
        }
        if (sweep > 0 && emptyTour >= 0 && changed[v[u].Tour] > tested && Try(v, u, First(emptyTour))) found = true;
        return found;
    }

    // u alone between the one before right and right.
    private bool TryBefore(Node* v, int u, int right)
    {
        var left = v[right].Prev;
        int p = v[u].Prev, x = v[u].Next;
        if (left == u || right == u) return false;
        int pu = v[p].Place, px = v[x].Place, pl = v[left].Place;
        var delta = cost[pl * places + u] + cost[u * places + right] - cost[pl * places + right]
            + cost[pu * places + px] - cost[pu * places + u] - cost[u * places + px];
        var tu = v[u].Tour;
        var tv = v[right].Tour;
        if (tu == tv)
        {
            if (delta >= Penalty(tu)) return false;
            if (Same(v, u, u, 1, left, left, 0, delta) >= 0) return false;
        }
        else
        {
            if (delta >= Penalty(tu) + Penalty(tv)) return false;
            if (Other(v, u, u, 1, left, left, 0, delta) >= 0) return false;
        }
        Exchange(v, u, u, left, left, 0);
        return true;
    }

    // The best of the moves after which u comes right after left.
    private bool Try(Node* v, int u, int left)
    {
        var tu = v[u].Tour;
        var tv = v[left].Tour;
        var same = tu == tv;
        var p = v[u].Prev;
        if (p == left) return false;
        var penalties = same ? Penalty(tu) : Penalty(tu) + Penalty(tv);
        long best = 0;
        int bestLength = 0, bestOther = 0, bestEnd = 0, bestOtherEnd = 0;
        int pp = v[p].Place, pl = v[left].Place;
        var joined = cost[pl * places + u];
        var end = u;
        for (var length = 1; length <= longest; length++, end = v[end].Next)
        {
            if (end > n || end == left) break;
            var x = v[end].Next;
            var px = v[x].Place;
            var gone = cost[pp * places + u] + cost[end * places + px];
            var otherEnd = left;
            for (var other = 0; other <= length; other++)
            {
                if (other > 0)
                {
                    otherEnd = v[otherEnd].Next;
                    if (otherEnd > n || otherEnd == u) break;
                }
                var y = v[otherEnd].Next;
                if (y < 0 || y == u) break;
                var py = v[y].Place;
                int delta;
                if (other == 0) delta = joined + cost[end * places + py] - cost[pl * places + py] + cost[pp * places + px] - gone;
                else
                {
                    var v1 = v[left].Next;
                    delta = joined + cost[end * places + py] - cost[pl * places + v1] - cost[otherEnd * places + py]
                        + cost[pp * places + v1] + cost[otherEnd * places + px] - gone;
                }
                if (delta - penalties >= best) continue;
                var whole = same ? Same(v, u, end, length, left, otherEnd, other, delta) : Other(v, u, end, length, left, otherEnd, other, delta);
                if (whole < best)
                {
                    best = whole;
                    bestLength = length;
                    bestOther = other;
                    bestEnd = end;
                    bestOtherEnd = otherEnd;
                }
            }
        }
        var kind = bestLength > 0 ? 1 : 0;
        if (!same)
        {
            var y = v[left].Next;
            var py = v[y].Place;
            var delta = joined + cost[pp * places + py] - cost[pp * places + u] - cost[pl * places + py];
            if (delta - penalties < best)
            {
                var whole = delta + Tails(v, u, left) - penalties;
                if (whole < best) { best = whole; kind = 2; }
            }
        }
        else if (v[left].Position < v[u].Position)
        {
            var y = v[left].Next;
            var x = v[u].Next;
            var delta = joined + cost[v[y].Place * places + v[x].Place] - cost[pl * places + v[y].Place] - cost[u * places + v[x].Place];
            if (delta - penalties < best)
            {
                var whole = Turned(v, u, left, delta);
                if (whole < best) { best = whole; kind = 3; }
            }
        }
        if (kind == 0) return false;
        if (kind == 1) Exchange(v, u, bestEnd, left, bestOtherEnd, bestOther);
        else if (kind == 2) SwapTails(v, u, left);
        else Turn(v, u, left);
        return true;
    }

    private long Other(Node* v, int u, int end, int length, int left, int otherEnd, int other, long delta)
    {
        Evaluations++;
        var tu = v[u].Tour;
        var tv = v[left].Tour;
        var p = v[u].Prev;
        var x = v[end].Next;
        var y = v[otherEnd].Next;
        var loadU = v[end].LoadBefore - v[p].LoadBefore;
        var loadV = v[otherEnd].LoadBefore - v[left].LoadBefore;
        delta += (long)(Excess(load[tu] - loadU + loadV) + Excess(load[tv] + loadU - loadV)) * LoadPrice - Penalty(tu) - Penalty(tv);
        if (delta >= 0) return delta;
        var leave = v[left].Leave;
        var w = v[left].WarpBefore;
        var from = v[left].Place;
        var at = u;
        for (var i = 0; i < length; i++)
        {
            Append(ref leave, ref w, time[from * places + at], at);
            from = at;
            at = v[at].Next;
        }
        w += v[y].WarpAfter + Math.Max(0, leave + time[from * places + v[y].Place] - v[y].Latest);
        delta += (long)w * WarpPrice;
        if (delta >= 0) return delta;
        leave = v[p].Leave;
        w = v[p].WarpBefore;
        from = v[p].Place;
        at = v[left].Next;
        for (var i = 0; i < other; i++)
        {
            Append(ref leave, ref w, time[from * places + at], at);
            from = at;
            at = v[at].Next;
        }
        w += v[x].WarpAfter + Math.Max(0, leave + time[from * places + v[x].Place] - v[x].Latest);
        return delta + (long)w * WarpPrice;
    }

    private long Same(Node* v, int u, int end, int length, int left, int otherEnd, int other, long delta)
    {
        Evaluations++;
        var tour = v[u].Tour;
        var p = v[u].Prev;
        var x = v[end].Next;
        var v1 = v[left].Next;
        var y = v[otherEnd].Next;
        int leave, w, from, join;
        if (v[left].Position < v[u].Position)
        {
            (leave, w, from) = (v[left].Leave, v[left].WarpBefore, v[left].Place);
            Walk(v, u, end, ref leave, ref w, ref from);
            Walk(v, y, p, ref leave, ref w, ref from);
            if (other > 0) Walk(v, v1, otherEnd, ref leave, ref w, ref from);
            join = x;
        }
        else
        {
            (leave, w, from) = (v[p].Leave, v[p].WarpBefore, v[p].Place);
            if (other > 0) Walk(v, v1, otherEnd, ref leave, ref w, ref from);
            Walk(v, x, left, ref leave, ref w, ref from);
            Walk(v, u, end, ref leave, ref w, ref from);
            join = y;
        }
        w += v[join].WarpAfter + Math.Max(0, leave + time[from * places + v[join].Place] - v[join].Latest);
        return delta + (long)(w - warp[tour]) * WarpPrice;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Walk(Node* v, int first, int last, ref int leave, ref int w, ref int from)
    {
        for (var at = first; ; at = v[at].Next)
        {
            var place = v[at].Place;
            Append(ref leave, ref w, time[from * places + place], place);
            from = place;
            if (at == last) return;
        }
    }

    private long Tails(Node* v, int u, int left)
    {
        Evaluations++;
        var tu = v[u].Tour;
        var tv = v[left].Tour;
        var p = v[u].Prev;
        var y = v[left].Next;
        var loadV = v[left].LoadBefore + load[tu] - v[p].LoadBefore;
        var loadU = v[p].LoadBefore + load[tv] - v[left].LoadBefore;
        var w = v[left].WarpBefore + v[u].WarpAfter + Math.Max(0, v[left].Leave + time[v[left].Place * places + u] - v[u].Latest)
            + v[p].WarpBefore + v[y].WarpAfter + Math.Max(0, v[p].Leave + time[v[p].Place * places + v[y].Place] - v[y].Latest);
        return (long)(Excess(loadU) + Excess(loadV)) * LoadPrice + (long)w * WarpPrice;
    }

    // The part after left up to u, backwards.
    private long Turned(Node* v, int u, int left, long delta)
    {
        Evaluations++;
        var tour = v[u].Tour;
        var x = v[u].Next;
        var y = v[left].Next;
        var (leave, w, from) = (v[left].Leave, v[left].WarpBefore, v[left].Place);
        for (var at = u; ; at = v[at].Prev)
        {
            Append(ref leave, ref w, time[from * places + at], at);
            if (at != u) delta += cost[from * places + at] - cost[at * places + from];
            from = at;
            if (at == y) break;
        }
        w += v[x].WarpAfter + Math.Max(0, leave + time[from * places + v[x].Place] - v[x].Latest);
        return delta + (long)(w - warp[tour]) * WarpPrice;
    }

    private void Exchange(Node* v, int u, int end, int left, int otherEnd, int other)
    {
        var tu = v[u].Tour;
        var tv = v[left].Tour;
        var p = v[u].Prev;
        var x = v[end].Next;
        var v1 = v[left].Next;
        var y = v[otherEnd].Next;
        // Take the chain of u out, then the chain after left, then put each in the other's place.
        if (other == 0)
        {
            v[p].Next = x;
            v[x].Prev = p;
            var next = v[left].Next;
            v[left].Next = u;
            v[u].Prev = left;
            v[end].Next = next;
            v[next].Prev = end;
        }
        else if (x == left)
        {
            // p U left V y becomes p V left U y.
            v[p].Next = v1;
            v[v1].Prev = p;
            v[otherEnd].Next = left;
            v[left].Prev = otherEnd;
            v[left].Next = u;
            v[u].Prev = left;
            v[end].Next = y;
            v[y].Prev = end;
        }
        else
        {
            v[p].Next = v1;
            v[v1].Prev = p;
            v[otherEnd].Next = x;
            v[x].Prev = otherEnd;
            v[left].Next = u;
            v[u].Prev = left;
            v[end].Next = y;
            v[y].Prev = end;
        }
        clock++;
        Settle(v, tu, tv);
    }

    private void SwapTails(Node* v, int u, int left)
    {
        var tu = v[u].Tour;
        var tv = v[left].Tour;
        var p = v[u].Prev;
        var y = v[left].Next;
        int lastU = Last(tu), lastV = Last(tv);
        var endU = v[lastU].Prev;
        var endV = v[lastV].Prev;
        v[left].Next = u;
        v[u].Prev = left;
        v[endU].Next = lastV;
        v[lastV].Prev = endU;
        if (y == lastV)
        {
            v[p].Next = lastU;
            v[lastU].Prev = p;
        }
        else
        {
            v[p].Next = y;
            v[y].Prev = p;
            v[endV].Next = lastU;
            v[lastU].Prev = endV;
        }
        clock++;
        Settle(v, tu, tv);
    }

    private void Turn(Node* v, int u, int left)
    {
        var x = v[u].Next;
        var y = v[left].Next;
        for (var at = y; at != x;)
        {
            var next = v[at].Next;
            (v[at].Next, v[at].Prev) = (v[at].Prev, next);
            at = next;
        }
        v[left].Next = u;
        v[u].Prev = left;
        v[y].Next = x;
        v[x].Prev = y;
        clock++;
        Settle(v, v[u].Tour, v[u].Tour);
    }

    private void Settle(Node* v, int a, int b)
    {
        Refresh(v, a);
        if (a != b) Refresh(v, b);
        if (emptyTour < 0 || size[emptyTour] > 0 || size[a] == 0 || size[b] == 0) FindEmpty();
    }
}
