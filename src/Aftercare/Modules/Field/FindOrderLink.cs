using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Field;

/// <summary>Whose a printed link is. The holder of the token has nothing else yet: the company comes out of it.</summary>
internal static class FindOrderLink
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(string Token) : IQuery<Response>;

    internal sealed record Response(CompanyId Company, WorkOrderId Order);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var hash = OrderLink.HashOf(query.Token);
            return await db.Set<OrderLink>().IgnoreQueryFilters([CompanyFilter.Name]).Where(link => link.TokenHash == hash).Select(link => new Response(link.CompanyId, link.OrderId)).SingleOrDefaultAsync(ct)
                ?? throw new Refusal("order-link.unknown", RefusalKind.NotFound);
        }
    }
}
