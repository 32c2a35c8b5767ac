using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>Is this an installation in which nobody has an account yet? Only the product itself asks.</summary>
internal static class IsEmpty
{
    [Needs("installation.sign-in")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(bool Empty);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) => new(!await db.Set<Account>().IgnoreQueryFilters().AnyAsync(ct));
    }
}
