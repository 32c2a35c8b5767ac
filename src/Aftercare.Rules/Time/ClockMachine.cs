using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>Computes how the clocks of a ticket stand from what happened to it, and nothing else (R308, R310, B31).</summary>
/// <remarks>
/// <para>Working time is counted by the calendar in force at each moment, and rested by the pause reasons the target in force
/// at each moment allows: no later change of policy, priority, calendar or owner takes back time that a pause gave.</para>
/// <para>A running clock is judged by the target of the policy, type and priority in force now; a stopped one by those in force
/// when it was stopped, or now when none promised it then.</para>
/// <para>While stopped a clock rests, so a reopened ticket is as far from its due time as it was when it was closed.</para>
/// </remarks>
public static class ClockMachine
{
    /// <summary>How every promised clock stands, in the order of the policy in force, then clocks stopped under earlier ones.</summary>
    /// <param name="facts">In any order; those dated after <paramref name="now"/> have not happened yet.</param>
    /// <param name="book">Every policy and calendar version the facts mention.</param>
    /// <param name="now">The instant to stand at.</param>
    /// <param name="knownAt">Leaves out facts entered later: what was known then; null for everything known.</param>
    /// <exception cref="RuleRefusal">
    /// <c>clock.not-opened</c>, <c>clock.opened-twice</c>, <c>policy.unknown</c>, <c>calendar.unknown</c>, <c>calendar.never-open</c>, <c>time.out-of-range</c>.
    /// </exception>
    public static IReadOnlyList<ClockReading> Compute(IEnumerable<ClockFact> facts, ClockBook book, Instant now, Instant? knownAt = null)
    {
        var stages = TicketHistory.Of(facts, book, now, knownAt);
        return [.. stages
            .AsEnumerable()
            .Reverse()
            .SelectMany(s => s.Policy.Clocks)
            .Distinct()
            .Select(clock => new Walk(clock, stages, book, now).Read())
            .OfType<ClockReading>()];
    }

    /// <summary>One clock's way through the stages.</summary>
    private sealed class Walk(string clock, List<Stage> stages, ClockBook book, Instant now)
    {
        private readonly Stage? _lastPromising = stages.FindLast(s => s.Promise(clock) is not null);
        private readonly List<ClockRound> _rounds = [];
        private List<Stretch> _stretches = [];
        private Instant _start = stages[0].From;
        private Stage? _stoppedBy;
        private Stage? _judgedBy;

        public ClockReading? Read()
        {
            if (_lastPromising is null)
            {
                return null;
            }
            foreach (var stage in stages)
            {
                Apply(stage);
                Extend(stage);
            }
            if (stages[^1].Promise(clock) is null && _stoppedBy?.Promise(clock) is null)
            {
                return null;
            }
            return _stoppedBy is { } stop ? Stopped(stop) : Live();
        }

        private void Apply(Stage stage)
        {
            switch (stage.Fact)
            {
                case ClockFact.Stopped f when f.Clock == clock && _stoppedBy is null:
                case ClockFact.Closed when _stoppedBy is null:
                    _stoppedBy = stage;
                    _judgedBy = Judge(stage);
                    _rounds.Add(new ClockRound(_start, stage.From, RunUntil(stage).Due!.Value, _judgedBy.Policy.Key));
                    break;
                case ClockFact.Reopened when _stoppedBy is not null && Promise(stage).OnReopen != OnReopen.Stay:
                    if (Promise(stage).OnReopen == OnReopen.Restart)
                    {
                        (_start, _stretches) = (stage.From, []);
                    }
                    _stoppedBy = null;
                    _judgedBy = null;
                    break;
            }
        }

        private void Extend(Stage stage)
        {
            var promise = Promise(stage);
            var reason = stage.Reasons.FirstOrDefault(promise.RestsFor);
            var kind = _stoppedBy is not null ? WhyKind.Stopped : reason is not null ? WhyKind.Paused : WhyKind.Counted;
            _stretches.Add(new Stretch(stage.From, stage.To, book.CalendarFor(promise, stage.Calendar), kind, kind == WhyKind.Paused ? reason : null));
        }

        /// <summary>The round as it stood at its stop: had nobody stopped it, it would have run on.</summary>
        private ClockRun RunUntil(Stage stop)
        {
            var promise = Promise(_judgedBy!);
            List<Stretch> stretches =
            [
                .. _stretches.TakeWhile(s => s.From < stop.From).Where(s => s.To <= stop.From),
                new Stretch(stop.From, null, book.CalendarFor(promise, stop.Calendar), WhyKind.Counted),
            ];
            return new ClockRun(promise, _start, stretches, stop.From);
        }

        private ClockReading Stopped(Stage stop)
        {
            var run = RunUntil(stop);
            return Reading(run, _judgedBy!, stop.From > run.Due ? ClockState.MetLate : ClockState.Met, stop.From, null);
        }

        private ClockReading Live()
        {
            var stage = stages[^1];
            var run = new ClockRun(Promise(stage), _start, _stretches, now);
            var resting = _stretches[^1].Kind == WhyKind.Paused;
            var state = now > run.Due ? ClockState.Overdue : resting ? ClockState.Resting : ClockState.Running;
            return Reading(run, stage, state, null, resting ? _stretches[^1].Reason : null);
        }

        private ClockReading Reading(ClockRun run, Stage judge, ClockState state, Instant? stoppedAt, string? resting) => new()
        {
            Clock = clock,
            State = state,
            Due = run.Due,
            DueIfResumedNow = run.DueIfResumedNow,
            StoppedAt = stoppedAt,
            RestingFor = resting,
            IsProvisional = stoppedAt is null && run.IsProvisional,
            Consumed = run.Consumed,
            Remaining = run.Target - run.Consumed,
            Target = run.Target,
            Policy = judge.Policy.Key,
            Hours = book.CalendarFor(Promise(judge), judge.Calendar),
            StartedAt = _start,
            Rounds = _rounds,
            Explanation = () => Explain(run, judge, state, stoppedAt),
        };

        private WhyThen Explain(ClockRun run, Stage judge, ClockState state, Instant? stoppedAt)
        {
            var promise = Promise(judge);
            return new WhyThen
            {
                Clock = clock,
                Policy = judge.Policy.Key,
                PolicyName = judge.Policy.Name,
                Type = judge.Type,
                Priority = judge.Priority,
                Promise = promise,
                Target = run.Target,
                StartedAt = _start,
                State = state,
                StoppedAt = stoppedAt,
                Due = run.Due,
                DueIfResumedNow = run.DueIfResumedNow,
                IsProvisional = stoppedAt is null && run.IsProvisional,
                Now = now,
                TimeZone = book.CalendarFor(promise, judge.Calendar).Calendar.TimeZone,
                Segments = run.Segments(now),
                Changes = [.. stages.Select(ChangeOf)],
            };
        }

        private static WhyChange ChangeOf(Stage stage)
        {
            var (what, value) = stage.Fact switch
            {
                ClockFact.Opened f => ("opened", f.Policy.ToString()),
                ClockFact.Paused f => ("paused", f.Reason),
                ClockFact.Resumed f => ("resumed", f.Reason),
                ClockFact.Stopped f => ("stopped", f.Clock),
                ClockFact.Closed => ("closed", null),
                ClockFact.Reopened => ("reopened", null),
                ClockFact.PolicyChanged f => ("policy", f.Policy.ToString()),
                ClockFact.TypeChanged f => ("type", f.Type),
                ClockFact.PriorityChanged f => ("priority", f.Priority),
                ClockFact.CalendarChanged f => ("calendar", f.Calendar.ToString()),
                ClockFact.OwnerChanged f => ("owner", f.Owner),
                _ => throw new InvalidOperationException($"{stage.Fact.GetType().Name} has no name yet."),
            };
            return new WhyChange(stage.Fact.At, stage.Fact.EnteredAt, what, value);
        }

        private Stage Judge(Stage stage) => stage.Promise(clock) is not null ? stage : _lastPromising!;

        private ClockTarget Promise(Stage stage) => Judge(stage).Promise(clock)!;
    }
}
