using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

internal readonly record struct RatingLinkId(long Value) : IId<RatingLinkId>
{
    public static RatingLinkId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The customer's key to rate one work order, once. Only a digest of its token is kept; 256 random bits need no salt.</summary>
internal sealed class RatingLink : Root
{
    public required RatingLinkId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }

    [Secret]
    public required byte[] TokenHash { get; init; }

    public required Instant AskedAt { get; init; }
    public required Instant ExpiresAt { get; init; }

    /// <summary>A rating may be changed for this long after it was given.</summary>
    public required int RevisableHours { get; init; }

    public Instant? UsedAt { get; private set; }

    /// <summary>The customer told us on the phone instead: nobody is asked twice.</summary>
    public Instant? ToldByPhoneAt { get; private set; }

    /// <summary>How often somebody of the company tried to use it.</summary>
    public int OwnDeviceAttempts { get; private set; }

    /// <summary>The last of them, by name.</summary>
    public string? OwnDeviceWho { get; private set; }

    public Instant? OwnDeviceAt { get; private set; }

    internal override long Key => Id.Value;

    public Refusal? WhyNotRate(Instant now)
    {
        if (UsedAt is { } used) return now <= used + Duration.FromHours(RevisableHours) ? null : new("rating.already-given");
        if (ToldByPhoneAt is not null) return new("rating.given-by-phone");
        return now > ExpiresAt ? new("rating.link-expired") : null;
    }

    public void Use(Instant now)
    {
        if (WhyNotRate(now) is { } refusal) throw refusal;
        UsedAt ??= now;
    }

    public void ToldByPhone(Instant now) => ToldByPhoneAt ??= now;

    public void ReportOwnDevice(string who, Instant now) => (OwnDeviceAttempts, OwnDeviceWho, OwnDeviceAt) = (OwnDeviceAttempts + 1, who, now);

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    internal sealed class Table : IEntityTypeConfiguration<RatingLink>
    {
        public void Configure(EntityTypeBuilder<RatingLink> builder)
        {
            builder.ToTable("rating_links").HasKey(link => link.Id);
            builder.References(link => link.OrderId);
            builder.HasIndex(link => link.TokenHash).IsUnique();
            builder.HasIndex(link => link.OrderId).IsUnique();
            builder.HasIndex(link => new { link.CompanyId, link.OwnDeviceAt });
        }
    }
}
