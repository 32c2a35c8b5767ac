using Aftercare.Rules.Time;
using NodaTime;
using static Aftercare.Rules.Tests.Time.Clocks;

namespace Aftercare.Rules.Tests.Time;

[Trait("Requirement", "R308")]
public sealed class WorkingTimeTests
{
    private static readonly WorkingTime Nights = Of("""{"timeZone":"Asia/Shanghai","week":{"fri":[["22:00","06:00"]]},"holidays":["2026-10-03"]}""");

    [Theory]
    [InlineData("2024-04-24 17:00", 3600, "2024-04-24 18:00:00")] // to closing exactly, not to the next opening
    [InlineData("2024-04-24 17:00", 3601, "2024-04-25 09:00:01")]
    [InlineData("2024-04-24 11:00", 3600, "2024-04-24 12:00:00")]
    [InlineData("2024-04-24 11:00", 3601, "2024-04-24 13:30:01")]
    [InlineData("2024-04-24 20:00", 1, "2024-04-25 09:00:01")]
    [InlineData("2024-04-24 20:00", 0, "2024-04-24 20:00:00")]
    [InlineData("2024-04-25 10:00", -3600, "2024-04-25 09:00:00")] // back to the opening exactly, not to the closing before
    [InlineData("2024-04-25 10:00", -3601, "2024-04-24 17:59:59")]
    [InlineData("2024-04-24 20:00", -1, "2024-04-24 17:59:59")]
    [InlineData("2024-04-24 12:45", -10800, "2024-04-24 09:00:00")]
    public void Working_time_ends_at_a_closing_and_backwards_at_an_opening(string start, int seconds, string due) =>
        Assert.Equal(due, Office.Show(Office.AddSeconds(Shanghai(start), seconds)));

    [Fact]
    public void Parts_of_a_second_are_kept() =>
        Assert.Equal(Shanghai("2024-04-25 09:00") + Duration.FromTicks(7), Office.Add(Shanghai("2024-04-24 18:00") - Duration.FromTicks(3), Duration.FromTicks(10)));

    [Fact]
    public void An_opening_is_open_and_a_closing_is_not()
    {
        Assert.True(Office.IsOpen(Shanghai("2024-04-24 09:00")));
        Assert.False(Office.IsOpen(Shanghai("2024-04-24 18:00")));
        Assert.Equal(Shanghai("2024-04-24 13:30"), Office.OpenFrom(Shanghai("2024-04-24 12:00")));
        Assert.Equal(Shanghai("2024-04-24 13:31"), Office.OpenFrom(Shanghai("2024-04-24 13:31")));
    }

    [Fact]
    public void A_night_belongs_to_the_day_it_starts_on_and_runs_into_a_holiday()
    {
        Assert.True(Nights.IsOpen(Nights.At(Local("2026-10-03 05:59"))));
        Assert.False(Nights.IsOpen(Nights.At(Local("2026-10-03 22:30"))));
        Assert.False(Nights.IsWorkingDay(Day("2026-10-03")));
        Assert.Equal("2026-10-03 06:00:00", Nights.Show(Nights.AddDays(Nights.At(Local("2026-10-01 10:00")), 1)));
    }

    [Fact]
    public void Touching_and_overlapping_windows_count_once()
    {
        var calendar = Of("""{"timeZone":"Asia/Shanghai","week":{"wed":[["12:00","14:00"],["09:00","12:00"],["10:00","11:00"],["13:00","15:00"]]}}""");

        Assert.Equal(Duration.FromHours(6), calendar.Between(Shanghai("2024-04-24 00:00"), Shanghai("2024-04-25 00:00")));
        Assert.Single(calendar.WindowsIn(Shanghai("2024-04-24 00:00"), Shanghai("2024-04-25 00:00")));
    }

    [Theory]
    [InlineData("2024-03-09 22:00", 4, "2024-03-10 03:00:00")] // an hour was skipped
    [InlineData("2024-11-02 22:00", 4, "2024-11-03 01:00:00")] // an hour came twice: 01:00 for the second time
    public void On_days_of_daylight_saving_working_time_is_elapsed_time(string start, int hours, string due)
    {
        var calendar = Of("""{"timeZone":"America/New_York","week":{"sat":[["22:00","06:00"]]}}""");
        var from = calendar.At(Local(start));

        Assert.Equal(due, calendar.Show(calendar.Add(from, Duration.FromHours(hours))));
        Assert.Equal(from + Duration.FromHours(hours), calendar.Add(from, Duration.FromHours(hours)));
    }

    [Theory]
    [InlineData("2024-03-10", "03:30", "04:00")] // 02:30 was skipped: as much later
    [InlineData("2024-11-03", "02:30", "03:00")]
    public void A_window_at_a_skipped_time_opens_as_much_later_as_was_skipped(string date, string opens, string closes)
    {
        var calendar = Of("""{"timeZone":"America/New_York","week":{"sun":[["02:30","03:00"]]},"dayOverrides":{"2024-03-10":[["02:30","04:00"]]}}""");

        Assert.Equal($"{date} {opens}:00", calendar.Show(calendar.OpeningOf(Day(date))));
        Assert.Equal($"{date} {closes}:00", calendar.Show(calendar.ClosingOf(Day(date))));
    }

    [Fact]
    public void A_wall_clock_that_came_twice_is_its_first_pass()
    {
        var calendar = Of("""{"timeZone":"America/New_York","week":{"sun":[["01:30","10:00"]]}}""");

        Assert.Equal(Utc("2024-11-03T05:30:00Z"), calendar.OpeningOf(Day("2024-11-03")));
        Assert.Equal(Duration.FromHours(9.5), calendar.Between(Utc("2024-11-03T00:00:00Z"), Utc("2024-11-04T00:00:00Z")));
    }

    [Theory]
    [InlineData("2024-04-26 10:15", 1, false, "2024-04-28 18:00:00")]
    [InlineData("2024-04-26 10:15", 3, false, "2024-04-30 18:00:00")]
    [InlineData("2024-04-27 10:15", 1, false, "2024-04-28 18:00:00")] // received on a closed day
    [InlineData("2024-04-26 22:15", 1, true, "2024-04-28 22:15:00")]
    [InlineData("2024-04-26 10:15", 0, false, "2024-04-26 10:15:00")]
    [InlineData("2024-04-28 10:15", -1, false, "2024-04-26 09:00:00")]
    [InlineData("2024-04-28 10:15", -2, true, "2024-04-25 10:15:00")]
    [Trait("Requirement", "R309")]
    public void Working_days_end_at_closing_of_the_nth_after_receipt(string start, int days, bool keepTime, string due) =>
        Assert.Equal(due, Office.Show(Office.AddDays(Shanghai(start), days, keepTime)));

    [Fact]
    public void A_calendar_that_never_opens_is_refused_instead_of_searched_for_ever()
    {
        var never = Of("""{"timeZone":"UTC"}""");
        var once = Of("""{"timeZone":"UTC","dayOverrides":{"2040-01-02":[["09:00","10:00"]]}}""");
        var at = Utc("2026-01-01T00:00:00Z");

        Assert.False(never.Recurs);
        Assert.Equal("calendar.never-open", RefusalOf(() => never.AddSeconds(at, 1)));
        Assert.Equal("calendar.never-open", RefusalOf(() => never.AddSeconds(at, -1)));
        Assert.Equal("calendar.never-open", RefusalOf(() => never.AddDays(at, 1)));
        Assert.Equal("calendar.never-open", RefusalOf(() => never.AddDays(at, -1)));
        Assert.Equal(at, never.AddSeconds(at, 0));
        Assert.Equal(Duration.Zero, never.Between(at, at + Duration.FromDays(1000)));
        Assert.Equal("2040-01-02 10:00:00", once.Show(once.AddSeconds(at, 3600)));
        Assert.Equal("calendar.never-open", RefusalOf(() => once.AddSeconds(at, 3601)));
        Assert.Equal("calendar.never-open", RefusalOf(() => once.AddDays(at, 2)));
        Assert.Equal("2040-01-02 09:00:00", once.Show(once.AddSeconds(Utc("2090-01-01T00:00:00Z"), -3600)));
    }

    [Fact]
    public void A_week_whose_every_date_is_a_yearly_holiday_never_opens()
    {
        var everyDate = string.Join(',', Enumerable.Range(0, 366).Select(i => $"\"{new LocalDate(2024, 1, 1).PlusDays(i):MM-dd}\""));

        Assert.Equal("calendar.never-open", RefusalOf(() =>
            Of($$"""{"timeZone":"UTC","week":{"mon":[["09:00","10:00"]]},"yearlyHolidays":[{{everyDate}}]}""").AddSeconds(Utc("2026-01-01T00:00:00Z"), 1)));
    }

    [Fact]
    public void Beyond_1900_to_2300_it_refuses()
    {
        Assert.Equal("time.out-of-range", RefusalOf(() => Office.AddSeconds(Utc("2026-01-01T00:00:00Z"), 100_000_000_000)));
        Assert.Equal("time.out-of-range", RefusalOf(() => Office.AddSeconds(Utc("1899-01-01T00:00:00Z"), 1)));
        Assert.Equal("time.out-of-range", RefusalOf(() => Office.IsWorkingDay(Day("2400-01-01"))));
        Assert.Equal("time.out-of-range", RefusalOf(() => Office.AddDays(Utc("2026-01-01T00:00:00Z"), -1_000_000)));
    }

    [Fact]
    public void An_unknown_zone_is_refused() => Assert.Equal("calendar.zone-unknown", RefusalOf(() => Of("""{"timeZone":"Asia/Atlantis"}""")));

    [Fact]
    [Trait("Requirement", "B19")]
    public void Reckoning_into_an_unpublished_year_is_provisional()
    {
        Assert.False(Office.IsProvisional(Shanghai("2026-12-01 09:00"), Shanghai("2026-12-24 18:00")));
        Assert.True(Office.IsProvisional(Shanghai("2026-12-01 09:00"), Shanghai("2026-12-25 09:00")));
        Assert.True(Office.IsProvisional(Shanghai("2027-05-01 09:00"), Shanghai("2027-05-02 09:00")));
    }

    [Fact]
    public void Pauses_may_overlap_and_come_in_any_order()
    {
        Pause Of(string from, string to) => new(Shanghai(from), Shanghai(to));

        Assert.Equal("2024-04-24 17:30:00", Office.Show(Office.AddOutside(Shanghai("2024-04-24 09:00"), Duration.FromHours(4),
            [Of("2024-04-24 13:30", "2024-04-24 15:00"), Of("2024-04-24 10:00", "2024-04-24 11:00"), Of("2024-04-24 10:30", "2024-04-24 11:30"), Of("2024-04-23 10:30", "2024-04-23 11:30")])));
        Assert.Equal("pause.reversed", RefusalOf(() => Office.AddOutside(Shanghai("2024-04-24 09:00"), Duration.FromHours(4), [Of("2024-04-24 15:00", "2024-04-24 13:30")])));
    }

    [Fact]
    public void Questions_do_not_allocate()
    {
        var (start, sum) = (Shanghai("2024-04-24 09:00"), 0L);
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                sum += Office.AddSeconds(start, i * 977).ToUnixTimeTicks() + Office.AddDays(start, i).ToUnixTimeTicks() + Office.AddDays(start, i, true).ToUnixTimeTicks();
                sum += (long)Office.Between(start, start + Duration.FromHours(i)).TotalSeconds + (Office.IsOpen(start) ? 1 : 0) + Office.DaysBetween(new LocalDate(2024, 1, 1), new LocalDate(2024, 2, 1));
            }
            // The first round builds the index.
            Assert.True(round == 0 || GC.GetAllocatedBytesForCurrentThread() == before, "a question allocated");
        }
        Assert.NotEqual(0, sum);
    }

    [Fact]
    public async Task Many_threads_asking_a_cold_calendar_get_one_answer()
    {
        var cold = new WorkingTime(Office.Calendar);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => cold.AddSeconds(Shanghai("2019-01-01 09:00"), 40_000_000))));
        Assert.Single(answers.Distinct());
    }
}
