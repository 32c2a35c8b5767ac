using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// Closes over the audit entries that were committed and not yet sealed. Each entry says which seal it is in and each
/// seal says which entries it has, so it does not matter in what order transactions commit: an entry that becomes
/// visible late, with a lower id than its neighbours, goes into the next seal. The seals form a chain.
/// </summary>
internal sealed class AuditSeal
{
    public static readonly byte[] Beginning = new byte[32];

    /// <summary>1, 2, 3… without gaps.</summary>
    public required long Id { get; init; }

    public required Instant At { get; init; }
    public required long FirstEntry { get; init; }
    public required long LastEntry { get; init; }
    public required int Count { get; init; }

    /// <summary>SHA-256 over the entries' codes in the order of their ids.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Which entries it has: names them when they are gone.</summary>
    public required byte[] Manifest { get; init; }

    /// <summary>The code of the seal before; zeros for the first.</summary>
    public required byte[] Previous { get; init; }

    public byte[] Mac { get; set; } = [];

    public byte[] MacWith(byte[] key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(
        $"seal|{Id}|{At.Micros()}|{FirstEntry}|{LastEntry}|{Count}|{Convert.ToHexString(Digest)}|{Convert.ToHexString(SHA256.HashData(Manifest))}|{Convert.ToHexString(Previous)}"));

    public static byte[] DigestOf(IEnumerable<byte[]> macs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var mac in macs) hash.AppendData(mac);
        return hash.GetHashAndReset();
    }

    internal sealed class Table : IEntityTypeConfiguration<AuditSeal>
    {
        public void Configure(EntityTypeBuilder<AuditSeal> builder)
        {
            builder.ToTable("audit_seals").HasKey(seal => seal.Id);
            builder.Property(seal => seal.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>An entry as its seal remembers it.</summary>
internal sealed record SealedEntry(long Id, string RecordKind, long RecordId, int Sequence)
{
    /// <summary>A line of text per entry, compressed: some ten bytes each.</summary>
    public static byte[] Pack(IEnumerable<AuditEntry> entries)
    {
        using var buffer = new MemoryStream();
        using (var writer = new StreamWriter(new BrotliStream(buffer, CompressionLevel.Fastest)))
            foreach (var entry in entries) writer.Write(string.Create(CultureInfo.InvariantCulture, $"{entry.Id} {entry.RecordKind} {entry.RecordId} {entry.Sequence}\n"));
        return buffer.ToArray();
    }

    public static IReadOnlyList<SealedEntry> Unpack(byte[] manifest)
    {
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(manifest), CompressionMode.Decompress));
        var entries = new List<SealedEntry>();
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            entries.Add(new(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], long.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture)));
        }
        return entries;
    }
}
