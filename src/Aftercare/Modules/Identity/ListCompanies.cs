using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>The companies of the installation, in the order they were founded. Only the product itself may ask.</summary>
internal static class ListCompanies
{
    [Needs("installation.sign-in")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<CompanyId> Companies);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) =>
            new(await db.Set<Company>().IgnoreQueryFilters().OrderBy(company => company.Id).Select(company => company.Id).ToListAsync(ct));
    }
}
