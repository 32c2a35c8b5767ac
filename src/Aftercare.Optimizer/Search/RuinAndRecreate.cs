using System.Runtime.InteropServices;

namespace Aftercare.Optimizer.Search;

/// <summary>One stop of a tour with its schedule: half a cache line, so that one load brings all of it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Stopover
{
    public int Next, Prev;

    /// <summary>The tour it is in; -1 for an order left out.</summary>
    public int Tour;

    /// <summary>The place: 0 for both ends of a tour.</summary>
    public int Place;

    /// <summary>Earliest moment the work can be done here.</summary>
    public int Leave;

    /// <summary>Latest start here that keeps the rest of the tour in time.</summary>
    public int Latest;

    /// <summary>Cost of the way to the next visit.</summary>
    public int Way;

    /// <summary>Time of the way to the next visit.</summary>
    public int Ride;
}

/// <summary>
/// Slack induction by string removals (Christiaens and Vanden Berghe, 2020) under simulated annealing: a few neighbouring strings of orders
/// are taken out of their tours and put back greedily, in feasible plans only, at places next to near orders only.
/// </summary>
internal sealed unsafe class RuinAndRecreate
{
    private readonly Ground ground;
    private readonly Near near;
    private readonly int n, places, tours;
    private readonly Stopover[] work, kept, best;
    private readonly int[] load, size, keptLoad, keptSize, bestLoad, bestSize;
    private readonly int[] touched, touchedAt, absent, keptAbsent, emptyAt, emptyList;
    private readonly long[] keys;
    private readonly int* cost, costTo, time, timeTo, open, close, duration, need;
    private readonly int[] columns, timeColumns;
    private int round, touchedCount, absentCount, emptyCount;
    private long total, keptTotal, bestTotal;
    private Dice dice;
    private int blink;

    // Share of places an insertion overlooks.
    private const double Blink = 0.01;

    /// <summary>Mean number of orders a ruin takes out, and most of one string.</summary>
    public double MeanRemoved { get; init; } = 10;
    public int LongestString { get; init; } = 10;

    public long Iterations { get; private set; }

    /// <summary>Places tried, by schedule or by load.</summary>
    public long Evaluations { get; private set; }
    public long BestCost => bestTotal;

    /// <summary>Mean cost of the ways of an order of the plan at hand: what temperatures are measured in.</summary>
    public double Scale
    {
        get
        {
            var ways = keptTotal;
            for (var i = 0; i < keptAbsentCount; i++) ways -= ground.Price[keptAbsent[i]];
            return Math.Max(1, ways / (double)Math.Max(1, n - keptAbsentCount));
        }
    }

    /// <summary>Whether the plan at hand leaves no order out.</summary>
    public bool Complete => keptAbsentCount == 0;

    public RuinAndRecreate(Ground ground, Near near, ulong seed)
    {
        this.ground = ground;
        this.near = near;
        n = ground.Orders;
        places = ground.Places;
        tours = ground.Tours;
        dice = new(seed);
        var visits = places + 2 * tours;
        work = Ground.Pinned<Stopover>(visits);
        kept = Ground.Pinned<Stopover>(visits);
        best = Ground.Pinned<Stopover>(visits);
        load = Ground.Pinned<int>(tours);
        size = Ground.Pinned<int>(tours);
        keptLoad = Ground.Pinned<int>(tours);
        keptSize = Ground.Pinned<int>(tours);
        bestLoad = Ground.Pinned<int>(tours);
        bestSize = Ground.Pinned<int>(tours);
        touched = Ground.Pinned<int>(tours);
        touchedAt = Ground.Pinned<int>(tours);
        emptyAt = Ground.Pinned<int>(tours);
        emptyList = Ground.Pinned<int>(tours);
        absent = Ground.Pinned<int>(places);
        keptAbsent = Ground.Pinned<int>(places);
        keys = Ground.Pinned<long>(places);
        // The kernel reads one row for a whole insertion: columns become rows of the transpose, shared when the matrix is symmetric.
        columns = Transposed(ground.Cost, places);
        timeColumns = ReferenceEquals(ground.Cost, ground.Time) ? columns : Transposed(ground.Time, places);
        cost = Ground.Pointer(ground.Cost);
        costTo = Ground.Pointer(columns);
        time = Ground.Pointer(ground.Time);
        timeTo = Ground.Pointer(timeColumns);
        open = Ground.Pointer(ground.Open);
        close = Ground.Pointer(ground.Close);
        duration = Ground.Pointer(ground.Duration);
        need = Ground.Pointer(ground.Load);
        Begin();
    }

    private static int[] Transposed(int[] matrix, int places)
    {
        var symmetric = true;
        for (var i = 0; i < places && symmetric; i++)
            for (var j = 0; j < i && symmetric; j++)
                symmetric = matrix[i * places + j] == matrix[j * places + i];
        if (symmetric) return matrix;
        var result = Ground.Pinned<int>(matrix.Length);
        for (var i = 0; i < places; i++)
            for (var j = 0; j < places; j++) result[j * places + i] = matrix[i * places + j];
        return result;
    }

    private int First(int tour) => places + 2 * tour;
    private int Last(int tour) => places + 2 * tour + 1;

    private void Clear()
    {
        for (var tour = 0; tour < tours; tour++)
        {
            ref var first = ref work[First(tour)];
            ref var last = ref work[Last(tour)];
            first = new() { Next = Last(tour), Prev = -1, Tour = tour, Place = 0, Leave = ground.Open[0] };
            last = new() { Next = -1, Prev = First(tour), Tour = tour, Place = 0, Latest = ground.Close[0], Leave = ground.Open[0] };
            first.Latest = ground.Close[0];
            emptyList[tour] = tour;
            emptyAt[tour] = tour;
        }
        emptyCount = tours;
        absentCount = 0;
        total = 0;
        for (var place = 1; place <= n; place++)
        {
            work[place] = new() { Tour = -1, Place = place };
            absent[absentCount++] = place;
            total += ground.Price[place];
        }
        load.AsSpan().Clear();
        size.AsSpan().Clear();
    }

    /// <summary>Begins anew: every order put in greedily.</summary>
    public void Begin() => Take([]);

    private void SaveBest()
    {
        bestTotal = total;
        work.AsSpan().CopyTo(best);
        load.AsSpan().CopyTo(bestLoad);
        size.AsSpan().CopyTo(bestSize);
    }

    /// <summary>Takes over a plan; orders that are in none of its tours are put in greedily or left out.</summary>
    /// <param name="stops">Places tour after tour, each tour ended by 0.</param>
    public void Take(ReadOnlySpan<int> stops)
    {
        Clear();
        var tour = 0;
        var at = First(0);
        foreach (var place in stops)
        {
            if (place == 0)
            {
                if (size[tour] == 0) continue;
                Seal(tour, at);
                if (++tour == tours) break;
                at = First(tour);
                continue;
            }
            ref var here = ref work[place];
            here.Tour = tour;
            here.Prev = at;
            work[at].Next = place;
            var way = ground.Cost[work[at].Place * places + place];
            work[at].Way = way;
            work[at].Ride = ground.Time[work[at].Place * places + place];
            total += way - ground.Price[place];
            load[tour] += ground.Load[place];
            size[tour]++;
            at = place;
        }
        absentCount = 0;
        for (var place = 1; place <= n; place++)
            if (work[place].Tour < 0) absent[absentCount++] = place;
        round++;
        touchedCount = 0;
        fixed (Stopover* v = work) Recreate(v);
        Keep();
    }

    private void Seal(int tour, int at)
    {
        var last = Last(tour);
        work[at].Next = last;
        work[last].Prev = at;
        work[at].Way = ground.Cost[work[at].Place * places];
        work[at].Ride = ground.Time[work[at].Place * places];
        total += work[at].Way;
        absentCount = 0;
        fixed (Stopover* v = work)
        {
            while (load[tour] > ground.Capacity) Unlink(v, tour, v[last].Prev);
            Mend(v, tour, First(tour), last);
        }
        Enlist(tour);
    }

    private void Keep()
    {
        work.AsSpan().CopyTo(kept);
        load.AsSpan().CopyTo(keptLoad);
        size.AsSpan().CopyTo(keptSize);
        keptTotal = total;
        keptAbsentCount = absentCount;
        absent.AsSpan(0, absentCount).CopyTo(keptAbsent);
        SaveBest();
    }

    /// <summary>Writes the best plan of the run: places tour after tour, each tour ended by 0. Returns how many numbers.</summary>
    public int Give(Span<int> stops)
    {
        var count = 0;
        for (var tour = 0; tour < tours; tour++)
        {
            if (bestSize[tour] == 0) continue;
            for (var at = best[First(tour)].Next; at <= n; at = best[at].Next) stops[count++] = at;
            stops[count++] = 0;
        }
        return count;
    }

    /// <summary>Anneals the plan at hand; temperatures are in units of cost.</summary>
    public void Anneal(double hot, double cold, long iterations, double until, Action<long>? improved, CancellationToken cancelled)
    {
        var started = ProcessorClock.Seconds();
        var ratio = Math.Log(cold / hot);
        var heat = hot;
        fixed (Stopover* v = work, k = kept)
        {
            for (long i = 0; i < iterations; i++, Iterations++)
            {
                if ((i & 63) == 0)
                {
                    var share = i / (double)iterations;
                    if (!double.IsInfinity(until))
                    {
                        var now = ProcessorClock.Seconds();
                        if (now >= until) return;
                        share = Math.Max(share, (now - started) / (until - started));
                    }
                    if (cancelled.IsCancellationRequested) return;
                    heat = hot * Math.Exp(ratio * share);
                }
                Step(v, k, heat);
                if (total < bestTotal)
                {
                    SaveBest();
                    improved?.Invoke(total);
                }
            }
        }
    }

    private void Step(Stopover* v, Stopover* k, double heat)
    {
        round++;
        touchedCount = 0;
        var threshold = keptTotal - heat * Math.Log(dice.Fraction() + 1e-300);
        Ruin(v);
        Recreate(v);
        if (total < threshold)
        {
            Carry(v, k, load, size, keptLoad, keptSize);
            keptTotal = total;
            keptAbsentCount = absentCount;
            for (var i = 0; i < absentCount; i++) k[keptAbsent[i] = absent[i]].Tour = -1;
        }
        else
        {
            Carry(k, v, keptLoad, keptSize, load, size);
            total = keptTotal;
            absentCount = keptAbsentCount;
            for (var i = 0; i < absentCount; i++) v[absent[i] = keptAbsent[i]].Tour = -1;
        }
    }

    private int keptAbsentCount;

    // Copies the touched tours from one book into the other.
    private void Carry(Stopover* from, Stopover* to, int[] loadFrom, int[] sizeFrom, int[] loadTo, int[] sizeTo)
    {
        for (var i = 0; i < touchedCount; i++)
        {
            var tour = touched[i];
            for (var at = First(tour); at >= 0; at = from[at].Next) to[at] = from[at];
            loadTo[tour] = loadFrom[tour];
            sizeTo[tour] = sizeFrom[tour];
        }
        for (var i = 0; i < touchedCount; i++) Enlist(touched[i]);
    }

    // Keeps the list of empty tours in step with the sizes of the working plan.
    private void Enlist(int tour)
    {
        var empty = size[tour] == 0;
        var at = emptyAt[tour];
        if (empty && at < 0)
        {
            emptyAt[tour] = emptyCount;
            emptyList[emptyCount++] = tour;
        }
        else if (!empty && at >= 0)
        {
            var moved = emptyList[--emptyCount];
            emptyList[at] = moved;
            emptyAt[moved] = at;
            emptyAt[tour] = -1;
        }
    }

    private void Touch(int tour)
    {
        if (touchedAt[tour] == round) return;
        touchedAt[tour] = round;
        touched[touchedCount++] = tour;
    }

    private void Ruin(Stopover* v)
    {
        var active = tours - emptyCount;
        if (active == 0) return;
        var mean = (n - absentCount) / (double)active;
        var longest = Math.Min(LongestString, mean);
        var most = 4 * MeanRemoved / (1 + longest) - 1;
        var strings = (int)(dice.Fraction() * most + 1);
        var seed = 1 + dice.Below(n);
        fixed (int* around = &near.Around[seed * near.Breadth])
        {
            for (var i = 0; i < near.Breadth && strings > 0; i++)
            {
                var visit = around[i];
                if (visit == 0) break;
                var tour = v[visit].Tour;
                if (tour < 0 || touchedAt[tour] == round) continue;
                Touch(tour);
                var most1 = Math.Min(size[tour], longest);
                var length = (int)(dice.Fraction() * most1 + 1);
                if (length > size[tour]) length = size[tour];
                RemoveString(v, tour, visit, length);
                strings--;
            }
        }
    }

    private void RemoveString(Stopover* v, int tour, int visit, int length)
    {
        // With even chance some orders inside the string stay: the split string.
        var skip = 0;
        if (length > 1 && length < size[tour] && (dice.Bits() & 1) == 0)
        {
            skip = 1;
            while (length + skip < size[tour] && dice.Fraction() < 0.01) skip++;
        }
        var whole = length + skip;
        // How far the string may reach back from the visit.
        var back = 0;
        for (var at = v[visit].Prev; back < whole - 1 && at <= n; at = v[at].Prev) back++;
        var ahead = 0;
        for (var at = v[visit].Next; ahead < whole - 1 && at <= n; at = v[at].Next) ahead++;
        var least = Math.Max(0, whole - 1 - ahead);
        var start = least + dice.Below(back - least + 1);
        var current = visit;
        for (var i = 0; i < start; i++) current = v[current].Prev;
        var from = v[current].Prev;
        var keepAt = skip > 0 ? 1 + dice.Below(length - 1) : int.MaxValue;
        for (var i = 0; i < whole; i++)
        {
            var next = v[current].Next;
            if (i < keepAt || i >= keepAt + skip) Unlink(v, tour, current);
            current = next;
        }
        Mend(v, tour, from, current);
        if (size[tour] == 0) Enlist(tour);
    }

    // Recomputes the schedule of a tour that changed between two visits. Ways that break the triangle rule can make what remains late:
    // then more is taken out until it is not.
    private void Mend(Stopover* v, int tour, int from, int to)
    {
        int late;
        while ((late = Forward(v, from, to)) >= 0)
        {
            var victim = late <= n ? late : v[late].Prev;
            if (victim == from) from = v[from].Prev;
            Unlink(v, tour, victim);
            to = Last(tour);
        }
        Backward(v, to, from);
    }

    private void Unlink(Stopover* v, int tour, int place)
    {
        var here = v + place;
        int left = here->Prev, next = here->Next;
        var edge = v[left].Place * places + v[next].Place;
        var way = cost[edge];
        total += way - v[left].Way - here->Way + ground.Price[place];
        v[left].Way = way;
        v[left].Ride = time[edge];
        v[left].Next = next;
        v[next].Prev = left;
        load[tour] -= ground.Load[place];
        size[tour]--;
        here->Tour = -1;
        absent[absentCount++] = place;
    }

    // Earliest times after a visit, as far as they change once `sure` is passed (-1: at once). The first visit met too late, or -1.
    private int Forward(Stopover* v, int from, int sure)
    {
        var leave = v[from].Leave;
        var ride = v[from].Ride;
        var passed = sure < 0;
        for (var at = v[from].Next; at >= 0;)
        {
            var here = v + at;
            var to = here->Place;
            var arrive = leave + ride;
            if (arrive < open[to]) arrive = open[to];
            if (arrive > close[to]) return at;
            leave = arrive + duration[to];
            passed |= at == sure;
            if (here->Leave == leave && passed) return -1;
            here->Leave = leave;
            ride = here->Ride;
            at = here->Next;
        }
        return -1;
    }

    // Latest times before a visit, as far as they change once `sure` is passed (-1: at once).
    private void Backward(Stopover* v, int from, int sure)
    {
        var latest = v[from].Latest;
        var passed = sure < 0;
        for (var at = v[from].Prev; at >= 0;)
        {
            var here = v + at;
            var to = here->Place;
            latest -= here->Ride + duration[to];
            if (latest > close[to]) latest = close[to];
            passed |= at == sure;
            if (here->Latest == latest && passed) return;
            here->Latest = latest;
            at = here->Prev;
        }
    }

    private void Sort()
    {
        // Nine ways to order the orders, by the weights of the paper's edition for time windows.
        var way = dice.Below(17);
        for (var i = 0; i < absentCount; i++)
        {
            var place = absent[i];
            keys[i] = way switch
            {
                < 4 => (long)(dice.Bits() >> 1),
                < 8 => -ground.Load[place],
                < 10 => -ground.Cost[place],
                < 11 => ground.Cost[place],
                < 13 => (long)ground.Close[place] - ground.Open[place],
                < 15 => ground.Open[place],
                _ => -ground.Close[place],
            };
        }
        // Few items: insertion sort.
        if (absentCount > 64)
        {
            Array.Sort(keys, absent, 0, absentCount);
            return;
        }
        for (var i = 1; i < absentCount; i++)
        {
            var key = keys[i];
            var item = absent[i];
            var j = i - 1;
            for (; j >= 0 && keys[j] > key; j--)
            {
                keys[j + 1] = keys[j];
                absent[j + 1] = absent[j];
            }
            keys[j + 1] = key;
            absent[j + 1] = item;
        }
    }

    private void Recreate(Stopover* v)
    {
        Sort();
        var still = 0;
        for (var i = 0; i < absentCount; i++)
        {
            var place = absent[i];
            if (!Insert(v, place)) absent[still++] = place;
        }
        absentCount = still;
    }

    private int NextBlink()
    {
        var u = dice.Fraction();
        return u <= 0 ? 1 << 20 : (int)Math.Min(1 << 20, Math.Log(u) / Math.Log(1 - Blink));
    }

    private bool Insert(Stopover* v, int place)
    {
        var row = (long)place * places;
        int* costRow = cost + row, costColumn = costTo + row, timeRow = time + row, timeColumn = timeTo + row;
        var loads = Ground.Pointer(load);
        var width = near.Width;
        var before = Ground.Pointer(near.Before) + (long)place * width;
        var after = Ground.Pointer(near.After) + (long)place * width;
        int opens = open[place], closes = close[place], lasts = duration[place];
        var room = ground.Capacity - need[place];
        var countdown = blink;
        var bestDelta = int.MaxValue;
        var bestAt = -1;
        var evaluations = 0;
        for (var i = 0; i < width; i++)
        {
            var left = before[i];
            if (left == 0) break;
            var l = v + left;
            var tour = l->Tour;
            if (tour < 0) continue;
            evaluations++;
            if (loads[tour] > room) continue;
            var start = l->Leave + timeColumn[left];
            if (start > closes) continue;
            if (start < opens) start = opens;
            var r = v + l->Next;
            var to = r->Place;
            if (start + lasts + timeRow[to] > r->Latest) continue;
            var delta = costColumn[left] + costRow[to] - l->Way;
            if (delta < bestDelta)
            {
                if (--countdown < 0) { countdown = NextBlink(); continue; }
                bestDelta = delta;
                bestAt = left;
            }
        }
        for (var i = 0; i < width; i++)
        {
            var right = after[i];
            if (right == 0) break;
            var r = v + right;
            var tour = r->Tour;
            if (tour < 0) continue;
            evaluations++;
            if (loads[tour] > room) continue;
            var left = r->Prev;
            var l = v + left;
            var from = l->Place;
            var start = l->Leave + timeColumn[from];
            if (start > closes) continue;
            if (start < opens) start = opens;
            if (start + lasts + timeRow[right] > r->Latest) continue;
            var delta = costColumn[from] + costRow[right] - l->Way;
            if (delta < bestDelta)
            {
                if (--countdown < 0) { countdown = NextBlink(); continue; }
                bestDelta = delta;
                bestAt = left;
            }
        }
        if (near.Depot[place])
        {
            for (var tour = 0; tour < tours; tour++)
            {
                if (size[tour] == 0 || load[tour] > room) continue;
                // First of the tour.
                evaluations += 2;
                var left = First(tour);
                var l = v + left;
                var r = v + l->Next;
                var start = l->Leave + timeColumn[0];
                if (start < opens) start = opens;
                if (start <= closes && start + lasts + timeRow[r->Place] <= r->Latest)
                {
                    var delta = costColumn[0] + costRow[r->Place] - l->Way;
                    if (delta < bestDelta && --countdown >= 0)
                    {
                        bestDelta = delta;
                        bestAt = left;
                    }
                }
                // Last of the tour.
                r = v + Last(tour);
                left = r->Prev;
                l = v + left;
                start = l->Leave + timeColumn[l->Place];
                if (start < opens) start = opens;
                if (start <= closes && start + lasts + timeRow[0] <= r->Latest)
                {
                    var delta = costColumn[l->Place] + costRow[0] - l->Way;
                    if (delta < bestDelta && --countdown >= 0)
                    {
                        bestDelta = delta;
                        bestAt = left;
                    }
                }
                if (countdown < 0) countdown = NextBlink();
            }
        }
        Evaluations += evaluations;
        blink = countdown;
        if (emptyCount > 0)
        {
            var delta = costColumn[0] + costRow[0];
            if (delta < bestDelta)
            {
                bestDelta = delta;
                bestAt = First(emptyList[emptyCount - 1]);
            }
        }
        if (bestAt < 0 || bestDelta >= ground.Price[place]) return false;
        var lv = v + bestAt;
        var here = v + place;
        var next = lv->Next;
        var inTour = lv->Tour;
        Touch(inTour);
        here->Prev = bestAt;
        here->Next = next;
        here->Tour = inTour;
        here->Leave = int.MinValue;
        here->Latest = int.MinValue;
        lv->Way = costColumn[lv->Place];
        here->Way = costRow[v[next].Place];
        lv->Ride = timeColumn[lv->Place];
        here->Ride = timeRow[v[next].Place];
        lv->Next = place;
        v[next].Prev = place;
        load[inTour] += ground.Load[place];
        if (size[inTour]++ == 0) Enlist(inTour);
        total += bestDelta - ground.Price[place];
        Forward(v, bestAt, -1);
        Backward(v, next, -1);
        return true;
    }
}
