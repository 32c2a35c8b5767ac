namespace Aftercare.Optimizer.Search;

/// <summary>For every order the orders that may sensibly stand right before or right after it, nearest first.</summary>
/// <remarks>
/// Near means little travel, little unavoidable waiting and no unavoidable lateness, as in the granular neighbourhoods
/// of Vidal and others (2013).
/// </remarks>
internal sealed class Near
{
    /// <summary>Entries of a row.</summary>
    public int Width { get; }

    /// <summary>Rows by place: orders that may come right before it; 0 ends a short row.</summary>
    public int[] Before { get; }

    /// <summary>Rows by place: orders that may come right after it; 0 ends a short row.</summary>
    public int[] After { get; }

    /// <summary>Entries of a row of <see cref="Around"/>.</summary>
    public int Breadth { get; }

    /// <summary>Rows by place: orders around it by travel alone, itself first; 0 ends a short row.</summary>
    public int[] Around { get; }

    /// <summary>Whether the depot is as near as the others of the row, by place.</summary>
    public bool[] Depot { get; }

    public Near(Ground ground, int width, int breadth)
    {
        var n = ground.Orders;
        var places = ground.Places;
        Width = Math.Min(width, n);
        Breadth = Math.Min(breadth, n);
        Before = Ground.Pinned<int>(places * Width);
        After = Ground.Pinned<int>(places * Width);
        Around = Ground.Pinned<int>(places * Breadth);
        Depot = new bool[places];
        var keys = new long[n];
        var items = new int[n];
        for (var place = 1; place <= n; place++)
        {
            Fill(Before, Width, place, keys, items, other => Strain(ground, other, place));
            Fill(After, Width, place, keys, items, other => Strain(ground, place, other));
            var last = Before[place * Width + Width - 1];
            Depot[place] = last == 0 || ground.Cost[place] <= ground.Cost[last * places + place];
            Fill(Around, Breadth, place, keys, items, other => other == place ? -1 : (long)ground.Cost[place * places + other] + ground.Cost[other * places + place]);
        }
    }

    private static void Fill(int[] rows, int width, int place, long[] keys, int[] items, Func<int, long> strain)
    {
        var count = 0;
        for (var other = 1; other <= keys.Length; other++)
        {
            var key = strain(other);
            if (key == long.MaxValue) continue;
            keys[count] = key;
            items[count++] = other;
        }
        Array.Sort(keys, items, 0, count);
        var row = rows.AsSpan(place * width, width);
        row.Clear();
        items.AsSpan(0, Math.Min(count, width)).CopyTo(row);
    }

    // Tenths: travel counts whole, unavoidable waiting a fifth; a pair that is always late is none.
    private static long Strain(Ground ground, int from, int to)
    {
        if (from == to) return long.MaxValue;
        var edge = from * ground.Places + to;
        var travel = ground.Time[edge];
        if (ground.Open[from] + ground.Duration[from] + travel > ground.Close[to]) return long.MaxValue;
        var waiting = Math.Max(0, ground.Open[to] - travel - ground.Duration[from] - ground.Close[from]);
        return 10L * ground.Cost[edge] + 2L * waiting;
    }
}
