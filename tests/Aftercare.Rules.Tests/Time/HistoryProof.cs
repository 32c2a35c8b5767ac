using System.Globalization;
using Aftercare.Rules.Time;
using NodaTime;

namespace Aftercare.Rules.Tests.Time;

/// <summary>Compares the clock with a walk step by step over random histories; the suite runs thousands, the bench a million.</summary>
internal sealed class HistoryProof
{
    private const int HistoriesPerPool = 40;

    public long Histories { get; private set; }

    public long Readings { get; private set; }

    public long DuesInSight { get; private set; }

    public long SecondsWalked { get; private set; }

    /// <summary>Runs one pool: three calendars, three policies' sets and forty histories. Null when all agree.</summary>
    public string? Disagreement(int seed, int histories = HistoriesPerPool, int steps = 4_000)
    {
        var random = new RandomHistories(seed);
        var (around, calendars) = random.Calendars(3);
        for (var i = 0; i < histories; i++)
        {
            var from = around + Duration.FromSeconds((long)(random.Number(200) - 100) * 900);
            var policies = random.Policies(3, calendars, steps / 8);
            var facts = random.Facts(from, steps / 2, policies, calendars);
            var now = random.After(from, steps / 2);
            var brute = new BruteForce(from, steps, random.Step, policies, calendars.Select(c => c.Calendar));
            var readings = ClockMachine.Compute(facts, new ClockBook(policies, calendars), now);
            Histories++;
            SecondsWalked += (long)steps * random.Step;
            foreach (var clock in new[] { "respond", "solve" })
            {
                var expected = brute.Walk(clock, facts, now);
                var actual = readings.SingleOrDefault(r => r.Clock == clock);
                var difference = Difference(brute, expected, actual, steps);
                if (difference is not null)
                {
                    return string.Create(CultureInfo.InvariantCulture, $"seed {seed}, history {i}, clock {clock}, from {from}, step {random.Step} s, now {brute.Index(now)}: {difference}");
                }
                Readings += actual is null ? 0 : 1;
                DuesInSight += expected is { Due: not int.MaxValue } ? 1 : 0;
            }
        }
        return null;
    }

    private static string? Difference(BruteForce brute, BruteForce.Count? expected, ClockReading? actual, int steps)
    {
        if (expected is null || actual is null)
        {
            return expected is null && actual is null ? null : $"expected {(object?)expected ?? "no clock"}, got {(object?)actual ?? "no clock"}";
        }
        var got = new BruteForce.Count(
            actual.State,
            Seen(brute, actual.Due, steps),
            Seen(brute, actual.DueIfResumedNow, steps),
            actual.StoppedAt is { } stop ? brute.Index(stop) : null,
            (int)(actual.Consumed.TotalSeconds / brute.Step));
        if (got is { State: ClockState.Resting, Due: int.MaxValue })
        {
            // Known already, by days kept to the time of day, but out of the walk's sight.
            got = got with { Due = null, DueIfResumedNow = int.MaxValue };
        }
        if (got != expected)
        {
            return $"expected {expected}, got {got}";
        }
        return WhyNot(actual);
    }

    /// <summary>The explanation must add up: no gaps, and counted working time equal to the target when the due time is known.</summary>
    private static string? WhyNot(ClockReading reading)
    {
        var why = reading.Explain();
        var at = why.StartedAt;
        foreach (var segment in why.Segments)
        {
            if (segment.From != at || segment.To <= segment.From)
            {
                return $"the explanation has a gap at {at}";
            }
            at = segment.To;
        }
        if (reading.Due is { } until)
        {
            return at == until && why.Counted == why.Target ? null : $"the explanation counts {why.Counted} of {why.Target} until {at}, due {until}";
        }
        return at == why.Now && why.Counted == reading.Consumed ? null : $"the explanation counts {why.Counted} of {reading.Consumed} until {at}";
    }

    private static int? Seen(BruteForce brute, Instant? instant, int steps) =>
        instant is { } at ? (at - brute.From).TotalSeconds / brute.Step is var index && index <= steps ? (int)index : int.MaxValue : null;
}
