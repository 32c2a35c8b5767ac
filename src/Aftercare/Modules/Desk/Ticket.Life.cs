using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>The life of a ticket: each verb with the reason why it may not happen now.</summary>
internal sealed partial class Ticket
{
    public List<TicketHold> Holds { get; } = [];
    public List<ContactAttempt> Attempts { get; } = [];

    /// <summary>Attempts to tell the customer the present result.</summary>
    public int AttemptsSinceSolved => Attempts.Count(attempt => attempt.At >= SolvedAt);

    /// <summary>It came in.</summary>
    internal void Open(VersionRef policy, VersionRef calendar, Act act)
    {
        (Policy, PolicyVersion, Calendar, CalendarVersion) = (policy.Id, policy.Version, calendar.Id, calendar.Version);
        Add(FactKind.Opened, act, Type, Priority, policy, calendar);
    }

    internal Refusal? WhyNotWork() => Status switch
    {
        TicketStatus.Closed => new("ticket.closed"),
        TicketStatus.Cancelled => new("ticket.cancelled"),
        _ => null,
    };

    /// <summary>A command may say that it happened earlier, but not before the last turn the ticket took: that is what entering an earlier fact is for.</summary>
    internal Refusal? WhyNotAt(Instant at, Instant now) =>
        at > now ? Refusal.Invalid("ticket.time-ahead", "At") : at < LastTurn ? Refusal.Invalid("ticket.time-before-last-turn", "At") : null;

    /// <summary>When it was last opened, rested, taken up again, closed or reopened.</summary>
    internal Instant LastTurn => Facts.Where(fact => fact.Kind is FactKind.Opened or FactKind.Paused or FactKind.Resumed or FactKind.Closed or FactKind.Cancelled or FactKind.Reopened).Max(fact => fact.At);

    internal Refusal? WhyNotAcknowledge() => WhyNotWork() ?? (AcknowledgedAt is null ? null : new("ticket.acknowledged-already"));

    /// <summary>The customer knows that we know.</summary>
    internal void Acknowledge(Act act)
    {
        Stop(ClockKind.Acknowledge, act);
        AcknowledgedAt = Earlier(AcknowledgedAt, act.At);
    }

    /// <summary>Somebody took care of it: whoever responds has also acknowledged.</summary>
    internal void Respond(Act act)
    {
        if (!IsStopped(ClockKind.Acknowledge, act)) Acknowledge(act);
        if (!IsStopped(ClockKind.Respond, act)) Stop(ClockKind.Respond, act);
        RespondedAt = Earlier(RespondedAt, act.At);
        if (Status is TicketStatus.New) Status = TicketStatus.InProgress;
        if (UrgedAt <= act.At) UrgedAt = null;
    }

    /// <summary>A technician stands at the door.</summary>
    internal void Arrive(Act act)
    {
        Respond(act);
        Stop(ClockKind.Arrive, act);
    }

    internal Refusal? WhyNotUrge() => WhyNotWork() ?? (Status is TicketStatus.Solved ? new("ticket.solved-already") : null);

    /// <summary>The customer asks when it goes on (催单): counted, and open until somebody answers them.</summary>
    internal TicketUrge Urge(Channel channel, string? note, Act act)
    {
        UrgedAt = act.At;
        return new() { TicketId = Id, Sequence = ++Urgings, Channel = channel, At = act.At, Who = act.Who, Note = note };
    }

    internal Refusal? WhyNotHold() => WhyNotWork() ?? Status switch
    {
        TicketStatus.OnHold => new("ticket.on-hold"),
        TicketStatus.Solved => new("ticket.solved-already"),
        _ => null,
    };

    /// <summary>Waiting began; clocks whose target allows the reason rest.</summary>
    internal void Hold(string reason, string? note, Act act)
    {
        Add(FactKind.Paused, act, reason, note: note);
        Status = TicketStatus.OnHold;
    }

    internal Refusal? WhyNotResume() => WhyNotWork() ?? (Status is TicketStatus.OnHold ? null : new Refusal("ticket.not-on-hold"));

    internal void Resume(Act act)
    {
        Add(FactKind.Resumed, act);
        Status = RespondedAt is null ? TicketStatus.New : TicketStatus.InProgress;
    }

    internal Refusal? WhyNotSolve() => WhyNotUrge() ?? WhyNoRescue();

    /// <summary>The work is done; the customer's confirmation is awaited.</summary>
    internal void Solve(string solution, string? cause, bool remotely, Act act)
    {
        Respond(act);
        Stop(ClockKind.Solve, act);
        if (Status is TicketStatus.OnHold) Add(FactKind.Resumed, act);
        (Solution, Cause, SolvedRemotely, SolvedAt, Status) = (solution, cause ?? Cause, remotely, act.At, TicketStatus.Solved);
    }

    /// <summary>It rested from one time to another, as a paper slip says that was entered later.</summary>
    internal void Rested(string reason, Instant until, string? note, Act act)
    {
        Add(FactKind.Paused, act, reason, note: note);
        Add(FactKind.Resumed, act with { At = until }, reason, note: note);
    }

    internal Refusal? WhyNotConfirm() => WhyNotWork() ?? (Status is TicketStatus.Solved ? null : new Refusal("ticket.not-solved"));

    internal void Confirm(string how, Act act) => (Confirmation, ConfirmedAt) = (how, act.At);

    /// <summary>A ticket is closed when it is solved, the customer said so or could not be reached often enough, and nobody below objects (R313).</summary>
    internal Refusal? WhyNotClose(int attemptsNeeded) => WhyNotWork()
        ?? (Status is TicketStatus.Solved ? null : new Refusal("ticket.not-solved"))
        ?? WhyHeld()
        ?? (Confirmation is not null || AttemptsSinceSolved >= attemptsNeeded ? null : new Refusal("ticket.not-confirmed") { Arguments = [AttemptsSinceSolved, attemptsNeeded] });

    internal void Close(Act act)
    {
        Add(FactKind.Closed, act);
        End(TicketStatus.Closed, act);
    }

    internal Refusal? WhyNotCancel() => WhyNotWork() ?? WhyHeld();

    internal void Cancel(string reason, Act act)
    {
        Add(FactKind.Cancelled, act, note: reason);
        End(TicketStatus.Cancelled, act);
    }

    internal Refusal? WhyNotReopen() => Status is TicketStatus.Solved or TicketStatus.Closed or TicketStatus.Cancelled ? null : new Refusal("ticket.not-solved");

    /// <summary>Not solved after all: each clock does as its target says, and none counts the time the ticket lay closed.</summary>
    internal void Reopen(string reason, Act act)
    {
        Add(FactKind.Reopened, act, note: reason);
        (SolvedAt, ClosedAt, Confirmation, ConfirmedAt, IsOpen) = (null, null, null, null, true);
        Status = RespondedAt is null ? TicketStatus.New : TicketStatus.InProgress;
        Reopenings++;
    }

    internal void ChangePriority(Priority priority, string? rule, string? reason, Act act)
    {
        (PriorityRule, PriorityReason) = (rule, reason);
        if (priority == Priority) return;
        Priority = priority;
        Add(FactKind.PriorityChanged, act, priority: priority, note: reason);
    }

    internal void ChangeType(string type, Act act)
    {
        if (type == Type) return;
        Type = type;
        Add(FactKind.TypeChanged, act, type);
    }

    internal void AssignTo(PersonId handler, Act act)
    {
        if (handler == HandlerId) return;
        HandlerId = handler;
        Add(FactKind.OwnerChanged, act, handler.ToString());
    }

    /// <summary>What may be done now, and why not what may not: pages grey out by it, commands throw it.</summary>
    internal IReadOnlyDictionary<string, Refusal?> WhyNot(int attemptsNeeded) => new Dictionary<string, Refusal?>
    {
        ["acknowledge"] = WhyNotAcknowledge(), ["respond"] = WhyNotWork(), ["urge"] = WhyNotUrge(), ["classify"] = WhyNotWork(), ["assign"] = WhyNotWork(), ["priority"] = WhyNotWork(), ["hold"] = WhyNotHold(),
        ["resume"] = WhyNotResume(), ["solve"] = WhyNotSolve(), ["attempt"] = WhyNotConfirm(), ["confirm"] = WhyNotConfirm(), ["close"] = WhyNotClose(attemptsNeeded),
        ["reopen"] = WhyNotReopen(), ["cancel"] = WhyNotCancel(),
    };

    private Refusal? WhyHeld() => Holds is [var hold, ..] ? new Refusal("ticket.held") { Arguments = [new TextKey(hold.ReasonKey)] } : null;

    private void End(TicketStatus status, Act act) => (Status, ClosedAt, IsOpen, UrgedAt) = (status, act.At, false, null);

    private void Stop(ClockKind clock, Act act) => Add(FactKind.Stopped, act, NameOf(clock));

    /// <summary>Whether what the clock waits for had been done by then, since the last reopening.</summary>
    private bool IsStopped(ClockKind clock, Act by)
    {
        var since = Facts.FindLastIndex(fact => fact.Kind is FactKind.Reopened);
        return Facts.FindIndex(since + 1, fact => fact.Kind is FactKind.Stopped && fact.Value == NameOf(clock) && fact.At <= by.At) >= 0;
    }

    internal static string NameOf(ClockKind clock) => clock.ToString().ToLowerInvariant();

    private static Instant Earlier(Instant? before, Instant at) => before < at ? before.Value : at;
}
