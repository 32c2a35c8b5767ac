using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>An erasure of audit payloads.</summary>
public readonly record struct AuditErasureId(long Value) : IId<AuditErasureId>
{
    public static AuditErasureId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// The payloads of a record's audit entries were erased because the law asked for it. Its own audit entry names the
/// erased ones: a payload that is gone without being named there counts as tampering.
/// </summary>
internal sealed class AuditErasure : Root
{
    public const string Kind = "audit_erasures";

    public required AuditErasureId Id { get; init; }
    public required string RecordKind { get; init; }
    public required long RecordId { get; init; }

    /// <summary>The ids of the erased entries, separated by commas.</summary>
    public required string Entries { get; init; }

    public required Instant At { get; init; }

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<AuditErasure>
    {
        public void Configure(EntityTypeBuilder<AuditErasure> builder) => builder.ToTable(Kind).HasKey(erasure => erasure.Id);
    }
}

internal static class AuditErasures
{
    /// <summary>Erases the payloads of all of a record's audit entries so far. For the commands that erase the record itself; the command's reason says why.</summary>
    /// <returns>How many payloads were erased.</returns>
    public static async Task<int> ErasePayloads(this AppDb db, string recordKind, long record, CancellationToken ct)
    {
        if (recordKind == AuditErasure.Kind) throw new Refusal("audit.erasure-stays");
        var entries = await db.Set<AuditEntry>().Where(entry => entry.RecordId == record && entry.RecordKind == recordKind && entry.CompanyId == db.CompanyScope && entry.Payload != null).ToListAsync(ct);
        if (entries.Count == 0) return 0;
        foreach (var entry in entries) (entry.Payload, entry.Salt) = (null, null);
        db.Add(new AuditErasure { Id = db.NewId<AuditErasureId>(), RecordKind = recordKind, RecordId = record, At = db.Now, Entries = string.Join(',', entries.Select(entry => entry.Id)) });
        return entries.Count;
    }
}
