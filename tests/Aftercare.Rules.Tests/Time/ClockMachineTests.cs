using Aftercare.Rules.Time;
using static Aftercare.Rules.Tests.Time.Clocks;

namespace Aftercare.Rules.Tests.Time;

public sealed class ClockMachineTests
{
    private static readonly VersionRef Office1 = new("office", 1);
    private static readonly ClockPolicy Complaint = new("complaint", 1, "投诉", [
        new(ClockTarget.OfWorkingDays("respond", 1)),
        new(ClockTarget.OfWorkingDays("solve", 3) with { OnReopen = OnReopen.Continue }),
    ]);
    private static readonly ClockPolicy Hotline = new("hotline", 1, "热线", [new(ClockTarget.OfMinutes("respond", 0))]);
    private static readonly ClockBook Book = new([Complaint, Hotline], [Office]);

    [Fact]
    [Trait("Requirement", "R309")]
    public void A_complaint_of_Friday_26_April_2024_is_answered_by_Sunday_28_and_solved_by_Tuesday_30()
    {
        var readings = Compute("2024-04-26 11:00", Opened("2024-04-26 10:00", Complaint));

        Assert.Equal("2024-04-28 18:00:00", Due(readings, "respond"));
        Assert.Equal("2024-04-30 18:00:00", Due(readings, "solve"));
    }

    [Fact]
    [Trait("Requirement", "R308")]
    public void A_policy_of_working_days_and_an_immediate_one_coexist_in_one_company()
    {
        Assert.Equal("2024-04-28 18:00:00", Due(Compute("2024-04-26 10:00", Opened("2024-04-26 10:00", Complaint)), "respond"));
        Assert.Equal("2024-04-26 10:00:00", Due(Compute("2024-04-26 10:00", Opened("2024-04-26 10:00", Hotline)), "respond"));
    }

    private static ClockFact.Opened Opened(string at, ClockPolicy policy) =>
        new(Shanghai(at), Shanghai(at), policy.Key, Office1, "repair", "normal");

    private static IReadOnlyList<ClockReading> Compute(string now, params ClockFact[] facts) =>
        ClockMachine.Compute(facts, Book, Shanghai(now));

    private static string Due(IReadOnlyList<ClockReading> readings, string clock) => Office.Show(readings.Single(r => r.Clock == clock).Due);
}
