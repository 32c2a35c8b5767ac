using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>The checklists of a work order with what was answered and what is still open.</summary>
internal static class GetOrderChecklists
{
    [Needs("field.read")]
    internal sealed record Query(WorkOrderId Id) : IQuery<Response>;

    /// <param name="MayFill">The caller stands at the door with this order.</param>
    /// <param name="SiteItems">Items that say whether the site is ready for this order, and how many are in order; null when nothing is asked (R416).</param>
    internal sealed record Response(WorkOrderId Id, int Version, bool MayFill, IReadOnlyList<Sheet> Checklists, int? SiteReady, int? SiteItems, bool SiteBlocked, LocalDate? PlannedOn,
        bool MayInvite, Instant? AcceptanceAt, string? AcceptanceDefects);

    internal sealed record Sheet(string Code, int TemplateVersion, string Chinese, string English, ChecklistUse Use, int InOrder, IReadOnlyList<Line> Lines);

    internal sealed record Line(CheckItem Item, CheckState State, string? Value, bool NotApplicable, string? Note, IReadOnlyList<FileId> Photos);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}/checklists", Get);

    /// <summary>The checklists of a work order</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(query.Id.Value, "work-order", ct);
            return new(order.Id, order.Version, order.WhyNotRecord(caller) is null && caller.May("field.do"), Sheets(order), order.SiteReady, order.SiteItems, order.SiteBlocked, order.PlannedOn,
                order.Status is not WorkOrderStatus.Cancelled && caller.May("field.do") && order.Checklists.Any(list => list.Use is ChecklistUse.SelfInspection), order.AcceptanceAt, order.AcceptanceDefects);
        }
    }

    internal static IReadOnlyList<Sheet> Sheets(WorkOrder order) =>
        [.. order.Checklists.OrderBy(list => list.Code, StringComparer.Ordinal).Select(list => new Sheet(list.Code, list.TemplateVersion, list.Chinese, list.English, list.Use, list.InOrder,
            [.. list.Lines().Select(line => new Line(line.Item, line.State, line.Reply?.Value, line.Reply?.NotApplicable is true, line.Reply?.Note, line.Reply?.Photos ?? []))]))];
}
