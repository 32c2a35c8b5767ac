using System.Text;
using Aftercare.Optimizer.Formats;

namespace Aftercare.Optimizer.Tests.Formats;

public sealed class ProblemJsonTests
{
    private const string Two = """
        {"name": "two", "travel": {"points": [[0, 0], [3, 4]], "scale": 10},
         "technicians": [{"name": "Li", "shifts": [{"from": 0, "to": 500}], "skills": {"lifts": 2}}],
         "orders": [{"name": "a", "place": 1, "duration": 20, "windows": [{"from": 40, "to": 90}, {"from": 200, "to": 300}], "skills": {"lifts": 1}, "price": 900}]}
        """;

    [Fact]
    public void A_problem_is_read_with_all_its_members()
    {
        var problem = ProblemJson.Read(Two);

        Assert.Equal(50, problem.Travel.Time[1]);
        Assert.Equal(2, problem.Technicians[0].Skills["lifts"]);
        Assert.Equal([new Period(40, 90), new(200, 300)], problem.Orders[0].Windows);
        Assert.Equal((20, 900), (problem.Orders[0].Duration, problem.Orders[0].Price));
    }

    [Theory]
    [InlineData("\"duration\": 20", "\"duration\": \"long\"", "problem.json", "$.orders[0].duration")]
    [InlineData("\"duration\"", "\"durration\"", "problem.json", "$.orders[0].durration")]
    [InlineData("\"place\": 1", "\"place\": 2", "problem.unknown-place", "orders[0].place")]
    [InlineData("\"from\": 200", "\"from\": 80", "problem.period-order", "orders[0].windows[1]")]
    [InlineData("\"points\": [[0, 0], [3, 4]], \"scale\": 10", "\"distance\": [[0, 1], [1]]", "travel.not-square", "travel.distance[1]")]
    [InlineData("\"points\": [[0, 0], [3, 4]], \"scale\": 10", "\"distance\": [[0, 1], [-1, 0]]", "travel.negative", "travel.distance[1][0]")]
    public void A_wrong_member_is_refused_with_its_path(string good, string bad, string code, string field)
    {
        var refusal = Assert.Throws<OptimizerRefusal>(() => ProblemJson.Read(Two.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Equal((code, field), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void A_plan_written_is_the_plan_read()
    {
        var problem = ProblemJson.Read(Two);
        var plan = new Plan([new(0, 0, [new(0, 55)])], [], 100);
        using var stream = new MemoryStream();

        PlanJson.Write(stream, problem, plan);
        var again = PlanJson.Read(problem, Encoding.UTF8.GetString(stream.ToArray()));

        Assert.Equal(plan.Cost, again.Cost);
        Assert.Equal(plan.Tours[0].Visits, again.Tours[0].Visits);
        Assert.Equal("plan.unknown-order", Assert.Throws<OptimizerRefusal>(() => PlanJson.Read(problem, Encoding.UTF8.GetString(stream.ToArray()).Replace("\"a\"", "\"z\"", StringComparison.Ordinal))).Code);
    }
}
