using Aftercare.Modules.Desk.Face;
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
        var life = new Life();
        var priority = map.Ticket.Priority?.Of(Cell);
        var events = new List<LoggedEvent>(rows.Count);
        var before = priority;
        foreach (var row in rows)
        {
            var meanings = life.Meanings(map.MeaningOf(row.Activity)!, row);
            var now = map.Ticket.Priority?.Of(column => row.Cells[IndexOf(column)]);
            if (now is not null && now != before) meanings = [new(row.At, CaseEventKind.PriorityChanged, before = now, Who: row.Resource), .. meanings];
            events.Add(new(row.Line, row.At, row.Activity, row.Resource, meanings));
        }
        return new(first.Case, map.Ticket.Type.Of(Cell) ?? "repair", priority, map.Ticket.Channel?.Of(Cell), map.Ticket.Fault.Of(Cell) ?? first.Activity,
            map.Ticket.Customer.Of(Cell) ?? map.Source, map.Ticket.Model?.Of(Cell), opened is { } at && at < first.At ? at : first.At, events);
    }

    private int IndexOf(string column)
    {
        for (var place = 0; place < columns.Count; place++) if (columns[place] == column) return place;
        throw new InvalidOperationException($"{column} was not kept.");
    }

    /// <summary>
    /// Logs name states, tickets need transitions: the same activity again is a note; work after a pause resumes it; work
    /// after the solution reopens.
    /// </summary>
    private sealed class Life
    {
        private string? _activity;
        private string? _pause;
        private bool _over;

        public List<CaseEvent> Meanings(Meaning meaning, LogRow row)
        {
            var again = row.Activity == _activity;
            _activity = row.Activity;
            var events = new List<CaseEvent>(2);
            if (meaning.Kind is CaseEventKind.Note || again)
            {
                events.Add(new(row.At, CaseEventKind.Note, row.Activity, Who: row.Resource));
                return events;
            }
            if (_over && meaning.Kind is not (CaseEventKind.Solved or CaseEventKind.Closed or CaseEventKind.Confirmed or CaseEventKind.Cancelled))
            {
                events.Add(new(row.At, CaseEventKind.Reopened, row.Activity, Who: row.Resource));
                _over = false;
            }
            if (_pause is not null)
            {
                events.Add(new(row.At, CaseEventKind.Resumed, _pause, Who: row.Resource));
                _pause = null;
            }
            if (meaning.Kind is CaseEventKind.Paused) _pause = meaning.Value;
            if (meaning.Kind is CaseEventKind.Solved or CaseEventKind.Closed or CaseEventKind.Cancelled) _over = true;
            if (meaning.Kind is not (CaseEventKind.Reopened or CaseEventKind.Resumed)) events.Add(new(row.At, meaning.Kind, meaning.Value ?? row.Activity, Who: row.Resource));
            return events;
        }
    }
}
