using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Identity.Face;

/// <summary>What an account may do, or where it is signed in, has changed: whatever was remembered about it is stale.</summary>
[AnnouncedAs("identity.account-changed")]
public sealed record AccountChanged(AccountId Account) : IFact
{
    public long About => Account.Value;
}

/// <summary>
/// Somebody wants to sign in by phone: send the code to the number. The code is sealed, so that neither the outbox
/// nor a log shows it: <see cref="ISignInCodes.Open"/> opens it at the moment of sending. Worthless after <see cref="ExpiresAt"/>.
/// </summary>
/// <param name="Phone">The number on file: digits, with + and country code outside China.</param>
/// <param name="Language">`zh-CN` or `en`.</param>
[AnnouncedAs("identity.sign-in-code-asked")]
public sealed record SignInCodeAsked(AccountId Account, string Phone, string SealedCode, string Language, Instant ExpiresAt) : IFact
{
    public long About => Account.Value;
}
