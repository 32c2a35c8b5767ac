using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>What went otherwise than planned, the newest first: rescheduled, reassigned, sent back, wasted trips, second visits, with reason and payer (B02).</summary>
internal static class ListActs
{
    [Needs("field.read")]
    internal sealed record Query(ActKind? Kind = null, Payer? Pays = null, WorkOrderId? Order = null, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(OrderActId Id, WorkOrderId Order, string Number, ActKind Kind, PersonId Technician, string? TechnicianName, string Reason, Payer Pays, string? By, Instant At);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/order-acts", Get);

    /// <summary>What went otherwise than planned, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, ActKind? kind = null, Payer? pays = null, long? order = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(kind, pays, order is { } id ? new WorkOrderId(id) : null, after, size), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var acts = db.Visible<OrderAct>();
            if (query.Kind is { } kind) acts = acts.Where(act => act.Kind == kind);
            if (query.Pays is { } pays) acts = acts.Where(act => act.Pays == pays);
            if (query.Order is { } order) acts = acts.Where(act => act.OrderId == order);
            if (PageKey.Parse(query.After) is { } after) acts = acts.Where(act => act.At < after.At || (act.At == after.At && act.Id < new OrderActId(after.Id)));
            var rows = await acts.OrderByDescending(act => act.At).ThenByDescending(act => act.Id).Take(query.Size + 1).ToListAsync(ct);
            var names = await organisation.Names(rows.SelectMany(act => new[] { act.TechnicianId, act.By }), ct);
            return rows.ConvertAll(act => new Row(
                act.Id, act.OrderId, act.OrderNumber, act.Kind, act.TechnicianId, names.GetValueOrDefault(act.TechnicianId), act.Reason, act.Pays, act.By is { } by ? names.GetValueOrDefault(by) : null, act.At))
                .CutToPage(query.Size, row => new(row.At, row.Id.Value));
        }
    }
}
