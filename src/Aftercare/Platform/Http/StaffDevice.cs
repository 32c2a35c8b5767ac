using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Aftercare.Platform;

/// <summary>
/// Remembers on a device that somebody of the company works on it, also after signing out: what must come from a
/// customer is not taken from there (R410). The cookie is sealed and says nothing but the name.
/// </summary>
public sealed class StaffDevice(IDataProtectionProvider protection)
{
    private const string Cookie = "aftercare-staff";
    private readonly IDataProtector _protector = protection.CreateProtector("Aftercare.StaffDevice");

    /// <summary>This caller works on the device that sent the request.</summary>
    public void Mark(HttpContext http, Caller caller)
    {
        if (caller.Kind is not CallerKind.Person || NameOn(http) == caller.Name) return;
        http.Response.Cookies.Append(Cookie, _protector.Protect(caller.Name), new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(400), IsEssential = true });
    }

    /// <summary>Who worked on the device last, or null when nobody of the company did.</summary>
    public string? NameOn(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } text) return null;
        try
        {
            return _protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
