using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aftercare.Optimizer.Formats;

/// <summary>
/// A problem as JSON: <c>{"name", "travel", "technicians": [...], "orders": [...]}</c> with the members of <see cref="Technician"/> and
/// <see cref="Order"/> in camel case. <c>travel</c> is either <c>{"points": [[x, y], ...], "scale": 10}</c> for straight lines or
/// <c>{"distance": [[...], ...], "time": [[...], ...]}</c>, the time being the distance when it is left out.
/// </summary>
public static class ProblemJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private sealed record Shape
    {
        public string Name { get; init; } = "";
        public required Ways Travel { get; init; }
        public required List<Technician> Technicians { get; init; }
        public required List<Order> Orders { get; init; }
    }

    private sealed record Ways
    {
        public double[][]? Points { get; init; }
        public double Scale { get; init; } = 1;
        public int[][]? Distance { get; init; }
        public int[][]? Time { get; init; }
    }

    /// <exception cref="OptimizerRefusal"><c>problem.json</c> with the path, or what <see cref="ProblemCheck"/> finds.</exception>
    public static Problem Read(string json)
    {
        try
        {
            var shape = JsonSerializer.Deserialize<Shape>(json, Options) ?? throw new OptimizerRefusal("problem.json", "$", "The file holds null, not a problem.");
            var problem = new Problem { Name = shape.Name, Travel = TravelOf(shape.Travel), Technicians = shape.Technicians, Orders = shape.Orders };
            ProblemCheck.Demand(problem);
            return problem;
        }
        catch (JsonException wrong)
        {
            throw new OptimizerRefusal("problem.json", wrong.Path ?? "$", wrong.Message);
        }
    }

    private static Travel TravelOf(Ways ways)
    {
        if (ways.Points is { } points)
        {
            if (ways.Distance is not null || ways.Time is not null) throw new OptimizerRefusal("travel.both", "travel", "Give points or a matrix, not both.");
            if (!(ways.Scale > 0)) throw new OptimizerRefusal("travel.scale", "travel.scale", "The scale is above 0.");
            var pairs = points.Select((point, i) => point.Length == 2 ? (point[0], point[1]) : throw new OptimizerRefusal("travel.point", $"travel.points[{i}]", "A point has two numbers.")).ToList();
            var far = pairs.Count == 0 ? 0 : ways.Scale * (pairs.Max(p => Math.Abs(p.Item1)) + pairs.Max(p => Math.Abs(p.Item2))) * 2;
            return far < int.MaxValue ? Travel.Straight(pairs, ways.Scale) : throw new OptimizerRefusal("travel.far", "travel.points", "The points are too far apart for whole numbers of 32 bits; choose a smaller scale.");
        }
        if (ways.Distance is null) throw new OptimizerRefusal("travel.missing", "travel", "Give points, or distance as rows of numbers.");
        return new(ways.Distance.Length, Rows(ways.Distance, "distance", ways.Distance.Length), ways.Time is null ? null : Rows(ways.Time, "time", ways.Distance.Length));
    }

    private static int[] Rows(int[][] rows, string name, int places)
    {
        if (rows.Length != places) throw new OptimizerRefusal("travel.not-square", $"travel.{name}", $"{rows.Length} rows; {places} are expected.");
        for (var i = 0; i < rows.Length; i++)
            if (rows[i].Length != places) throw new OptimizerRefusal("travel.not-square", $"travel.{name}[{i}]", $"{rows[i].Length} numbers; {places} are expected.");
        return [.. rows.SelectMany(row => row)];
    }
}
