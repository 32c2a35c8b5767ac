using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>Which unit holds a work order since when, where it may be handed, and what the caller may answer (R316, B01).</summary>
internal static class ShowHolder
{
    [Needs("field.read")]
    internal sealed record Query(WorkOrderId Id) : IQuery<Response>;

    /// <param name="Handover">The last one, if the order was ever handed.</param>
    /// <param name="Targets">Units of the line it can be handed to now; none when it cannot.</param>
    internal sealed record Response(
        WorkOrderId Order, int Version, UnitId Holder, string HolderName, Instant Since, HandoverId? Handover, int? HandoverVersion, HandoverState? State, Instant? AnswerBy, string? FromName, string? Reason, string? Note,
        bool MayAnswer, bool MayTakeBack, IReadOnlyList<Option> Targets, IReadOnlyList<ListedReason> Reasons);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}/holder", Get);

    /// <summary>Who holds a work order</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, IField field, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var last = await db.Visible<Handover>().Where(row => row.OrderId == query.Id).OrderByDescending(row => row.HandedAt).ThenByDescending(row => row.Id).FirstOrDefaultAsync(ct);
            // Whoever handed it up does not see the order any more, but still who holds it.
            if (last is null && !await field.Sees(query.Id, ct)) throw Refusal.NotFound("work-order", query.Id);
            var order = await field.WorkOrder(query.Id, ct);
            var holder = await organisation.Unit(order.Unit, ct);
            var may = caller.May("field.manage");
            var open = order is { Status: WorkOrderStatus.Unscheduled, Offered: false };
            return new(
                order.Id, order.Version, holder.Id, holder.Name, last is null ? order.CreatedAt : last.Holder == last.ToUnitId ? last.HandedAt : last.AnsweredAt ?? last.HandedAt,
                last?.Id, last?.Version, last?.State, last?.AnswerBy, last is null ? null : (await organisation.Unit(last.FromUnitId, ct)).Name, last?.Reason, last?.Note,
                may && last is not null && last.WhyNotAnswer(caller) is null, may && last is not null && last.WhyNotTakeBack(caller) is null,
                may && open ? await Targets(holder, ct) : [], (await DispatchPolicy.On(db, db.Now.InZone(holder.Zone).Date, ct)).Reasons);
        }

        private async Task<IReadOnlyList<Option>> Targets(UnitCard holder, CancellationToken ct)
        {
            var (below, above) = (await organisation.Below(holder.Id, ct), (await organisation.Above(holder.Id, ct)).Select(unit => unit.Id).ToHashSet());
            return [.. (await organisation.Units(ct)).Where(unit => unit.Id != holder.Id && (below.Contains(unit.Id) || above.Contains(unit.Id)) && unit.IsOpenOn(db.Now.InZone(unit.Zone).Date))
                .Select(unit => new Option(unit.Id.ToString(), unit.Name))];
        }
    }
}
