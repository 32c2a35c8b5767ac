using System.Collections.Frozen;
using Aftercare.Rules.Time;
using NodaTime;
using static Aftercare.Rules.Tests.Time.Clocks;

namespace Aftercare.Rules.Tests.Time;

/// <summary>Office hours of Shanghai are 09:00-12:00 and 13:30-18:00; 24 to 26 April 2024 are Wednesday to Friday.</summary>
[Trait("Requirement", "R308")]
public sealed class ClockMachineTests
{
    private static readonly WorkingTime Berlin = Of($$"""{"timeZone":"Europe/Berlin","week":{{OfficeWeek}}}""", "berlin");
    private static readonly VersionRef Office1 = new("office", 1);

    private static readonly ClockPolicy Complaint = new("complaint", 1, "投诉", [
        new(ClockTarget.OfWorkingDays("respond", 1)),
        new(ClockTarget.OfWorkingDays("solve", 3) with { OnReopen = OnReopen.Continue }),
    ]);
    private static readonly ClockPolicy Hotline = new("hotline", 1, "热线", [new(ClockTarget.OfMinutes("respond", 0))]);
    private static readonly ClockPolicy Standard = new("standard", 1, "标准", [
        new(ClockTarget.OfMinutes("respond", 60)),
        new(ClockTarget.OfMinutes("solve", 480) with { OnReopen = OnReopen.Continue, PauseReasons = new[] { "customer", "parts" }.ToFrozenSet() }),
        new(ClockTarget.OfMinutes("solve", 240) with { OnReopen = OnReopen.Continue }, Priority: "high"),
    ]);
    private static readonly ClockPolicy Strict = new("standard", 2, "标准", [
        new(ClockTarget.OfMinutes("solve", 300) with { OnReopen = OnReopen.Restart, PauseReasons = FrozenSet<string>.Empty }),
        new(ClockTarget.OfMinutes("acknowledge", 30)),
    ]);
    private static readonly ClockPolicy RoundTheClock = new("gold", 1, "金牌", [new(ClockTarget.OfMinutes("solve", 480) with { AlwaysOpen = true })]);
    private static readonly ClockPolicy KeepTime = new("keep", 1, "保留时刻", [new(ClockTarget.OfWorkingDays("solve", 1, keepTimeOfDay: true))]);
    private static readonly ClockBook Book = new([Complaint, Hotline, Standard, Strict, RoundTheClock, KeepTime], [Office, Berlin]);

    [Fact]
    [Trait("Requirement", "R309")]
    public void A_complaint_of_Friday_26_April_2024_is_answered_by_Sunday_28_and_solved_by_Tuesday_30()
    {
        ClockFact[] facts = [Opened("2024-04-26 10:00", Complaint)];

        Assert.Equal("2024-04-28 18:00:00", Due("respond", "2024-04-26 11:00", facts));
        Assert.Equal("2024-04-30 18:00:00", Due("solve", "2024-04-26 11:00", facts));
    }

    [Fact]
    public void A_policy_of_working_days_and_an_immediate_one_coexist_in_one_company()
    {
        Assert.Equal("2024-04-28 18:00:00", Due("respond", "2024-04-26 10:00", Opened("2024-04-26 10:00", Complaint)));
        Assert.Equal("2024-04-26 10:00:00", Due("respond", "2024-04-26 10:00", Opened("2024-04-26 10:00", Hotline)));
        Assert.Equal(ClockState.Running, Read("respond", "2024-04-26 10:00", Opened("2024-04-26 10:00", Hotline)).State);
        Assert.Equal(ClockState.Overdue, Read("respond", "2024-04-26 10:01", Opened("2024-04-26 10:00", Hotline)).State);
    }

    [Fact]
    public void A_clock_runs_in_working_time_and_is_overdue_only_after_its_due_time()
    {
        ClockFact[] facts = [Opened("2024-04-24 17:30", Standard)];

        var reading = Read("respond", "2024-04-25 09:10", facts);
        Assert.Equal((ClockState.Running, "2024-04-25 09:30:00"), (reading.State, Office.Show(reading.Due)));
        Assert.Equal((Duration.FromMinutes(40), Duration.FromMinutes(20)), (reading.Consumed, reading.Remaining));
        Assert.Equal(ClockState.Running, Read("respond", "2024-04-25 09:30", facts).State);
        Assert.Equal((ClockState.Overdue, Duration.FromMinutes(-1)), (Read("respond", "2024-04-25 09:31", facts).State, Read("respond", "2024-04-25 09:31", facts).Remaining));
    }

    [Fact]
    public void A_pause_rests_the_clocks_its_reason_may_rest_and_the_due_time_is_open_until_it_ends()
    {
        ClockFact[] facts = [Opened("2024-04-24 09:00", Standard), Paused("2024-04-24 10:00", "customer"), Paused("2024-04-24 10:30", "weather")];

        var solve = Read("solve", "2024-04-24 11:00", facts);
        Assert.Equal((ClockState.Resting, "customer", null), (solve.State, solve.RestingFor, solve.Due));
        Assert.Equal("2024-04-25 10:30:00", Office.Show(solve.DueIfResumedNow)); // 7 h left: 1 + 4.5 + 1.5
        Assert.Equal("2024-04-25 09:30:00", Due("solve", "2024-04-24 11:00", [.. facts, Resumed("2024-04-24 10:00", "customer")]));
    }

    [Fact]
    public void Pause_time_survives_a_new_policy_that_would_not_have_allowed_it()
    {
        ClockFact[] facts =
        [
            Opened("2024-04-24 09:00", Standard), Paused("2024-04-24 10:00", "customer"), Resumed("2024-04-24 12:00", null),
            new ClockFact.PolicyChanged(Shanghai("2024-04-24 14:00"), Shanghai("2024-04-24 14:00"), Strict.Key),
        ];

        // 300 min: 09:00-10:00, then 13:30-17:30.
        Assert.Equal("2024-04-24 17:30:00", Due("solve", "2024-04-24 14:00", facts));
    }

    [Fact]
    public void A_pause_going_on_ends_where_a_new_policy_does_not_allow_it()
    {
        ClockFact[] facts =
        [
            Opened("2024-04-24 09:00", Standard), Paused("2024-04-24 10:00", "customer"),
            new ClockFact.PolicyChanged(Shanghai("2024-04-24 11:00"), Shanghai("2024-04-24 11:00"), Strict.Key),
        ];

        // 300 min: 09:00-10:00, 11:00-12:00, 13:30-16:30.
        Assert.Equal("2024-04-24 16:30:00", Due("solve", "2024-04-24 15:00", facts));
    }

    [Fact]
    public void A_new_priority_is_judged_by_its_own_target_and_keeps_the_pauses()
    {
        ClockFact[] facts =
        [
            Opened("2024-04-24 09:00", Standard), Paused("2024-04-24 09:30", "customer"), Resumed("2024-04-24 11:30", null),
            new ClockFact.PriorityChanged(Shanghai("2024-04-24 14:00"), Shanghai("2024-04-24 14:00"), "high"),
        ];

        // 240 min: 09:00-09:30, 11:30-12:00, 13:30-16:30.
        Assert.Equal("2024-04-24 16:30:00", Due("solve", "2024-04-24 14:00", facts));
    }

    [Fact]
    public void A_new_owner_brings_a_calendar_and_the_time_before_is_counted_by_the_old_one()
    {
        ClockFact[] facts =
        [
            Opened("2024-04-24 09:00", Standard), Paused("2024-04-24 10:00", "parts"), Resumed("2024-04-24 11:00", "parts"),
            new ClockFact.OwnerChanged(Shanghai("2024-04-24 16:00"), Shanghai("2024-04-24 16:00"), "Berlin", new VersionRef("berlin", 1)),
        ];

        // 480 min: 60 + 60 + 150 in Shanghai; it is then 10:00 in Berlin (summer time): 120 before lunch, 90 after it.
        Assert.Equal("2024-04-24 15:00:00", Berlin.Show(Read("solve", "2024-04-24 16:00", facts).Due));
    }

    [Fact]
    public void A_fact_entered_later_counts_from_when_it_happened()
    {
        var pause = new ClockFact.Paused(Shanghai("2024-04-24 10:00"), Shanghai("2024-04-25 08:00"), "customer");
        var resume = new ClockFact.Resumed(Shanghai("2024-04-24 11:00"), Shanghai("2024-04-25 08:01"));
        ClockFact[] facts = [resume, Opened("2024-04-24 09:00", Standard), pause];

        Assert.Equal("2024-04-25 10:30:00", Due("solve", "2024-04-25 09:00", facts));
        var known = ClockMachine.Compute(facts, Book, Shanghai("2024-04-25 09:00"), knownAt: Shanghai("2024-04-25 07:00"));
        Assert.Equal("2024-04-25 09:30:00", Office.Show(known.Single(r => r.Clock == "solve").Due));
    }

    [Fact]
    [Trait("Requirement", "R310")]
    public void A_stopped_clock_keeps_its_figures_whatever_changes_later()
    {
        ClockFact[] facts = [Opened("2024-04-24 09:00", Standard), Stopped("2024-04-24 17:30", "solve"), Stopped("2024-04-24 10:00", "respond")];
        var solved = Read("solve", "2024-04-25 12:00", facts);

        Assert.Equal((ClockState.Met, "2024-04-25 09:30:00", Duration.FromMinutes(60)), (solved.State, Office.Show(solved.Due), solved.Remaining));
        Assert.Equal(ClockState.Met, Read("respond", "2024-04-25 12:00", facts).State);

        ClockFact[] changed = [.. facts, new ClockFact.PriorityChanged(Shanghai("2024-04-24 17:45"), Shanghai("2024-04-24 17:45"), "high"), new ClockFact.PolicyChanged(Shanghai("2024-04-24 17:46"), Shanghai("2024-04-24 17:46"), Hotline.Key)];
        var later = Read("solve", "2024-04-25 12:00", changed);
        Assert.Equal((ClockState.Met, solved.Due, Standard.Key), (later.State, later.Due, Assert.Single(later.Rounds).Policy));
    }

    [Fact]
    [Trait("Requirement", "R310")]
    public void A_clock_stopped_after_its_due_time_is_met_late()
    {
        var reading = Read("respond", "2024-04-25 12:00", Opened("2024-04-24 09:00", Standard), Stopped("2024-04-24 10:01", "respond"));

        Assert.Equal(ClockState.MetLate, reading.State);
        Assert.True(Assert.Single(reading.Rounds).IsLate);
    }

    [Fact]
    public void A_reopened_ticket_is_as_far_from_its_due_time_as_when_it_was_closed()
    {
        ClockFact[] facts =
        [
            Opened("2024-04-24 09:00", Standard), Stopped("2024-04-24 10:00", "respond"), Stopped("2024-04-24 17:00", "solve"),
            new ClockFact.Closed(Shanghai("2024-04-24 17:30"), Shanghai("2024-04-24 17:30")),
            new ClockFact.Reopened(Shanghai("2024-05-06 14:00"), Shanghai("2024-05-06 14:00")),
        ];
        var solve = Read("solve", "2024-05-06 14:00", facts);

        // 390 of 480 min were used at the stop; 90 are left.
        Assert.Equal((ClockState.Running, "2024-05-06 15:30:00", Duration.FromMinutes(90)), (solve.State, Office.Show(solve.Due), solve.Remaining));
        Assert.Equal(ClockState.Met, Read("respond", "2024-05-06 14:00", facts).State); // a first response stays given
        Assert.False(Assert.Single(solve.Rounds).IsLate);
    }

    [Fact]
    public void A_clock_that_restarts_has_a_fresh_target_from_the_reopening()
    {
        ClockFact[] facts =
        [
            Opened("2024-04-24 09:00", Strict), Stopped("2024-04-24 16:00", "solve"),
            new ClockFact.Reopened(Shanghai("2024-05-06 14:00"), Shanghai("2024-05-06 14:00")),
        ];
        var solve = Read("solve", "2024-05-06 15:00", facts);

        Assert.Equal("2024-05-07 10:00:00", Office.Show(solve.Due)); // 300 min: 14:00-18:00 and an hour
        Assert.Equal(Duration.FromMinutes(60), solve.Consumed);
        Assert.True(Assert.Single(solve.Rounds).IsLate);
    }

    [Fact]
    public void Closing_stops_every_clock_and_ends_every_wait()
    {
        ClockFact[] facts =
        [
            Opened("2024-04-24 09:00", Standard), Paused("2024-04-24 10:00", "customer"),
            new ClockFact.Closed(Shanghai("2024-04-24 11:00"), Shanghai("2024-04-24 11:00")),
        ];
        Assert.All(ClockMachine.Compute(facts, Book, Shanghai("2024-04-25 12:00")), r => Assert.NotNull(r.StoppedAt));

        ClockFact[] reopened = [.. facts, new ClockFact.Reopened(Shanghai("2024-04-24 14:00"), Shanghai("2024-04-24 14:00"))];
        Assert.Equal("2024-04-25 12:00:00", Due("solve", "2024-04-24 14:00", reopened)); // 7 h left: 14:00-18:00 and 09:00-12:00
    }

    [Fact]
    public void Working_days_move_by_just_the_working_time_a_pause_took()
    {
        ClockFact[] facts = [Opened("2024-04-26 10:00", Complaint), Paused("2024-04-29 11:00", "parts"), Resumed("2024-04-29 14:30", "parts")];

        // Two working hours were paused; after Tuesday 30 April comes Monday 6 May.
        Assert.Equal("2024-05-06 11:00:00", Due("solve", "2024-04-29 15:00", facts));
        Assert.Equal("2024-04-30 18:00:00", Due("solve", "2024-04-29 15:00", Opened("2024-04-26 10:00", Complaint), Paused("2024-04-29 12:00", "parts"), Resumed("2024-04-29 13:30", "parts")));
    }

    [Fact]
    public void A_day_that_closes_at_the_very_moment_of_a_change_is_counted_once() => Assert.Equal("2024-04-28 18:00:00", Due(
        "solve", "2024-04-26 10:00",
        Opened("2024-04-24 10:00", Complaint), new ClockFact.PriorityChanged(Shanghai("2024-04-25 18:00"), Shanghai("2024-04-25 18:00"), "high")));

    [Fact]
    public void Working_days_may_keep_the_time_of_day()
    {
        Assert.Equal("2024-04-28 20:15:00", Due("solve", "2024-04-26 21:00", Opened("2024-04-26 20:15", KeepTime)));
        Assert.Equal("2024-04-28 10:15:00", Due("solve", "2024-04-26 21:00", Opened("2024-04-26 10:15", KeepTime)));
        Assert.Equal("2024-04-28 11:15:00", Due("solve", "2024-04-26 21:00", Opened("2024-04-26 10:15", KeepTime), Paused("2024-04-26 17:00", "x"), Resumed("2024-04-26 20:00", "x")));
    }

    [Fact]
    public void A_promise_round_the_clock_ignores_the_ticket_calendar() =>
        Assert.Equal("2024-04-27 03:00:00", Due("solve", "2024-04-26 21:00", Opened("2024-04-26 19:00", RoundTheClock)));

    [Fact]
    public void What_was_done_before_the_ticket_was_entered_counts_at_its_opening()
    {
        var reading = Read("respond", "2024-04-24 12:00", Opened("2024-04-24 09:00", Standard), Stopped("2024-04-24 08:50", "respond"));

        Assert.Equal((ClockState.Met, Shanghai("2024-04-24 09:00")), (reading.State, reading.StoppedAt));
    }

    [Fact]
    public void A_clock_promised_only_later_judges_what_was_done_before()
    {
        ClockFact[] facts =
        [
            Opened("2024-04-24 09:00", Standard), Stopped("2024-04-24 09:40", "acknowledge"),
            new ClockFact.PolicyChanged(Shanghai("2024-04-24 10:00"), Shanghai("2024-04-24 10:00"), Strict.Key),
        ];
        var reading = Read("acknowledge", "2024-04-24 10:00", facts);

        Assert.Equal((ClockState.MetLate, "2024-04-24 09:30:00"), (reading.State, Office.Show(reading.Due)));
        Assert.DoesNotContain(ClockMachine.Compute(facts, Book, Shanghai("2024-04-24 10:00")), r => r.Clock == "respond");
    }

    [Fact]
    public void What_has_not_happened_yet_does_not_count()
    {
        ClockFact[] facts = [Opened("2024-04-24 09:00", Standard), Paused("2024-04-24 10:00", "customer")];

        Assert.Equal(ClockState.Running, Read("solve", "2024-04-24 09:59", facts).State);
        Assert.Empty(ClockMachine.Compute(facts, Book, Shanghai("2024-04-24 08:59")));
    }

    [Fact]
    [Trait("Requirement", "B19")]
    public void A_due_time_in_an_unpublished_year_is_provisional()
    {
        Assert.False(Read("solve", "2024-04-26 10:00", Opened("2024-04-26 10:00", Complaint)).IsProvisional);
        var next = Read("solve", "2026-12-23 10:00", Opened("2026-12-23 10:00", Complaint));
        Assert.Equal(("2026-12-28 18:00:00", true), (Office.Show(next.Due), next.IsProvisional));
        Assert.True(next.Explain().IsProvisional);
    }

    [Fact]
    public void Facts_that_make_no_history_are_refused()
    {
        Assert.Equal("clock.not-opened", RefusalOf(() => ClockMachine.Compute([Paused("2024-04-24 10:00", "x")], Book, Shanghai("2024-04-24 10:00"))));
        Assert.Equal("clock.opened-twice", RefusalOf(() => ClockMachine.Compute([Opened("2024-04-24 10:00", Standard), Opened("2024-04-24 11:00", Standard)], Book, Shanghai("2024-04-24 10:00"))));
        Assert.Equal("policy.unknown", RefusalOf(() => ClockMachine.Compute([Opened("2024-04-24 10:00", Standard with { Version = 9 })], Book, Shanghai("2024-04-24 10:00"))));
        Assert.Equal("calendar.unknown", RefusalOf(() => ClockMachine.Compute(
            [Opened("2024-04-24 10:00", Standard) with { Calendar = new VersionRef("office", 9) }], Book, Shanghai("2024-04-24 10:00"))));
        Assert.Equal("target.negative", RefusalOf(() => ClockTarget.OfMinutes("solve", -1)));
    }

    [Fact]
    public void The_most_specific_target_of_a_policy_holds()
    {
        var policy = new ClockPolicy("p", 1, "p", [
            new(ClockTarget.OfMinutes("solve", 1)), new(ClockTarget.OfMinutes("solve", 2), Priority: "high"),
            new(ClockTarget.OfMinutes("solve", 3), Type: "complaint"), new(ClockTarget.OfMinutes("solve", 4), "complaint", "high"),
        ]);

        Assert.Equal([1, 2, 3, 4], new[] { ("repair", "low"), ("repair", "high"), ("complaint", "low"), ("complaint", "high") }
            .Select(t => policy.TargetFor("solve", t.Item1, t.Item2)!.Minutes!.Value));
        Assert.Null(policy.TargetFor("respond", "repair", "low"));
    }

    internal static ClockBook SharedBook => Book;

    internal static ClockPolicy StandardPolicy => Standard;

    internal static ClockFact.Opened Opened(string at, ClockPolicy policy) =>
        new(Shanghai(at), Shanghai(at), policy.Key, Office1, "repair", "normal");

    internal static ClockFact Paused(string at, string reason) => new ClockFact.Paused(Shanghai(at), Shanghai(at), reason);

    internal static ClockFact Resumed(string at, string? reason) => new ClockFact.Resumed(Shanghai(at), Shanghai(at), reason);

    internal static ClockFact Stopped(string at, string clock) => new ClockFact.Stopped(Shanghai(at), Shanghai(at), clock);

    internal static ClockReading Read(string clock, string now, params ClockFact[] facts) =>
        ClockMachine.Compute(facts, Book, Shanghai(now)).Single(r => r.Clock == clock);

    private static string Due(string clock, string now, params ClockFact[] facts) => Office.Show(Read(clock, now, facts).Due);
}
