using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// Who changed what, from what to what, when and why. The authentication code covers a salted digest of the payload
/// instead of the payload, so that a payload can be erased by law without breaking the chain.
/// </summary>
internal sealed class AuditEntry
{
    public required long Id { get; init; }
    public required CompanyId CompanyId { get; init; }

    /// <summary>The table of the root: `tickets`.</summary>
    public required string RecordKind { get; init; }

    public required long RecordId { get; init; }

    /// <summary>The root's version after the change: unique and without gaps per record.</summary>
    public required int Sequence { get; init; }

    public required Instant At { get; init; }
    public required string Actor { get; init; }
    public AccountId? Account { get; init; }
    public PersonId? OnBehalfOf { get; init; }

    /// <summary>The use case: `Desk.RegisterTicket`.</summary>
    public required string Command { get; init; }

    public string? Reason { get; init; }

    /// <summary>The changes as JSON; null once erased.</summary>
    public string? Payload { get; set; }

    /// <summary>Erased together with the payload, so that the digest cannot be used to guess it.</summary>
    public byte[]? Salt { get; set; }

    public required byte[] Digest { get; init; }
    public byte[] Mac { get; set; } = [];

    /// <summary>The <see cref="SealId"/> of an entry whose code was wrong when it was to be sealed.</summary>
    public const long RefusedBySeal = 0;

    /// <summary>The seal that closed over this entry; null until the sealing job came by.</summary>
    public long? SealId { get; set; }

    public static byte[] DigestOf(byte[] salt, string payload) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(payload)]);

    /// <summary>HMAC-SHA-256 over everything but the payload itself.</summary>
    public byte[] MacWith(byte[] key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(
        $"{Id}|{CompanyId}|{RecordKind}|{RecordId}|{Sequence}|{At.Micros()}|{Escape(Actor)}|{Account}|{OnBehalfOf}|{Command}|{Escape(Reason)}|{Convert.ToHexString(Digest)}"));

    /// <summary>True when the code fits: everything but the payload is as it was written.</summary>
    public bool IsGenuine(byte[] key) => CryptographicOperations.FixedTimeEquals(Mac, MacWith(key));

    private static string Escape(string? text) => text is null ? "" : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\p", StringComparison.Ordinal);

    internal sealed class Table : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("audit_entries").HasKey(entry => entry.Id);
            builder.Property(entry => entry.Id).ValueGeneratedNever();
            builder.HasIndex(entry => new { entry.RecordId, entry.Sequence }).IsUnique();
            builder.HasIndex(entry => entry.SealId);
            builder.HasIndex(entry => new { entry.CompanyId, entry.At, entry.Id });
        }
    }
}
