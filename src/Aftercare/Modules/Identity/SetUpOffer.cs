using System.Globalization;
using System.Security.Cryptography;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Keeps the digest of the link among the marks of the installation: there is no company yet that could own it.</summary>
internal sealed class SetUpOffer(Gateway gateway, IClock clock) : ISetUpOffer
{
    public const string Mark = "identity.set-up-link";
    public static readonly Duration Life = Duration.FromHours(24);

    public async Task<string?> Make(CancellationToken ct)
    {
        var product = Caller.System("set-up", null);
        if (!(await gateway.Ask(product, new IsEmpty.Query(), ct)).Empty) return null;
        var key = OpaqueKey.New();
        var ends = (clock.GetCurrentInstant() + Life).Micros();
        await gateway.Run(product, new SetMark.Command(Mark, string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexString(key.Hash)} {ends}")), ct);
        return $"/set-up/{key.Text}";
    }

    public static bool Holds(string? mark, byte[] hash, Instant now) =>
        mark?.Split(' ') is [var expected, var ends]
        && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(expected), hash)
        && now.Micros() < long.Parse(ends, CultureInfo.InvariantCulture);
}
