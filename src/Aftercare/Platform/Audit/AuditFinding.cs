using System.Globalization;

namespace Aftercare.Platform;

/// <summary>What is wrong with the audit trail.</summary>
public enum AuditFault
{
    /// <summary>An entry or a seal says something else than when it was written, or a payload was erased outside the law's way.</summary>
    Changed,

    /// <summary>An entry that a seal or the record's numbering knows is gone.</summary>
    Removed,

    /// <summary>An entry the product never wrote.</summary>
    Inserted,

    /// <summary>An entry or seal stands where it was not put.</summary>
    Reordered,

    /// <summary>A seal is gone.</summary>
    SealMissing,

    /// <summary>The exported file lacks a seal.</summary>
    ExportMissing,
}

/// <summary>One thing wrong with the audit trail, as exactly as it can be said.</summary>
public sealed record AuditFinding(AuditFault What, string? RecordKind = null, long? RecordId = null, int? Sequence = null, long? EntryId = null, long? Seal = null)
{
    public override string ToString()
    {
        var what = What switch { AuditFault.SealMissing => "seal-missing", AuditFault.ExportMissing => "export-missing", _ => What.ToString().ToLowerInvariant() };
        var parts = new List<string> { what };
        if (RecordId is not null) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{RecordKind ?? "record"} {RecordId}, change {Sequence}"));
        if (EntryId is not null) parts.Add(string.Create(CultureInfo.InvariantCulture, $"entry {EntryId}"));
        if (Seal is not null) parts.Add(string.Create(CultureInfo.InvariantCulture, $"seal {Seal}"));
        return string.Join("; ", parts);
    }
}
