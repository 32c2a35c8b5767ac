using System.Globalization;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Who stands behind a request: the account of its `Authorization: Bearer` token, of its session cookie, or a visitor.
/// A token that does not hold is an error (401); a cookie that does not hold is a visitor, who is shown the door.
/// </summary>
internal sealed class CallerSource(Gateway gateway, CallerCache cache, LastUses lastUses, ICompanyList companies, IConfiguration configuration, IClock clock) : ICallerSource
{
    public const string Cookie = "aftercare";
    private const string Bearer = "Bearer ";

    public async ValueTask<Caller> Of(HttpContext context)
    {
        if (context.Request.Headers.Authorization.ToString() is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return await Known(OpaqueKey.HashOf(header[Bearer.Length..].Trim()), KeyKind.Token, context) ?? throw new Refusal("token.invalid", RefusalKind.Unauthorized);

        var cookie = context.Request.Cookies[Cookie];
        return cookie is not null && !IsForged(context.Request) && await Known(OpaqueKey.HashOf(cookie), KeyKind.Session, context) is { } caller
            ? caller
            : await Visitor(context.RequestAborted);
    }

    private async Task<Caller?> Known(byte[] hash, KeyKind kind, HttpContext context)
    {
        var now = clock.GetCurrentInstant();
        var key = kind + Convert.ToHexString(hash);
        if (cache.Find(key, now) is { } remembered) return remembered;

        var generation = cache.Generation;
        var ct = context.RequestAborted;
        var found = await gateway.Ask(Caller.System("door", null), new FindKey.Query(hash, kind), ct);
        if (found is not { Company: { } company, Account: { } account }) return null;
        var described = await gateway.Ask(Caller.System("door", company), new DescribeCaller.Query(account, found.Key, kind), ct);
        if (described.Caller is not { } caller) return null;

        cache.Keep(key, caller, now, generation);
        if (now - described.LastUse >= LastUse.Grain) lastUses.Note(company, found.Key, now, context.Connection.RemoteIpAddress?.ToString());
        return caller;
    }

    // The cookie is SameSite=Lax; a browser that says that another site made it send a change is believed as well.
    private static bool IsForged(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Headers["Sec-Fetch-Site"] == "cross-site";

    /// <summary>A visitor belongs to `Portal:Company`, or to the one company there is; else to none.</summary>
    private async Task<Caller> Visitor(CancellationToken ct)
    {
        var language = Texts.Supported(CultureInfo.CurrentUICulture.Name);
        var company = long.TryParse(configuration["Portal:Company"], CultureInfo.InvariantCulture, out var configured)
            ? new CompanyId(configured)
            : await companies.All(ct) is [var only] ? only : (CompanyId?)null;
        return company is null ? Caller.Anonymous() with { Language = language } : Caller.Anonymous(company, "portal.report") with { Language = language };
    }
}

internal enum KeyKind { Session, Token }
