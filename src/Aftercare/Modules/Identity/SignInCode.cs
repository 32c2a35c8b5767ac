using System.Security.Cryptography;
using System.Text;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// The code sent to a phone: six digits, five minutes, five tries; a new one a minute at the earliest, and five an
/// hour. One row per account, so that asking again does not give more tries at once.
/// </summary>
internal sealed class SignInCode : Record, IPart
{
    public const int Tries = 5;
    public const int PerHour = 5;
    public static readonly Duration Life = Duration.FromMinutes(5);
    public static readonly Duration Pause = Duration.FromMinutes(1);

    /// <summary>The id of the account.</summary>
    public required long Id { get; init; }

    /// <summary>Keyed digest of the code; empty once used.</summary>
    [Secret] public string Digest { get; private set; } = "";

    public Instant AskedAt { get; private set; }
    public int TriesLeft { get; private set; }
    public Instant HourBegan { get; private set; }
    public int AskedThisHour { get; private set; }

    public long RootKey => Id;

    /// <summary>Replaces the code, unless one was asked for too recently or too often.</summary>
    public bool Renew(string digest, Instant now)
    {
        if (now < AskedAt + Pause) return false;
        if (now >= HourBegan + Duration.FromHours(1)) (HourBegan, AskedThisHour) = (now, 0);
        if (AskedThisHour >= PerHour) return false;
        (Digest, AskedAt, TriesLeft, AskedThisHour) = (digest, now, Tries, AskedThisHour + 1);
        return true;
    }

    /// <summary>Uses the code up when it is the right one; else one try is gone.</summary>
    public bool Use(string digest, Instant now)
    {
        if (Digest.Length == 0 || TriesLeft == 0 || now >= AskedAt + Life) return false;
        TriesLeft--;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Digest), Encoding.ASCII.GetBytes(digest))) return false;
        Digest = "";
        return true;
    }

    internal sealed class Table : IEntityTypeConfiguration<SignInCode>
    {
        public void Configure(EntityTypeBuilder<SignInCode> builder) => builder.ToTable("sign_in_codes").HasKey(code => code.Id);
    }
}
