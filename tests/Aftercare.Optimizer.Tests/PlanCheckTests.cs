namespace Aftercare.Optimizer.Tests;

public sealed class PlanCheckTests
{
    // Depot 0 and places 10 apart on a line; two technicians.
    private static readonly Problem Line = new()
    {
        Name = "line",
        Travel = Travel.Straight([(0, 0), (10, 0), (20, 0), (30, 0)], 1),
        Technicians =
        [
            new() { Name = "Li", Shifts = [new(0, 100)], Capacity = 3, Overtime = 10, PerOvertime = 7, PerShift = 5, Skills = new Dictionary<string, int> { ["lifts"] = 2 }, Stock = new Dictionary<string, int> { ["fuse"] = 1 }, Certificates = new Dictionary<string, int> { ["height"] = 40 } },
            new() { Name = "Wu", Shifts = [new(0, 100)] },
        ],
        Orders =
        [
            new() { Name = "a", Place = 1, Duration = 5, Load = 2, Windows = [new(10, 12), new(50, 60)], Skills = new Dictionary<string, int> { ["lifts"] = 2 }, Parts = new Dictionary<string, int> { ["fuse"] = 1 } },
            new() { Name = "b", Place = 2, Duration = 5, Load = 1, Price = 99, Certificates = ["height"], Preferred = ["Wu"], OtherPrice = 11 },
            new() { Name = "c", Place = 3, Duration = 5, Load = 1, Price = 50, Only = ["Wu"], Parts = new Dictionary<string, int> { ["fuse"] = 1 } },
        ],
    };

    private static string[] Codes(Plan plan, Problem? problem = null) => [.. PlanCheck.Flaws(problem ?? Line, plan).Select(flaw => flaw.Code).Distinct().Order()];
    private static Plan One(int technician, long cost, int[] unplaced, params (int Order, int Start)[] visits) => new([new(technician, 0, [.. visits.Select(visit => new Visit(visit.Order, visit.Start))])], unplaced, cost);

    [Fact]
    public void A_plan_that_keeps_everything_and_costs_what_it_says_has_no_flaw() =>
        // 40 of way, 5 for the shift, 11 as Wu was wanted, 50 for c.
        Assert.Empty(Codes(One(0, 106, [2], (0, 10), (1, 25))));

    [Theory]
    [InlineData("plan.cost", 105, 10, 25)]
    [InlineData("visit.window", 106, 13, 28)]
    [InlineData("visit.early", 106, 10, 24)]
    [InlineData("visit.certificate", 106, 10, 36)]
    public void Each_broken_promise_is_named(string code, long cost, int startA, int startB) =>
        Assert.Equal([code], Codes(One(0, cost, [2], (0, startA), (1, startB))));

    [Fact]
    public void Overtime_is_paid_and_limited()
    {
        var easy = Line with { Orders = [.. Line.Orders.Select(order => order with { Certificates = [] })] };

        // Back at 60 + 5 + 10 = 75 is in time; b at 80 means back at 105: 5 of overtime at 7.
        Assert.Empty(Codes(One(0, 106 + 35, [2], (0, 10), (1, 80)), easy));
        Assert.Equal(["tour.late"], Codes(One(0, 106 + 77, [2], (0, 10), (1, 86)), easy));
    }

    [Fact]
    public void Skills_parts_load_technicians_and_lost_orders_are_seen()
    {
        Assert.Equal(["tour.parts", "visit.skill"], Codes(One(1, 20 + 99 + 50, [1, 2], (0, 10))));
        Assert.Equal(["tour.load", "tour.parts", "visit.technician"], Codes(One(0, 60 + 5 + 11, [], (0, 10), (1, 25), (2, 40)), Line with { }));
        Assert.Equal(["order.lost"], Codes(One(0, 106, [], (0, 10), (1, 25))));
        Assert.Equal(["order.twice"], Codes(One(0, 60 + 5 + 99 + 50, [1, 2], (0, 10), (0, 50)) with { Cost = 20 + 5 + 149 }, Line with { Technicians = [Line.Technicians[0] with { Capacity = 9, Stock = new Dictionary<string, int> { ["fuse"] = 9 } }, Line.Technicians[1]] }));
        Assert.Equal(["order.unplaced"], Codes(new([], [0, 1, 2], 149)));
    }
}
