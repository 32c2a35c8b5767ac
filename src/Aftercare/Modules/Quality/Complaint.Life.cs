using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>The life of a complaint: each verb with the reason why it may not happen now (R803, R804).</summary>
internal sealed partial class Complaint
{
    /// <summary>It came in.</summary>
    internal void Receive(bool evidence, ComplaintSeverity severity, PersonId? about, Act act)
    {
        (EvidenceOpen, Severity, AboutId) = (!evidence, severity, about);
        Add(StepKind.Received, act);
    }

    internal Refusal? WhyNotWork() => Status is ComplaintStatus.Closed ? new("complaint.closed") : null;

    /// <summary>A major case stands still until somebody recorded what is done at once and who sees to it.</summary>
    internal Refusal? WhyNotMoveOn() => WhyNotWork() ?? (Severity is ComplaintSeverity.Major && MeasuresAt is null ? new("complaint.measures-missing") : null);

    /// <summary>A command may say that it happened earlier, but not before the last turn the complaint took.</summary>
    internal Refusal? WhyNotAt(Instant at, Instant now) =>
        at > now ? Refusal.Invalid("complaint.time-ahead", "At") : at < LastTurn ? Refusal.Invalid("complaint.time-before-last-turn", "At") : null;

    private Instant LastTurn => Steps.Where(step => step.Kind is StepKind.Received or StepKind.Told or StepKind.Accepted or StepKind.NotAccepted).Max(step => step.At);

    /// <summary>Raised by anybody who handles it; lowered only by whoever answers for it.</summary>
    internal Refusal? WhyNotSeverity(ComplaintSeverity severity, bool mayLower) => WhyNotWork()
        ?? (severity == Severity ? new("complaint.severity-same") : severity is ComplaintSeverity.Normal && !mayLower ? new("complaint.severity-lowered", RefusalKind.Forbidden) : null);

    internal void ChangeSeverity(ComplaintSeverity severity, string reason, Act act)
    {
        Severity = severity;
        Add(StepKind.SeverityChanged, act, severity.ToString(), reason);
    }

    internal void RecordMeasures(string measures, PersonId owner, string ownerName, Act act)
    {
        (Measures, MeasuresOwnerId, MeasuresAt) = (measures, owner, act.At);
        Add(StepKind.MeasuresRecorded, act, ownerName, measures);
    }

    internal void AssignTo(PersonId owner, string name, Act act)
    {
        if (owner == OwnerId) return;
        OwnerId = owner;
        Add(StepKind.OwnerChanged, act, name);
    }

    internal void SupplyEvidence(string? note, Act act)
    {
        EvidenceOpen = false;
        Add(StepKind.EvidenceSupplied, act, note: note);
    }

    internal void AddNote(string text, Act act) => Add(StepKind.NoteAdded, act, note: text);

    /// <summary>Findings may be corrected until a solution was told. Nobody judges a complaint about themselves.</summary>
    internal Refusal? WhyNotVerify(PersonId? by) => WhyNotMoveOn()
        ?? (Status is ComplaintStatus.Received or ComplaintStatus.Verified ? null : new Refusal("complaint.answered-already"))
        ?? (AboutId is { } about && about == by ? new Refusal("complaint.own-case", RefusalKind.Forbidden) : null);

    internal void Verify(bool valid, string findings, ComplaintCategory category, PersonId? about, Act act)
    {
        (Valid, Findings, Category, AboutId, Status) = (valid, findings, category, about, ComplaintStatus.Verified);
        Add(StepKind.Verified, act, valid ? "valid" : "not-valid", findings);
    }

    internal Refusal? WhyNotTell() => WhyNotMoveOn() ?? Status switch
    {
        ComplaintStatus.Verified or ComplaintStatus.NotAccepted => null,
        ComplaintStatus.Received => new("complaint.not-verified"),
        _ => new("complaint.answered-already"),
    };

    /// <summary>The customer was told the solution.</summary>
    internal void Tell(string solution, string how, Act act)
    {
        (Solution, Status) = (solution, ComplaintStatus.Answered);
        Add(StepKind.Told, act, how, solution);
    }

    internal Refusal? WhyNotSettle() => WhyNotMoveOn() ?? (Status is ComplaintStatus.Answered ? null : new Refusal("complaint.not-answered"));

    internal void Accept(string how, string? note, Act act)
    {
        Status = ComplaintStatus.Accepted;
        Add(StepKind.Accepted, act, how, note);
    }

    /// <returns>True when that was once too often: company leadership takes it up.</returns>
    internal bool Refuse(string how, string reason, int escalateAfter, Act act)
    {
        (Status, Refusals) = (ComplaintStatus.NotAccepted, Refusals + 1);
        Add(StepKind.NotAccepted, act, how, reason);
        if (Refusals < escalateAfter || EscalatedAt is not null) return false;
        EscalatedAt = act.Now;
        Add(StepKind.Escalated, act with { At = act.Now });
        return true;
    }

    /// <summary>Closed when the customer accepts; against the customer's will only by leadership, after it was escalated.</summary>
    internal Refusal? WhyNotClose(bool mayDecide) => WhyNotMoveOn() ?? Status switch
    {
        ComplaintStatus.Accepted => null,
        ComplaintStatus.NotAccepted when EscalatedAt is not null => mayDecide ? null : new("complaint.leadership-decides", RefusalKind.Forbidden),
        _ => new("complaint.not-accepted-yet"),
    };

    internal void Close(string summary, Act act)
    {
        (Status, ClosedAt, Summary) = (ComplaintStatus.Closed, act.At, summary);
        Add(StepKind.Closed, act, note: summary);
    }

    internal Consultation Ask(Consultation asked, string name, Act act)
    {
        Consultations.Add(asked);
        Add(StepKind.OpinionAsked, act, name, asked.Question);
        return asked;
    }

    internal void Hear(Consultation asked, string answer, Act act)
    {
        asked.Reply(answer, act.Now);
        Add(StepKind.OpinionGiven, act, note: answer);
    }

    /// <summary>What may be done now, and why not what may not: pages grey out by it, commands throw it.</summary>
    internal IReadOnlyDictionary<string, Refusal?> WhyNot(Caller caller) => new Dictionary<string, Refusal?>
    {
        ["verify"] = WhyNotVerify(caller.Person), ["tell"] = WhyNotTell(), ["accept"] = WhyNotSettle(), ["refuse"] = WhyNotSettle(), ["close"] = WhyNotClose(MayDecide(caller)),
        ["measures"] = WhyNotWork(), ["consult"] = WhyNotWork(), ["assign"] = WhyNotWork(), ["evidence"] = WhyNotWork(), ["note"] = null,
        ["raise"] = WhyNotSeverity(ComplaintSeverity.Major, MayLower(caller)), ["lower"] = WhyNotSeverity(ComplaintSeverity.Normal, MayLower(caller)),
    };

    /// <summary>Leadership approves and does not do; both have a hand in a complaint. Refuses (`permission.missing`) whoever only reads.</summary>
    internal static void RequireHand(Caller caller)
    {
        if (!MayDecide(caller)) caller.Require("quality.do");
    }

    internal static bool MayLower(Caller caller) => caller.May("quality.manage") || caller.May("quality.approve");

    internal static bool MayDecide(Caller caller) => caller.May("quality.approve");

    private void Add(StepKind kind, Act act, string? value = null, string? note = null) =>
        Steps.Add(new() { ComplaintId = Id, Sequence = Steps.Count + 1, Kind = kind, At = act.At, EnteredAt = act.Now, Who = act.Who, Value = value, Note = note });
}
