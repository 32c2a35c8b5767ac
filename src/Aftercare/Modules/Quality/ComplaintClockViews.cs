using Aftercare.Platform;
using Aftercare.Rules.Time;
using Aftercare.UiKit;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>A promise of a complaint as UiKit shows it.</summary>
internal static class ComplaintClockViews
{
    public static ClockView Of(Texts texts, ListComplaints.ClockLine clock, ExplainComplaintClock.Response? why = null, string language = Texts.Chinese) => new(
        texts[$"quality.clock.{ComplaintClock.NameOf(clock.Kind)}"], StateOf(clock.State), clock.DueAt, Left(clock), clock.StoppedAt, clock.IsProvisional,
        why is null ? null : new(string.Join(" · ", why.In(language).Split('\n').Take(3)), [.. why.Why.Segments.Select(segment => new UiKit.WhySegment(segment.From, segment.To, KindOf(segment.Kind)))], clock.DueAt, why.Why.Target),
        Duration.FromSeconds(clock.TargetSeconds / 5), clock.CountsUntil);

    // How late something was is said by the clock on the wall: nobody waited in working hours only.
    private static Duration? Left(ListComplaints.ClockLine clock) =>
        clock is { State: Rules.Time.ClockState.MetLate, StoppedAt: { } stopped } ? clock.DueAt - stopped : clock.Left is { } seconds ? Duration.FromSeconds(seconds) : null;

    private static UiKit.ClockState StateOf(Rules.Time.ClockState state) => state switch
    {
        Rules.Time.ClockState.Running => UiKit.ClockState.Running, Rules.Time.ClockState.Resting => UiKit.ClockState.Resting, Rules.Time.ClockState.Met => UiKit.ClockState.Met, _ => UiKit.ClockState.Breached,
    };

    private static SegmentKind KindOf(WhyKind kind) => kind switch
    {
        WhyKind.Counted => SegmentKind.Counted, WhyKind.Paused => SegmentKind.Paused, WhyKind.Stopped => SegmentKind.Stopped, _ => SegmentKind.Closed,
    };
}
