using System.Text;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Hashes passwords and says which are good enough. Slow by design: it belongs before the gateway, never into a handler.
/// The rules are those of NIST SP 800-63B-4, 3.1.1: length, any character, a list of what attackers try first; no
/// composition rules, no expiry.
/// </summary>
internal sealed class Passwords(SignInSettings settings) : IPasswordHashes
{
    public const int Longest = 256;
    public const int ShortestWithSecondFactor = 8;

    // zxcvbn's time grows faster than the text; what begins with this many guessable characters is judged by them.
    private const int Judged = 100;

    private readonly PasswordHasher<Account> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = settings.HashRounds }));
    private readonly Lazy<string> _nobodys = new(() => new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = settings.HashRounds })).HashPassword(null!, Guid.NewGuid().ToString()));

    public string Hash(string password) => _hasher.HashPassword(null!, Normal(password));

    /// <summary>Takes as long for an account that does not exist (null) as for one that does.</summary>
    public PasswordCheck Check(string? hash, string password)
    {
        var result = _hasher.VerifyHashedPassword(null!, hash ?? _nobodys.Value, Normal(password));
        if (hash is null || result is PasswordVerificationResult.Failed) return new(false, hash, null);
        return new(true, hash, result is PasswordVerificationResult.SuccessRehashNeeded ? Hash(password) : null);
    }

    /// <summary>Null when the password will do.</summary>
    /// <param name="secondFactor">Whether the account signs in with something else besides.</param>
    /// <param name="known">What an attacker who knows the person would try: login, name, phone, company.</param>
    public Refusal? WhyNot(string password, bool secondFactor, params ReadOnlySpan<string?> known)
    {
        var normal = Normal(password);
        var shortest = secondFactor ? ShortestWithSecondFactor : settings.PasswordLength;
        var length = normal.EnumerateRunes().Count();
        if (length < shortest) return Refusal.Invalid("password.too-short", "Password", shortest);
        if (length > Longest) return Refusal.Invalid("password.too-long", "Password", Longest);
        return IsGuessable(normal, known) ? Refusal.Invalid("password.guessable", "Password") : null;
    }

    /// <summary>Spaces are kept; look-alikes that keyboards produce for one character become one.</summary>
    public static string Normal(string password) => password.Normalize(NormalizationForm.FormKC);

    private static bool IsGuessable(string password, ReadOnlySpan<string?> known)
    {
        string[] words = ["aftercare", "无忧售后", "无忧", "售后", "密码", .. Words(known)];
        // A name with something short around it is still the name.
        var rest = password.ToLowerInvariant();
        foreach (var word in words.Where(word => word.Length >= 2)) rest = rest.Replace(word, "", StringComparison.Ordinal);
        if (rest.EnumerateRunes().Count() < 6) return true;
        var judged = password.Length <= Judged ? password : password[..Judged];
        return Zxcvbn.Zxcvbn.MatchPassword(judged, words).Score < 3;
    }

    private static List<string> Words(ReadOnlySpan<string?> known)
    {
        var words = new List<string>();
        foreach (var text in known)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            var folded = Normal(text).ToLowerInvariant();
            words.Add(folded);
            words.AddRange(folded.Split([' ', '@', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length > 2));
        }
        return [.. words.OrderByDescending(word => word.Length)];
    }
}

/// <param name="Holds">Whether the password is the account's.</param>
/// <param name="Seen">The hash it was compared with.</param>
/// <param name="Better">A hash by today's rules, when the stored one is older.</param>
internal sealed record PasswordCheck(bool Holds, string? Seen, string? Better);
