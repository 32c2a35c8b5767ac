using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Integrations;

/// <summary>
/// One chunk of an import: cases become tickets with their history, the log's own events are kept beside them, and the
/// run's progress moves on in the same transaction.
/// </summary>
internal static class ImportCases
{
    internal const int MostCases = 200;

    /// <param name="From">The place of the first case in the reader's order: a chunk that is in already is answered without doing it again.</param>
    [Needs("platform.manage")]
    internal sealed record Command(ImportRunId RunId, long From, [property: MaxLength(MostCases)] IReadOnlyList<LoggedCase> Cases, [property: MaxLength(1000)] IReadOnlyList<RefusedRow> Refused) : ICommand<Response>;

    /// <param name="Late">Events of a log that has grown which lie before what their ticket went through already: refused.</param>
    /// <param name="Held">How long the chunk took: the reader makes the next one as large as it may be.</param>
    internal sealed record Response(int Created, int EventsAdded, IReadOnlyList<RefusedRow> Late, TimeSpan Held);

    internal sealed class Handler(AppDb db, IDesk desk) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var started = Stopwatch.GetTimestamp();
            var run = await db.Load<ImportRun>(command.RunId.Value, "import-run", ct);
            if (command.Cases.Count > 0 && command.From < run.CasesDone) return new(0, 0, [], default);
            var ids = command.Cases.Select(logged => logged.ExternalId).ToList();
            var stored = (await db.All<ImportedEvent>().AsNoTracking().Where(row => row.Source == run.Source && ids.Contains(row.ExternalId)).ToListAsync(ct)).ToLookup(row => row.ExternalId);
            var changed = command.Cases.Select(logged => CaseNews.Of(logged, stored[logged.ExternalId])).Where(news => news.Events.Count > 0 || news.Late.Count > 0).ToList();

            var who = await Customers(run, changed, ct);
            var tickets = await desk.Import([.. changed.Select(news => History(run, news, who[news.Case.Customer]))], ct);
            var late = changed.SelectMany(news => news.Late).ToList();
            foreach (var (news, ticket) in changed.Zip(tickets))
                foreach (var (place, happened) in news.Events.Index())
                    db.Add(new ImportedEvent
                    {
                        Source = run.Source, ExternalId = news.Case.ExternalId, Ordinal = news.Stored + place + 1, TicketId = ticket.Ticket, At = happened.At.ToMicroseconds(), Activity = happened.Activity,
                        Resource = happened.Resource, Line = happened.Line,
                    });
            var added = changed.Sum(news => news.Events.Count);
            await Refuse(run, [.. command.Refused, .. late], ct);
            (run.CasesDone, run.EventsDone) = (Math.Max(run.CasesDone, command.From + command.Cases.Count), run.EventsDone + added);
            await db.SaveChangesAsync(ct);
            return new(tickets.Count(ticket => ticket.Created), added, late, Stopwatch.GetElapsedTime(started));
        }

        private async Task<Dictionary<string, CustomerId>> Customers(ImportRun run, IReadOnlyList<CaseNews> cases, CancellationToken ct)
        {
            var names = cases.Select(news => news.Case.Customer).Distinct().ToList();
            return await db.All<ImportedCustomer>().Where(row => row.Source == run.Source && names.Contains(row.Name)).ToDictionaryAsync(row => row.Name, row => row.CustomerId, ct);
        }

        private async Task Refuse(ImportRun run, IReadOnlyList<RefusedRow> refused, CancellationToken ct)
        {
            if (refused.Count == 0) return;
            var lines = refused.Select(row => row.Line).ToList();
            var known = await db.All<ImportRefusal>().Where(row => row.Source == run.Source && lines.Contains(row.Line)).Select(row => row.Line).ToListAsync(ct);
            foreach (var row in refused.Where(row => !known.Contains(row.Line)))
                db.Add(new ImportRefusal { Source = run.Source, Line = row.Line, Code = row.Code, Value = row.Value.Length > 200 ? row.Value[..200] : row.Value });
        }

        private static CaseHistory History(ImportRun run, CaseNews news, CustomerId customer) => new()
        {
            Source = run.Source, ExternalId = news.Case.ExternalId, Unit = run.UnitId, Customer = customer, Type = news.Case.Type,
            Priority = Enum.TryParse<Priority>(news.Case.Priority, out var priority) ? priority : null,
            Channel = Enum.TryParse<Channel>(news.Case.Channel, out var channel) ? channel : Channel.Api,
            Fault = news.Case.Fault, Model = news.Case.Model, OpenedAt = news.Case.OpenedAt, Events = [.. news.Events.SelectMany(happened => happened.Meanings)], OnlyNew = true,
        };
    }
}

/// <summary>What a log tells of a case that was not here before.</summary>
/// <param name="Stored">How many of its events were.</param>
/// <param name="Events">New ones, in their order.</param>
/// <param name="Late">New ones from before the last that was here: the ticket went through that time already, and its history is not written again.</param>
internal sealed record CaseNews(LoggedCase Case, int Stored, IReadOnlyList<LoggedEvent> Events, IReadOnlyList<RefusedRow> Late)
{
    public static CaseNews Of(LoggedCase logged, IEnumerable<ImportedEvent> stored)
    {
        var (known, count, last) = (new Dictionary<(Instant, string, string?), int>(), 0, Instant.MinValue);
        foreach (var row in stored)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(known, (row.At, row.Activity, row.Resource), out _)++;
            (count, last) = (count + 1, Instant.Max(last, row.At));
        }
        if (count == 0) return new(logged, 0, logged.Events, []);
        // Two rows that are alike in everything are two events.
        var news = logged.Events.Where(happened => !(known.TryGetValue((happened.At.ToMicroseconds(), happened.Activity, happened.Resource), out var left) && left > 0 && Take(known, happened, left))).ToList();
        return new(logged, count, news.FindAll(happened => happened.At.ToMicroseconds() >= last), [.. news.Where(happened => happened.At.ToMicroseconds() < last).Select(happened => new RefusedRow(happened.Line, "event.late", happened.Activity))]);
    }

    private static bool Take(Dictionary<(Instant, string, string?), int> known, LoggedEvent happened, int left)
    {
        known[(happened.At.ToMicroseconds(), happened.Activity, happened.Resource)] = left - 1;
        return true;
    }
}
