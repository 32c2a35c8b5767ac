using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aftercare.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Where endpoints and pages sign people in: everything that is slow or concerns cookies happens here, before and
/// after the gateway. Between password and second factor the browser carries a sealed note, five minutes long.
/// </summary>
internal sealed class SignInDesk(Gateway gateway, Passwords passwords, CodeDigest digest, IDataProtectionProvider protection, IClock clock)
{
    private const string StepCookie = "aftercare-step";
    private static readonly Duration StepTime = Duration.FromMinutes(5);
    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(30);
    private readonly IDataProtector _steps = protection.CreateProtector("Aftercare.Identity.SignInStep");

    /// <summary>The first step. Sets the session cookie, or the note for the second step.</summary>
    /// <exception cref="Refusal">`sign-in.wrong`, whatever the reason.</exception>
    public async Task<SignInStep> WithPassword(HttpContext http, string login, string password, CancellationToken ct)
    {
        var found = await gateway.Ask(Caller.System("sign-in", null), new FindAccount.Query(Account.Fold(login)), ct);
        var check = passwords.Check(found.PasswordHash, password.Length <= Passwords.Longest * 4 ? password : "");
        if (found is not { Company: { } company, Account: { } account }) throw Wrong();

        var key = OpaqueKey.New();
        var step = (await gateway.Run(Caller.System("sign-in", company), new SignIn.Command(account, check, Session(http, key)), ct)).Step;
        if (step is SignInStep.Refused) throw Wrong();
        await Proceed(http, step, company, account, Account.Fold(login), MarkOf(check.Better ?? check.Seen), key, ct);
        return step;
    }

    /// <summary>Sends a code to the phone, if an account has the number; nobody learns whether one has.</summary>
    public async Task SendCode(string phone, CancellationToken ct)
    {
        var found = await gateway.Ask(Caller.System("sign-in", null), new FindAccount.Query(null, Account.FoldPhone(phone)), ct);
        if (found is not { Company: { } company, Account: { } account }) return;
        var code = CodeDigest.NewCode();
        await gateway.Run(Caller.System("sign-in", company), new AskSignInCode.Command(account, digest.Of("phone", account, code), digest.SealCode(code)), ct);
    }

    /// <summary>The first step with the code that was sent.</summary>
    /// <exception cref="Refusal">`sign-in.code-wrong`, whatever the reason.</exception>
    public async Task<SignInStep> WithPhone(HttpContext http, string phone, string code, CancellationToken ct)
    {
        var found = await gateway.Ask(Caller.System("sign-in", null), new FindAccount.Query(null, Account.FoldPhone(phone)), ct);
        if (found is not { Company: { } company, Account: { } account }) throw CodeWrong();

        var key = OpaqueKey.New();
        var answer = await gateway.Run(Caller.System("sign-in", company), new SignInByPhone.Command(account, digest.Of("phone", account, SecondFactor.Folded(code)), Session(http, key)), ct);
        if (answer.Step is SignInStep.Refused) throw CodeWrong();
        await Proceed(http, answer.Step, company, account, answer.Login, answer.PasswordMark, key, ct);
        return answer.Step;
    }

    /// <summary>The second step: the code of the app, or a recovery code.</summary>
    /// <exception cref="Refusal">`sign-in.step-over`, `sign-in.code-wrong`.</exception>
    public async Task<SignInStep> WithCode(HttpContext http, string code, CancellationToken ct)
    {
        var step = StepOf(http) ?? throw StepOver();
        var key = OpaqueKey.New();
        var answer = await gateway.Run(Caller.System("sign-in", step.Company), new ConfirmSignIn.Command(step.Account, step.PasswordMark, code, Session(http, key)), ct);
        if (answer.Step is not SignInStep.Done) throw CodeWrong();
        await SetCookie(http, step.Company, step.Account, key, ct);
        return answer.Step;
    }

    /// <summary>The second step of somebody who has no second factor yet. Answers the recovery codes, which are shown once.</summary>
    /// <exception cref="Refusal">`sign-in.step-over`, `sign-in.code-wrong`.</exception>
    public async Task<IReadOnlyList<string>> WithEnrolment(HttpContext http, string code, CancellationToken ct)
    {
        if (StepOf(http) is not { Secret: { } secret } step) throw StepOver();
        var (key, recovery) = (OpaqueKey.New(), SecondFactor.NewRecoveryCodes());
        var answer = await gateway.Run(Caller.System("sign-in", step.Company), new EnrolSecondFactor.Command(step.Account, secret, code, recovery, Session(http, key), step.PasswordMark), ct);
        if (answer.Step is not SignInStep.Done) throw CodeWrong();
        await SetCookie(http, step.Company, step.Account, key, ct);
        return recovery;
    }

    /// <summary>The note of a sign-in that is half done; null when there is none or its time is over.</summary>
    public Step? StepOf(HttpContext http)
    {
        if (http.Request.Cookies[StepCookie] is not { } note) return null;
        try
        {
            var step = JsonSerializer.Deserialize<Step>(_steps.Unprotect(note), PlatformJson.Options);
            return step is not null && clock.GetCurrentInstant().Micros() < step.Until ? step : null;
        }
        catch (Exception malformed) when (malformed is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Puts the session into the browser, and the account's language with it.</summary>
    public async Task SetCookie(HttpContext http, CompanyId company, AccountId account, OpaqueKey key, CancellationToken ct)
    {
        http.Response.Cookies.Append(CallerSource.Cookie, key.Text, Options(http, CookieLife));
        http.Response.Cookies.Delete(StepCookie, Options(http, null));
        SetLanguage(http, (await gateway.Ask(Caller.System("sign-in", company), new LanguageOfAccount.Query(account), ct)).Language);
    }

    /// <summary>The digest of the session this browser shows; null when it shows none.</summary>
    public static byte[]? SessionOf(HttpContext http) => http.Request.Cookies[CallerSource.Cookie] is { } cookie ? OpaqueKey.HashOf(cookie) : null;

    public static void SetLanguage(HttpContext http, string language) =>
        http.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new(language)), new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/" });

    public static void ForgetCookie(HttpContext http) => http.Response.Cookies.Delete(CallerSource.Cookie, Options(http, null));

    public static NewSession Session(HttpContext http, OpaqueKey key)
    {
        var device = http.Request.Headers.UserAgent.ToString();
        return new(key.Hash, device.Length <= 200 ? device : device[..200], http.Connection.RemoteIpAddress?.ToString());
    }

    /// <summary>Changes with every change of the password, and tells nothing about it.</summary>
    public static string MarkOf(string? passwordHash) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(passwordHash ?? "")), 0, 8);

    private async Task Proceed(HttpContext http, SignInStep step, CompanyId company, AccountId account, string login, string mark, OpaqueKey key, CancellationToken ct)
    {
        if (step is SignInStep.Done) await SetCookie(http, company, account, key, ct);
        else SetStep(http, new(company, account, login, mark, step is SignInStep.Enrol ? SecondFactor.NewSecret() : null, (clock.GetCurrentInstant() + StepTime).Micros()));
    }

    private void SetStep(HttpContext http, Step step) =>
        http.Response.Cookies.Append(StepCookie, _steps.Protect(JsonSerializer.Serialize(step, PlatformJson.Options)), Options(http, StepTime.ToTimeSpan()));

    private static CookieOptions Options(HttpContext http, TimeSpan? life) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = life, IsEssential = true };

    private static Refusal Wrong() => new("sign-in.wrong", RefusalKind.Unauthorized);

    private static Refusal CodeWrong() => new("sign-in.code-wrong", RefusalKind.Unauthorized) { Field = "Code" };

    private static Refusal StepOver() => new("sign-in.step-over", RefusalKind.Unauthorized);

    /// <param name="Secret">The secret to set up, when the account has no second factor yet.</param>
    /// <param name="Until">Microseconds.</param>
    internal sealed record Step(CompanyId Company, AccountId Account, string Login, string PasswordMark, string? Secret, long Until);
}
