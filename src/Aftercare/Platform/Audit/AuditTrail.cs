using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>Who changed what, from what to what, when and why: of one record, or of the whole company, the newest first.</summary>
internal static class AuditTrail
{
    /// <param name="Record">The id of the record; null for all.</param>
    /// <param name="Actor">Only what this one did, by the exact name in the trail.</param>
    [Needs("platform.read")]
    internal sealed record Query(long? Record = null, string? Actor = null, string? After = null, [property: Range(1, 100)] int Size = 25) : IQuery<PageOf<Entry>>;

    /// <param name="Use">The use case: `Desk.RegisterTicket`.</param>
    /// <param name="Erased">True when the values were erased by law.</param>
    /// <param name="Sealed">True once no change can go unnoticed.</param>
    internal sealed record Entry(long Id, string RecordKind, long RecordId, int Sequence, Instant At, string Actor, PersonId? OnBehalfOf, string Use, string? Reason, IReadOnlyList<Change> Changes, bool Erased, bool Sealed);

    /// <summary>One value: <paramref name="Old"/> is null for what was added, <paramref name="New"/> for what was removed.</summary>
    internal sealed record Change(string Table, string Row, string Field, string? Old, string? New);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/audit", Get);

    /// <summary>The audit trail of the company or of one record: who changed what, from what to what, when and why.</summary>
    internal static async Task<Ok<PageOf<Entry>>> Get(long? record, string? actor, string? after, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(record, actor, after), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, PageOf<Entry>>
    {
        public async Task<PageOf<Entry>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var entries = db.Set<AuditEntry>().Where(entry => entry.CompanyId == db.CompanyScope);
            if (query.Record is { } record) entries = entries.Where(entry => entry.RecordId == record);
            if (!string.IsNullOrEmpty(query.Actor)) entries = entries.Where(entry => entry.Actor == query.Actor);
            if (PageKey.Parse(query.After) is { } after) entries = entries.Where(entry => entry.At < after.At || (entry.At == after.At && entry.Id < after.Id));
            var rows = await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(query.Size + 1).ToListAsync(ct);
            return rows.ConvertAll(Show).CutToPage(query.Size, entry => new(entry.At, entry.Id));
        }

        private static Entry Show(AuditEntry entry) => new(
            entry.Id, entry.RecordKind, entry.RecordId, entry.Sequence, entry.At, entry.Actor, entry.OnBehalfOf, entry.Command, entry.Reason,
            entry.Payload is null ? [] : [.. Changes(entry.Payload)], entry.Payload is null, entry.SealId > 0);

        private static IEnumerable<Change> Changes(string payload)
        {
            using var json = JsonDocument.Parse(payload);
            foreach (var row in json.RootElement.EnumerateArray())
            {
                var (table, id, op) = (row.GetProperty("table").GetString()!, row.GetProperty("id").GetString()!, row.GetProperty("op").GetString());
                foreach (var field in row.GetProperty("set").EnumerateObject())
                {
                    var (old, now) = op switch
                    {
                        "update" => (field.Value[0].GetString(), field.Value[1].GetString()),
                        "delete" => (field.Value.GetString(), null),
                        _ => (null, field.Value.GetString()),
                    };
                    yield return new(table, id, field.Name, old, now);
                }
            }
        }
    }
}
