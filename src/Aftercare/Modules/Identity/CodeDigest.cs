using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.DataProtection;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Digests and seals of short secrets. Six digits are guessed from a bare digest in a millisecond, so these are keyed
/// with what lies outside the database.
/// </summary>
internal sealed class CodeDigest(AuditKey key, IDataProtectionProvider protection) : ISignInCodes
{
    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Value, 32, info: "identity.codes"u8.ToArray());
    private readonly IDataProtector _codes = protection.CreateProtector("Aftercare.Identity.SignInCode");
    private readonly IDataProtector _totp = protection.CreateProtector("Aftercare.Identity.Totp");

    /// <summary>The digest of a code of an account, as hexadecimal text.</summary>
    public string Of(string purpose, AccountId account, string code) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{purpose}|{account.Value}|{code}"))));

    public string SealCode(string code) => _codes.Protect(code);

    public string Open(string sealedCode) => _codes.Unprotect(sealedCode);

    public string SealTotp(string secret) => _totp.Protect(secret);

    public string OpenTotp(string sealedSecret) => _totp.Unprotect(sealedSecret);

    /// <summary>Six digits, each of the million as likely.</summary>
    public static string NewCode() => RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
}
