using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// A sign-in on one device. It ends by hand, when left unused, or after its whole life: 3 and 30 days, for those who
/// need a second factor 8 hours and one day (NIST SP 800-63B, 2.1.3 and 2.2.3: at most 30 days, at most 24 hours).
/// </summary>
internal sealed class Session : Record, IPart
{
    public required SessionId Id { get; init; }
    public required AccountId AccountId { get; init; }

    /// <summary>Digest of the cookie's value: the database holds nothing that opens a session.</summary>
    [Secret] public required byte[] Hash { get; init; }

    /// <summary>What the browser says it is.</summary>
    public required string Device { get; init; }

    public string? Ip { get; init; }
    public required Instant CreatedAt { get; init; }
    public required Instant EndsAt { get; init; }
    public required int IdleMinutes { get; init; }
    public Instant? EndedAt { get; private set; }

    public long RootKey => AccountId.Value;

    public static Session Start(SessionId id, Account account, NewSession asked, bool guarded, Instant now) => new()
    {
        Id = id, AccountId = account.Id, Hash = asked.Hash, Device = asked.Device, Ip = asked.Ip, CreatedAt = now,
        EndsAt = now + (guarded ? Duration.FromHours(24) : Duration.FromDays(30)),
        IdleMinutes = (guarded ? 8 : 72) * 60,
    };

    public bool Alive(Instant now, Instant? lastUse) =>
        EndedAt is null && now < EndsAt && now < (lastUse ?? CreatedAt) + Duration.FromMinutes(IdleMinutes);

    public void End(Instant now) => EndedAt ??= now;

    internal sealed class Table : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.ToTable("sessions").HasKey(session => session.Id);
            builder.HasIndex(session => session.Hash).IsUnique();
            builder.HasIndex(session => new { session.AccountId, session.EndedAt });
            builder.Property(session => session.Device).HasMaxLength(200);
            builder.References(session => session.AccountId);
        }
    }
}

/// <summary>What a sign-in asks a session to be: the digest of the cookie made for it, and where it is.</summary>
internal sealed record NewSession(byte[] Hash, string Device, string? Ip);

/// <summary>
/// When a session or token was last used. Apart from them, because being used is not a change anybody answers for:
/// it bumps no version and leaves no audit entry. Written at most once in five minutes for each.
/// </summary>
internal sealed class LastUse : Record
{
    public static readonly Duration Grain = Duration.FromMinutes(5);

    /// <summary>The id of the session or token.</summary>
    public required long Id { get; init; }

    public Instant At { get; set; }
    public string? Ip { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<LastUse>
    {
        public void Configure(EntityTypeBuilder<LastUse> builder)
        {
            builder.ToTable("last_uses").HasKey(use => use.Id);
            builder.Property(use => use.Ip).HasMaxLength(60);
        }
    }
}
