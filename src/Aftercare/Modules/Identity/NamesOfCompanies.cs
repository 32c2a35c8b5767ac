using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>The companies of the installation by name, for the command line. Only the product itself may ask.</summary>
internal static class NamesOfCompanies
{
    [Needs("installation.list")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Companies);

    internal sealed record Row(CompanyId Id, string Name);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) =>
            new(await db.Set<Company>().IgnoreQueryFilters().OrderBy(company => company.Id).Select(company => new Row(company.Id, company.Name)).ToListAsync(ct));
    }
}
