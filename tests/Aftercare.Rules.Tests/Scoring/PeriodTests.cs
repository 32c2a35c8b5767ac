using NodaTime;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Rules.Tests.Scoring;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2026-02", 2026, 2, 1, 2026, 2, 28)]
    [InlineData("2026-Q2", 2026, 4, 1, 2026, 6, 30)]
    [InlineData("2024-H2", 2024, 7, 1, 2024, 12, 31)]
    [InlineData("2024", 2024, 1, 1, 2024, 12, 31)]
    public void A_period_is_written_and_read_alike(string text, int fromYear, int fromMonth, int fromDay, int toYear, int toMonth, int toDay)
    {
        var period = Period.Parse(text);

        Assert.Equal((new LocalDate(fromYear, fromMonth, fromDay), new LocalDate(toYear, toMonth, toDay)), (period.From, period.To));
        Assert.Equal(text, period.ToString());
        Assert.Equal(period, period.Next().Previous());
    }

    [Theory]
    [InlineData("2026-Q5")]
    [InlineData("2026-13")]
    [InlineData("spring")]
    [InlineData("2026-01-01")]
    public void What_is_no_period_is_refused(string text) =>
        Assert.Equal("period.malformed", Assert.Throws<RuleRefusal>(() => Period.Parse(text)).Code);
}
