using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Integrations;

/// <summary>One case of a log as the importing command takes it.</summary>
/// <param name="Customer">The log's own name of the customer.</param>
internal sealed record LoggedCase(
    string ExternalId, string Type, string? Priority, string? Channel, string Fault, string Customer, string? Model, Instant OpenedAt,
    IReadOnlyList<LoggedEvent> Events);

/// <summary>One event with what it means; the words of the log are kept beside it.</summary>
internal sealed record LoggedEvent(long Line, Instant At, string Activity, string? Resource, IReadOnlyList<CaseEvent> Meanings);

/// <summary>Reads the rows of a case as the life of a ticket.</summary>
internal sealed class CaseReader(EventMap map, IReadOnlyList<string> columns)
{
    private readonly Func<string, Instant?> _readTime = EventLog.TimeReader(map.Time);

    public LoggedCase Read(IReadOnlyList<LogRow> rows)
    {
        var first = rows[0];
        string? Cell(string column) => first.Cells[IndexOf(column)];
        var opened = map.Ticket.OpenedAt?.Of(Cell) is { } text ? _readTime(text) : null;
        var priority = map.Ticket.Priority?.Of(Cell);
        var life = new Life(priority);
        var events = new List<LoggedEvent>(rows.Count);
        foreach (var row in rows)
            events.Add(new(row.Line, row.At, row.Activity, row.Resource, life.Meanings(map.MeaningOf(row.Activity)!, row, map.Ticket.Priority?.Of(column => row.Cells[IndexOf(column)]))));
        return new(first.Case, map.Ticket.Type.Of(Cell) ?? "repair", priority, map.Ticket.Channel?.Of(Cell), map.Ticket.Fault.Of(Cell)?.Cut(4000) ?? first.Activity,
            map.Ticket.Customer.Of(Cell)?.Cut(200) ?? map.Source, map.Ticket.Model?.Of(Cell)?.Cut(200), opened is { } at && at < first.At && at >= EventLog.Earliest ? at : first.At, events);
    }


    private int IndexOf(string column)
    {
        for (var place = 0; place < columns.Count; place++) if (columns[place] == column) return place;
        throw new InvalidOperationException($"{column} was not kept.");
    }

    /// <summary>
    /// Logs name states, tickets need transitions: the same activity again is a note; work after a pause resumes it; work
    /// after the solution reopens. What a row says of the priority holds from that row on; in a case that is closed or
    /// cancelled, from the row that reopens it.
    /// </summary>
    private sealed class Life(string? priority)
    {
        private string? _activity;
        private string? _pause;
        private bool _over;
        private bool _ended;

        public List<CaseEvent> Meanings(Meaning meaning, LogRow row, string? now)
        {
            var says = row.Activity != _activity && meaning.Kind is not CaseEventKind.Note;
            _activity = row.Activity;
            var events = new List<CaseEvent>(2);
            void Add(CaseEventKind kind, string? value) => events.Add(new(row.At, kind, value, Who: row.Resource));
            if (says && _over && meaning.Kind is not (CaseEventKind.Solved or CaseEventKind.Closed or CaseEventKind.Confirmed or CaseEventKind.Cancelled))
            {
                Add(CaseEventKind.Reopened, row.Activity);
                (_over, _ended) = (false, false);
            }
            if (now is not null && now != priority && !_ended) Add(CaseEventKind.PriorityChanged, priority = now);
            if (!says)
            {
                Add(CaseEventKind.Note, row.Activity);
                return events;
            }
            if (_pause is not null)
            {
                Add(CaseEventKind.Resumed, _pause);
                _pause = null;
            }
            if (meaning.Kind is CaseEventKind.Paused) _pause = meaning.Value;
            if (meaning.Kind is CaseEventKind.Solved or CaseEventKind.Closed or CaseEventKind.Cancelled) _over = true;
            if (meaning.Kind is CaseEventKind.Closed or CaseEventKind.Cancelled) _ended = true;
            if (meaning.Kind is not (CaseEventKind.Reopened or CaseEventKind.Resumed)) Add(meaning.Kind, meaning.Value ?? row.Activity);
            return events;
        }
    }
}
