using Aftercare.Optimizer.Formats;

namespace Aftercare.Optimizer.Tests.Formats;

public sealed class SolomonTextTests
{
    private const string Small = "TINY\n\nVEHICLE\nNUMBER     CAPACITY\n  3         200\n\nCUSTOMER\nCUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME\n\n 0 0 0 0 0 100 0\n 1 1 1 7 10 20 5\n 2 -3 4 8 0 90 6\n";

    private static Problem Read(string text)
    {
        using var reader = new StringReader(text);
        return SolomonText.Read(reader);
    }

    [Fact]
    public void Distances_and_times_are_ten_times_the_straight_line_cut_off()
    {
        var problem = Read(Small);

        Assert.Equal("TINY", problem.Name);
        Assert.Equal(14, problem.Travel.Distance[1]);
        Assert.Equal(50, problem.Travel.Time[2]);
        Assert.Equal((2, 200, new Period(0, 1000)), (problem.Technicians.Count, problem.Technicians[0].Capacity, problem.Technicians[0].Shifts[0]));
        Assert.Equal((1, 7, 50, new Period(100, 200)), (problem.Orders[0].Place, problem.Orders[0].Load, problem.Orders[0].Duration, problem.Orders[0].Windows[0]));
    }

    [Theory]
    [InlineData(" 2 -3 4 8 0 90 6", " 2 -3 4 8 0 90", "instance.columns", "line 12")]
    [InlineData(" 2 -3 4 8 0 90 6", " 3 -3 4 8 0 90 6", "instance.numbering", "line 12")]
    [InlineData("10 20 5", "30 20 5", "instance.window", "line 11")]
    [InlineData(" 1 1 1 7", " 1 1 1 -7", "instance.negative", "line 11")]
    [InlineData(" 1 1 1 7", " 1 1 1 7.5", "instance.number", "line 11")]
    [InlineData("  3         200", "  3", "instance.vehicles", "line 5")]
    [InlineData(" 1 1 1 7 10 20 5\n 2 -3 4 8 0 90 6\n", "", "instance.empty", "line 10")]
    public void A_wrong_line_is_refused_with_its_number(string good, string bad, string code, string line)
    {
        var refusal = Assert.Throws<OptimizerRefusal>(() => Read(Small.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Equal((code, line), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void Something_else_altogether_is_refused() =>
        Assert.Equal("instance.vehicles", Assert.Throws<OptimizerRefusal>(() => Read("name,age\nLi,3\n")).Code);
}
