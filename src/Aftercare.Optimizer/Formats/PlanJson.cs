using System.Text.Encodings.Web;
using System.Text.Json;

namespace Aftercare.Optimizer.Formats;

/// <summary>A plan as JSON, with the names of the problem: cost, tours with technician, shift and visits, orders left out.</summary>
public static class PlanJson
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, Problem problem, Plan plan)
    {
        using var json = new Utf8JsonWriter(stream, Readable);
        json.WriteStartObject();
        json.WriteString("problem", problem.Name);
        json.WriteNumber("cost", plan.Cost);
        json.WriteStartArray("tours");
        foreach (var tour in plan.Tours)
        {
            json.WriteStartObject();
            json.WriteString("technician", problem.Technicians[tour.Technician].Name);
            json.WriteNumber("shift", tour.Shift);
            json.WriteStartArray("visits");
            foreach (var visit in tour.Visits)
            {
                json.WriteStartObject();
                json.WriteString("order", problem.Orders[visit.Order].Name);
                json.WriteNumber("start", visit.Start);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("unplaced");
        foreach (var order in plan.Unplaced) json.WriteStringValue(problem.Orders[order].Name);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed record Shape(long Cost, List<TourShape> Tours, List<string> Unplaced, string Problem = "");
    private sealed record TourShape(string Technician, int Shift, List<VisitShape> Visits);
    private sealed record VisitShape(string Order, int Start);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads what <see cref="Write"/> wrote, for the same problem.</summary>
    /// <exception cref="OptimizerRefusal"><c>plan.json</c>, <c>plan.unknown-order</c>, <c>plan.unknown-technician</c>.</exception>
    public static Plan Read(Problem problem, string json)
    {
        Shape shape;
        try
        {
            shape = JsonSerializer.Deserialize<Shape>(json, Options) ?? throw new OptimizerRefusal("plan.json", "$", "The file holds null, not a plan.");
        }
        catch (JsonException wrong)
        {
            throw new OptimizerRefusal("plan.json", wrong.Path ?? "$", wrong.Message);
        }
        var orders = problem.Orders.Select((order, i) => (order.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        var technicians = problem.Technicians.Select((technician, i) => (technician.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        int Order(string name, string field) => orders.TryGetValue(name, out var i) ? i : throw new OptimizerRefusal("plan.unknown-order", field, $"The problem has no order '{name}'.");
        int Technician(string name, int shift, string field) => technicians.TryGetValue(name, out var i) && shift >= 0 && shift < problem.Technicians[i].Shifts.Count
            ? i : throw new OptimizerRefusal("plan.unknown-technician", field, $"The problem has no technician '{name}' with a shift {shift}.");
        return new(
            [.. shape.Tours.Select((tour, t) => new Tour(Technician(tour.Technician, tour.Shift, $"tours[{t}]"), tour.Shift, [.. tour.Visits.Select((visit, v) => new Visit(Order(visit.Order, $"tours[{t}].visits[{v}]"), visit.Start))]))],
            [.. shape.Unplaced.Select((name, i) => Order(name, $"unplaced[{i}]")).Order()],
            shape.Cost);
    }
}
