using Aftercare.Rules.Time;
using NodaTime;
using static Aftercare.Rules.Tests.Time.Clocks;

namespace Aftercare.Rules.Tests.Time;

[Trait("Requirement", "R309")]
public sealed class ChineseCalendarTests
{
    private static readonly ChineseCalendar Shipped = ChineseCalendar.Shipped;

    /// <summary>Working days of each calendar year, counted by the source of the data; 2026 as far as the papers of 2026 go.</summary>
    [Theory]
    [InlineData(2019, 250, 6, 17)]
    [InlineData(2020, 249, 6, 19)]
    [InlineData(2021, 250, 7, 18)]
    [InlineData(2022, 249, 7, 18)]
    [InlineData(2023, 249, 7, 18)]
    [InlineData(2024, 251, 8, 19)]
    [InlineData(2025, 248, 5, 18)]
    [InlineData(2026, 248, 6, 19)]
    public void Each_shipped_year_has_its_number_of_working_days(int year, int workdays, int makeUpDays, int weekdaysOff)
    {
        Assert.Equal(workdays, Office.DaysBetween(new LocalDate(year, 1, 1), new LocalDate(year, 12, 31), inclusive: true));
        var days = Shipped.Days.Where(d => d.Date.Year == year).ToList();
        Assert.Equal(makeUpDays, days.Count(d => !d.IsOffDay && d.Date.DayOfWeek >= IsoDayOfWeek.Saturday));
        Assert.Equal(weekdaysOff, days.Count(d => d.IsOffDay && d.Date.DayOfWeek < IsoDayOfWeek.Saturday));
    }

    [Theory]
    [InlineData("2018-12-29", true)] // moved by the paper for 2019
    [InlineData("2018-12-31", false)]
    [InlineData("2020-01-31", false)] // spring festival of 2020 was extended
    [InlineData("2020-02-01", false)]
    [InlineData("2020-02-03", true)]
    [InlineData("2022-12-31", false)]
    [InlineData("2024-04-28", true)]
    [InlineData("2024-05-11", true)]
    [InlineData("2025-10-08", false)]
    [InlineData("2025-10-11", true)]
    [InlineData("2026-02-14", true)]
    public void Dates_that_papers_moved_are_as_the_papers_say(string date, bool isWorkingDay) => Assert.Equal(isWorkingDay, Office.IsWorkingDay(Day(date)));

    [Fact]
    public void The_shipped_years_are_2019_to_2026() => Assert.Equal(Enumerable.Range(2019, 8), Shipped.PublishedYears.Order());

    [Fact]
    [Trait("Requirement", "B19")]
    public void A_year_without_papers_is_not_published_by_its_empty_file()
    {
        var empty = ChineseCalendar.ParseYear("""{"year":2027,"papers":[],"days":[]}""");

        Assert.False(empty.IsPublished);
        Assert.DoesNotContain(2027, Shipped.With(empty).PublishedYears);
        Assert.False(Shipped.With(empty).IsPublished(Day("2027-03-01")));
    }

    [Fact]
    [Trait("Requirement", "B19")]
    public void Late_December_is_only_known_when_the_next_year_is_published()
    {
        Assert.True(Shipped.IsPublished(Day("2026-12-24")));
        Assert.False(Shipped.IsPublished(Day("2026-12-25")));
        Assert.True(Shipped.IsPublished(Day("2025-12-31")));

        var updated = Shipped.With(ChineseCalendar.ParseYear("""
            {"year":2027,"papers":["https://www.gov.cn/x"],"days":[{"name":"元旦","date":"2026-12-31","isOffDay":true},{"name":"元旦","date":"2027-01-01","isOffDay":true}]}
            """));
        Assert.True(updated.IsPublished(Day("2026-12-31")));
        Assert.Equal("元旦", updated.Find(Day("2026-12-31"))!.Name);
        Assert.Null(Shipped.Find(Day("2026-12-31")));
    }

    [Fact]
    public void The_later_paper_wins_where_two_speak_of_one_date()
    {
        static ChineseYear Year(int year, bool isOffDay) => new(year, ["p"], [new ChineseDay(new LocalDate(2029, 12, 31), "元旦", isOffDay)]);

        Assert.True(ChineseCalendar.Of([Year(2030, true), Year(2029, false)]).Find(Day("2029-12-31"))!.IsOffDay);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"year":2027,"papers":[]}""")]
    [InlineData("""{"year":2027,"papers":[],"days":[{"name":"x","date":"2027-02-30","isOffDay":true}]}""")]
    public void A_broken_file_is_refused(string json) => Assert.Equal("holidays.invalid", RefusalOf(() => ChineseCalendar.ParseYear(json)));
}
