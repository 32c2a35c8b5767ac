using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>What held for a ticket from one fact to the next; the last stage has no end.</summary>
internal sealed record Stage(
    Instant From, Instant? To, ClockFact Fact,
    ClockPolicy Policy, VersionRef Calendar, string Type, string Priority, IReadOnlyList<string> Reasons)
{
    public ClockTarget? Promise(string clock) => Policy.TargetFor(clock, Type, Priority);
}

/// <summary>Facts put in the order they took effect, and what held after each.</summary>
internal static class TicketHistory
{
    /// <summary>The stages up to now, as known at an instant; none when the ticket was not open or not known yet.</summary>
    public static List<Stage> Of(IEnumerable<ClockFact> facts, ClockBook book, Instant now, Instant? knownAt)
    {
        var all = facts.ToList();
        var opened = OpeningOf(all);
        var stages = new List<Stage>();
        if (opened.At > now || opened.EnteredAt > knownAt)
        {
            return stages;
        }
        stages.Add(new Stage(opened.At, null, opened, book.Policy(opened.Policy), opened.Calendar, opened.Type, opened.Priority, []));
        // OrderBy is stable: facts of one instant entered together keep the order they were given in.
        foreach (var fact in all.Where(f => f != opened && f.At <= now && !(f.EnteredAt > knownAt)).OrderBy(f => f.At).ThenBy(f => f.EnteredAt))
        {
            var before = stages[^1];
            var at = Instant.Max(fact.At, opened.At);
            stages[^1] = before with { To = at };
            stages.Add(After(before with { From = at, To = null, Fact = fact }, book));
        }
        return stages;
    }

    private static ClockFact.Opened OpeningOf(List<ClockFact> facts)
    {
        var openings = facts.OfType<ClockFact.Opened>().ToList();
        return openings.Count switch
        {
            1 => openings[0],
            0 => throw new RuleRefusal("clock.not-opened", "A ticket without an opening has no clocks."),
            _ => throw new RuleRefusal("clock.opened-twice", "A ticket is opened once; opening it again is a reopening."),
        };
    }

    private static Stage After(Stage stage, ClockBook book) => stage.Fact switch
    {
        ClockFact.Paused f => stage with { Reasons = [.. stage.Reasons.Where(r => r != f.Reason), f.Reason] },
        ClockFact.Resumed f => stage with { Reasons = f.Reason is null ? [] : [.. stage.Reasons.Where(r => r != f.Reason)] },
        ClockFact.Closed or ClockFact.Reopened => stage with { Reasons = [] },
        ClockFact.PolicyChanged f => stage with { Policy = book.Policy(f.Policy) },
        ClockFact.TypeChanged f => stage with { Type = f.Type },
        ClockFact.PriorityChanged f => stage with { Priority = f.Priority },
        ClockFact.CalendarChanged f => stage with { Calendar = f.Calendar },
        ClockFact.OwnerChanged { Calendar: { } calendar } => stage with { Calendar = calendar },
        _ => stage,
    };
}
