using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Identity;

/// <summary>The language an account reads. The product itself asks, when it opens a session.</summary>
internal static class LanguageOfAccount
{
    [Needs("installation.sign-in")]
    internal sealed record Query(AccountId Account) : IQuery<Response>;

    internal sealed record Response(string Language);

    internal sealed class Handler(IAccounts accounts) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) => new(await accounts.LanguageOf(query.Account, ct));
    }
}
