using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>What the holder of a printed link sees: the order's number, what was done and its report; nobody's address or phone.</summary>
internal static class ReadOrderLink
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(string Token) : IQuery<Response>;

    internal sealed record Response(CompanyId Company, WorkOrderId Id, string Number, string Kind, WorkOrderStatus Status, string Request, string? WorkDone, string? Result, Instant? CompletedAt, FileId? Report, FileId? EnglishReport);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var hash = OrderLink.HashOf(query.Token);
            return await (from link in db.Set<OrderLink>().IgnoreQueryFilters([CompanyFilter.Name])
                          where link.TokenHash == hash
                          join order in db.Set<WorkOrder>().IgnoreQueryFilters([CompanyFilter.Name]) on link.OrderId equals order.Id
                          select new Response(order.CompanyId, order.Id, order.Number, order.Kind, order.Status, order.Request, order.Action, order.Result, order.CompletedAt, order.ReportId, order.EnglishReportId)).SingleOrDefaultAsync(ct)
                ?? throw new Refusal("order-link.unknown", RefusalKind.NotFound);
        }
    }
}
