using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Plays the events of another system's case onto a ticket, in their order of time. What cannot have happened is left out, not guessed.</summary>
internal sealed class Replay(AppDb db, Ticket ticket, string source)
{
    /// <returns>How many events were new and took effect.</returns>
    public int Add(IReadOnlyList<CaseEvent> events, bool onlyNew = false)
    {
        var added = 0;
        var until = ticket.ImportedUntil;
        foreach (var what in events.Where(what => onlyNew || until is null || what.At > until).OrderBy(what => what.At).ToList())
        {
            if (what.At > db.Now) break;
            if (Apply(what, new(Instant.Max(what.At, ticket.OpenedAt).ToMicroseconds(), db.Now, what.Who ?? source, what.By))) added++;
            ticket.ImportedUntil = what.At.ToMicroseconds();
        }
        return added;
    }

    private bool Apply(CaseEvent what, Act act) => what.Kind switch
    {
        CaseEventKind.Note => Write(what.Value, act),
        CaseEventKind.Reopened => When(ticket.WhyNotReopen(), () => ticket.Reopen(what.Value ?? "", act)),
        CaseEventKind.Confirmed => When(ticket.WhyNotConfirm(), () => ticket.Confirm(what.Value ?? source, act)),
        CaseEventKind.Solved => When(ticket.WhyNotSolve(), () => ticket.Solve(what.Value ?? "", what.Code, remotely: false, act)),
        CaseEventKind.Paused => When(ticket.WhyNotHold(), () => ticket.Hold(what.Value ?? "waiting", null, act)),
        CaseEventKind.Resumed => When(ticket.WhyNotResume(), () => ticket.Resume(act)),
        CaseEventKind.Cancelled => When(ticket.WhyNotCancel(), () => ticket.Cancel(what.Value ?? "", act)),
        CaseEventKind.Closed => When(ticket.WhyNotWork(), () => Close(what, act)),
        _ => When(ticket.WhyNotWork(), () => Work(what, act)),
    };

    private void Work(CaseEvent what, Act act)
    {
        switch (what.Kind)
        {
            case CaseEventKind.Acknowledged: ticket.Acknowledge(act); break;
            case CaseEventKind.Responded: ticket.Respond(act); break;
            case CaseEventKind.Arrived: ticket.Arrive(act); break;
            case CaseEventKind.PriorityChanged: ticket.ChangePriority(Enum.Parse<Priority>(what.Value!), null, source, act); break;
            case CaseEventKind.TypeChanged: ticket.ChangeType(what.Value!, act); break;
            case CaseEventKind.Assigned when what.By is { } handler: ticket.AssignTo(handler, act); break;
        }
    }

    /// <summary>A log that closes without saying solved means both.</summary>
    private void Close(CaseEvent what, Act act)
    {
        if (ticket.WhyNotSolve() is null) ticket.Solve(what.Value ?? "", what.Code, remotely: false, act);
        ticket.Close(act);
    }

    private bool Write(string? text, Act act)
    {
        if (string.IsNullOrWhiteSpace(text)) return false;
        db.Add(new TicketMessage { Id = db.NewId<TicketMessageId>(), TicketId = ticket.Id, Kind = MessageKind.Note, At = act.At, EnteredAt = act.Now, Who = act.Who, Text = text });
        return true;
    }

    private static bool When(Refusal? whyNot, Action then)
    {
        if (whyNot is not null) return false;
        then();
        return true;
    }
}
