using System.Globalization;

namespace Aftercare.Optimizer.Formats;

/// <summary>
/// Instances in the text of Solomon (1987) and of Gehring and Homberger (1999): a name, the number of vehicles and their capacity, then
/// one line a place: number, x, y, demand, ready time, due date, service time; place 0 is the depot.
/// </summary>
public static class SolomonText
{
    /// <summary>
    /// The instance as a problem: every distance and time ten times the Euclidean one, cut off to a whole number; every vehicle a
    /// technician. Order i is place i + 1.
    /// </summary>
    /// <exception cref="OptimizerRefusal"><c>instance.*</c> with the line.</exception>
    public static Problem Read(TextReader text)
    {
        var name = "";
        int vehicles = -1, capacity = -1, line = 0;
        var places = new List<int[]>();
        while (text.ReadLine() is { } row)
        {
            line++;
            var words = row.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (name.Length == 0) { name = string.Join(' ', words); continue; }
            if (!char.IsAsciiDigit(words[0][0]) && words[0][0] is not ('-' or '+')) continue;
            if (vehicles < 0)
            {
                if (words.Length != 2) throw new OptimizerRefusal("instance.vehicles", $"line {line}", "The number of vehicles and their capacity are expected: two whole numbers.");
                (vehicles, capacity) = (Number(words[0], line, 1), Number(words[1], line, 0));
                continue;
            }
            if (words.Length != 7) throw new OptimizerRefusal("instance.columns", $"line {line}", $"A place has 7 numbers (number, x, y, demand, ready time, due date, service time); this line has {words.Length}.");
            var numbers = new int[7];
            for (var i = 0; i < 7; i++) numbers[i] = Number(words[i], line, i is 1 or 2 ? int.MinValue : 0);
            if (numbers[0] != places.Count) throw new OptimizerRefusal("instance.numbering", $"line {line}", $"Places are numbered from 0 without gaps; {places.Count} is expected, not {numbers[0]}.");
            if (numbers[4] > numbers[5]) throw new OptimizerRefusal("instance.window", $"line {line}", $"The ready time {numbers[4]} lies after the due date {numbers[5]}.");
            places.Add(numbers);
        }
        if (vehicles < 0) throw new OptimizerRefusal("instance.vehicles", $"line {line}", "The number of vehicles and their capacity are missing; is this an instance file?");
        if (places.Count < 2) throw new OptimizerRefusal("instance.empty", $"line {line}", "A depot and at least one customer are needed.");
        var depot = new Period(places[0][4] * 10, places[0][5] * 10);
        return new()
        {
            Name = name,
            Travel = Travel.Straight([.. places.Select(place => ((double)place[1], (double)place[2]))], 10),
            Technicians = [.. Enumerable.Range(1, Math.Min(vehicles, places.Count - 1)).Select(number => new Technician { Name = $"vehicle {number}", Shifts = [depot], Capacity = capacity })],
            Orders = [.. places.Skip(1).Select(place => new Order { Name = place[0].ToString(CultureInfo.InvariantCulture), Place = place[0], Load = place[3], Windows = [new(place[4] * 10, place[5] * 10)], Duration = place[6] * 10 })],
        };
    }

    // Some published files write whole numbers as 40.0; times are multiplied by ten afterwards.
    private static int Number(string word, int line, int least)
    {
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || Math.Abs(value) > 100_000_000 || value != Math.Floor(value))
            throw new OptimizerRefusal("instance.number", $"line {line}", $"'{word}' is not a whole number up to 100,000,000.");
        return value >= least ? (int)value : throw new OptimizerRefusal("instance.negative", $"line {line}", $"{word} is below {least}.");
    }
}
