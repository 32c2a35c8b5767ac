using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>Work orders handed between units, the newest first: who holds each since when, and how it was answered (R316, B01).</summary>
internal static class ListHandovers
{
    /// <param name="Q">The beginning of an order's number.</param>
    /// <param name="Unit">Handed to this unit.</param>
    [Needs("field.read")]
    internal sealed record Query(
        HandoverState? State = null, UnitId? Unit = null, [property: StringLength(40)] string? Q = null, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    /// <param name="Holder">The unit that must act now.</param>
    /// <param name="Since">Since when it holds the order.</param>
    internal sealed record Row(
        HandoverId Id, int Version, WorkOrderId Order, string Number, UnitId From, string FromName, UnitId To, string ToName, UnitId Holder, string HolderName, Instant Since, Instant HandedAt, string? HandedBy,
        Instant AnswerBy, HandoverState State, Instant? AnsweredAt, string? AnsweredBy, string? ReasonCode, string? Reason, string? Note);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/handovers", Get);

    /// <summary>Work orders handed between units, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, HandoverState? state = null, long? unit = null, string? q = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(state, unit is { } id ? new UnitId(id) : null, q, after, size), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var handovers = db.Visible<Handover>();
            if (query.State is { } state) handovers = handovers.Where(row => row.State == state);
            if (query.Unit is { } unit) handovers = handovers.Where(row => row.ToUnitId == unit);
            if (query.Q?.Trim().ToUpperInvariant() is { Length: > 0 } q) handovers = handovers.Where(row => row.OrderNumber.StartsWith(q));
            if (PageKey.Parse(query.After) is { } after) handovers = handovers.Where(row => row.HandedAt < after.At || (row.HandedAt == after.At && row.Id < new HandoverId(after.Id)));
            var rows = await handovers.OrderByDescending(row => row.HandedAt).ThenByDescending(row => row.Id).Take(query.Size + 1).ToListAsync(ct);

            var units = (await organisation.Units(ct)).ToDictionary(card => card.Id, card => card.Name);
            var names = await organisation.Names(rows.SelectMany(row => new[] { row.HandedBy, row.AnsweredBy }), ct);
            string? Name(PersonId? person) => person is { } id ? names.GetValueOrDefault(id) : null;
            return rows.ConvertAll(row => new Row(
                row.Id, row.Version, row.OrderId, row.OrderNumber, row.FromUnitId, units[row.FromUnitId], row.ToUnitId, units[row.ToUnitId], row.Holder, units[row.Holder],
                row.Holder == row.ToUnitId ? row.HandedAt : row.AnsweredAt ?? row.HandedAt, row.HandedAt, Name(row.HandedBy),
                row.AnswerBy, row.State, row.AnsweredAt, Name(row.AnsweredBy), row.ReasonCode, row.Reason, row.Note)).CutToPage(query.Size, row => new(row.HandedAt, row.Id.Value));
        }
    }
}
