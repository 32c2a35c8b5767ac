using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>
/// One chunk of an import: cases become tickets with their history, the log's own events are kept beside them, and the
/// run's progress moves on in the same transaction.
/// </summary>
internal static class ImportCases
{
    /// <param name="From">The place of the first case in the reader's order: a chunk that is in already is answered without doing it again.</param>
    [Needs("platform.manage")]
    internal sealed record Command(ImportRunId RunId, long From, [property: MaxLength(200)] IReadOnlyList<LoggedCase> Cases, [property: MaxLength(1000)] IReadOnlyList<RefusedRow> Refused) : ICommand<Response>;

    internal sealed record Response(int Created, int EventsAdded);

    internal sealed class Handler(AppDb db, IDesk desk) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var run = await db.Load<ImportRun>(command.RunId.Value, "import-run", ct);
            if (command.Cases.Count > 0 && command.From < run.CasesDone) return new(0, 0);
            var who = await Customers(run, command.Cases, ct);
            var ids = command.Cases.Select(logged => logged.ExternalId).ToList();
            var stored = await db.All<ImportedEvent>().Where(row => row.Source == run.Source && ids.Contains(row.ExternalId))
                .GroupBy(row => row.ExternalId).Select(group => new { group.Key, Last = group.Max(row => row.Ordinal) }).ToDictionaryAsync(group => group.Key, group => group.Last, ct);

            var (created, added) = (0, 0);
            var tickets = await desk.Import([.. command.Cases.Select(logged => History(run, logged, who[logged.Customer]))], ct);
            foreach (var (logged, ticket) in command.Cases.Zip(tickets))
            {
                if (ticket.Created) created++;
                var kept = stored.GetValueOrDefault(logged.ExternalId);
                foreach (var (happened, ordinal) in logged.Events.Select((happened, place) => (happened, place + 1)).Where(pair => pair.Item2 > kept))
                {
                    db.Add(new ImportedEvent { Source = run.Source, ExternalId = logged.ExternalId, Ordinal = ordinal, TicketId = ticket.Ticket, At = happened.At.ToMicroseconds(), Activity = happened.Activity, Resource = happened.Resource, Line = happened.Line });
                    added++;
                }
            }
            await Refuse(run, command.Refused, ct);
            (run.CasesDone, run.EventsDone) = (Math.Max(run.CasesDone, command.From + command.Cases.Count), run.EventsDone + added);
            await db.SaveChangesAsync(ct);
            return new(created, added);
        }

        private async Task<Dictionary<string, CustomerId>> Customers(ImportRun run, IReadOnlyList<LoggedCase> cases, CancellationToken ct)
        {
            var names = cases.Select(logged => logged.Customer).Distinct().ToList();
            return await db.All<ImportedCustomer>().Where(row => row.Source == run.Source && names.Contains(row.Name)).ToDictionaryAsync(row => row.Name, row => row.CustomerId, ct);
        }

        private async Task Refuse(ImportRun run, IReadOnlyList<RefusedRow> refused, CancellationToken ct)
        {
            var lines = refused.Select(row => row.Line).ToList();
            var known = await db.All<ImportRefusal>().Where(row => row.Source == run.Source && lines.Contains(row.Line)).Select(row => row.Line).ToListAsync(ct);
            foreach (var row in refused.Where(row => !known.Contains(row.Line)))
                db.Add(new ImportRefusal { Source = run.Source, Line = row.Line, Code = row.Code, Value = row.Value.Length > 200 ? row.Value[..200] : row.Value });
        }

        private static CaseHistory History(ImportRun run, LoggedCase logged, CustomerId customer) => new()
        {
            Source = run.Source, ExternalId = logged.ExternalId, Unit = run.UnitId, Customer = customer, Type = logged.Type,
            Priority = Enum.TryParse<Priority>(logged.Priority, out var priority) ? priority : null,
            Channel = Enum.TryParse<Channel>(logged.Channel, out var channel) ? channel : Channel.Api,
            Fault = logged.Fault, Model = logged.Model, OpenedAt = logged.OpenedAt, Events = [.. logged.Events.SelectMany(happened => happened.Meanings)],
        };
    }
}
