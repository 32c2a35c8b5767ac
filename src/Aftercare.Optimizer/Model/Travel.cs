namespace Aftercare.Optimizer;

/// <summary>Ways between places: distance and time for every ordered pair, row by row.</summary>
public sealed class Travel
{
    /// <param name="places">Number of places.</param>
    /// <param name="distance"><paramref name="places"/>² distances, from place i to place j at i × places + j; none negative.</param>
    /// <param name="time">As many times, in the unit of the problem's moments; null when time equals distance.</param>
    public Travel(int places, int[] distance, int[]? time = null)
    {
        Places = places;
        Distance = Valid(distance, places, nameof(distance));
        Time = time is null ? distance : Valid(time, places, nameof(time));
    }

    public int Places { get; }
    public int[] Distance { get; }

    /// <summary>The same array as <see cref="Distance"/> when time equals distance.</summary>
    public int[] Time { get; }

    /// <summary>
    /// Straight lines between points, scaled and cut off to whole numbers; time equals distance. With a scale of 10 this is the
    /// convention of the DIMACS challenge of 2021.
    /// </summary>
    public static Travel Straight(IReadOnlyList<(double X, double Y)> points, double scale)
    {
        var places = points.Count;
        var distance = GC.AllocateArray<int>(checked(places * places), pinned: true);
        for (var i = 0; i < places; i++)
            for (var j = 0; j < places; j++)
            {
                var (dx, dy) = (points[i].X - points[j].X, points[i].Y - points[j].Y);
                distance[i * places + j] = (int)(scale * Math.Sqrt(dx * dx + dy * dy));
            }
        return new(places, distance);
    }

    private static int[] Valid(int[] matrix, int places, string name)
    {
        if (matrix.Length != (long)places * places)
            throw new OptimizerRefusal("travel.not-square", $"travel.{name}", $"The matrix has {matrix.Length} numbers; {places} places need {(long)places * places}.");
        var at = Array.FindIndex(matrix, value => value < 0);
        if (at >= 0) throw new OptimizerRefusal("travel.negative", $"travel.{name}[{at / places}][{at % places}]", "A way cannot be negative; give 0 or more.");
        return matrix;
    }
}
