using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Aftercare.UiKit;
using NodaTime;
using WhySegment = Aftercare.UiKit.WhySegment;

namespace Aftercare.Modules.Desk;

/// <summary>A clock as UiKit shows it.</summary>
internal static class ClockViews
{
    public static ClockView Of(Texts texts, ListTickets.RowClock clock, Instant now) =>
        new(Name(texts, clock.Kind), StateOf(clock.State), clock.DueAt ?? now, Left(clock.State, clock.Left, clock.StoppedAt, clock.DueAt), clock.StoppedAt, clock.IsProvisional || clock.DueAt is null, CountsUntil: clock.CountsUntil);

    public static ClockView Of(Texts texts, GetTicket.ClockLine clock, Instant now, ExplainClock.Response why, string language)
    {
        var due = clock.DueAt ?? clock.DueIfResumedAt ?? now;
        var lines = why.In(language).Split('\n');
        return new(Name(texts, clock.Clock), StateOf(clock.State), due, Left(clock.State, clock.Left, clock.StoppedAt, clock.DueAt), clock.StoppedAt, clock.IsProvisional || clock.DueAt is null,
            new(string.Join(" · ", lines.Take(3)), [.. why.Why.Segments.Select(segment => new WhySegment(segment.From, segment.To, KindOf(segment.Kind), ReasonOf(texts, segment)))], due, why.Why.Target),
            Duration.FromSeconds(clock.TargetSeconds / 5), why.Why.Segments.FirstOrDefault(segment => segment.Kind is WhyKind.Counted && segment.From <= now && now < segment.To)?.To);
    }

    public static string Name(Texts texts, ClockKind kind) => texts[$"desk.clock.{Ticket.NameOf(kind)}"];

    // How late something was is said by the clock on the wall: nobody waited in working hours only.
    private static Duration? Left(Rules.Time.ClockState state, long? left, Instant? stopped, Instant? due) =>
        state is Rules.Time.ClockState.MetLate && stopped is { } at && due is { } promised ? promised - at : left is { } seconds ? Duration.FromSeconds(seconds) : null;

    private static UiKit.ClockState StateOf(Rules.Time.ClockState state) => state switch
    {
        Rules.Time.ClockState.Running => UiKit.ClockState.Running,
        Rules.Time.ClockState.Resting => UiKit.ClockState.Resting,
        Rules.Time.ClockState.Met => UiKit.ClockState.Met,
        _ => UiKit.ClockState.Breached,
    };

    private static SegmentKind KindOf(WhyKind kind) => kind switch
    {
        WhyKind.Counted => SegmentKind.Counted, WhyKind.Paused => SegmentKind.Paused, WhyKind.Stopped => SegmentKind.Stopped, _ => SegmentKind.Closed,
    };

    private static string? ReasonOf(Texts texts, Rules.Time.WhySegment segment) => segment.Reason is { } reason ? texts.Has($"desk.pause.{reason}") ? texts[$"desk.pause.{reason}"] : reason : null;
}
