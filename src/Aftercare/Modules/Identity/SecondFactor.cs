using System.Security.Cryptography;
using System.Text;
using NodaTime;
using OtpNet;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Codes of an authenticator app (TOTP, RFC 6238: SHA-1, 30 seconds, six digits, one step of clock drift either way)
/// and ten recovery codes. Each code works once.
/// </summary>
internal sealed class SecondFactor(CodeDigest digest)
{
    private const int RecoveryCount = 10;
    private const string RecoveryLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));

    /// <summary>What the QR code says to the authenticator app.</summary>
    public static string Uri(string secret, string login) => new OtpUri(OtpType.Totp, secret, login, "Aftercare").ToString();

    public static IReadOnlyList<string> NewRecoveryCodes() =>
        [.. Enumerable.Range(0, RecoveryCount).Select(_ => $"{RandomNumberGenerator.GetString(RecoveryLetters, 5)}-{RandomNumberGenerator.GetString(RecoveryLetters, 5)}")];

    /// <summary>Accepts a code of the app or a recovery code, and uses it up. False when it is neither, or was used before.</summary>
    public bool Use(Account account, string typed, Instant now)
    {
        if (account.TotpSecret is not { } secret) return false;
        var code = Folded(typed);
        if (StepOf(digest.OpenTotp(secret), code, now) is { } step && step > (account.TotpStep ?? 0))
        {
            account.TotpStep = step;
            return true;
        }
        var used = digest.Of("recovery", account.Id, code);
        var left = account.RecoveryCodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!left.Remove(used)) return false;
        account.RecoveryCodes = string.Join(' ', left);
        return true;
    }

    /// <summary>Sets the app up on the account, if the code shows that it works.</summary>
    public bool Enrol(Account account, string secret, string typed, IEnumerable<string> recoveryCodes, Instant now)
    {
        if (StepOf(secret, Folded(typed), now) is not { } step) return false;
        (account.TotpSecret, account.TotpStep) = (digest.SealTotp(secret), step);
        account.RecoveryCodes = string.Join(' ', recoveryCodes.Select(code => digest.Of("recovery", account.Id, Folded(code))));
        return true;
    }

    private static long? StepOf(string secret, string code, Instant now) =>
        new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(now.ToDateTimeUtc(), code, out var step, new VerificationWindow(previous: 1, future: 1)) ? step : null;

    public static string Folded(string typed) =>
        typed.Normalize(NormalizationForm.FormKC).Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
