using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// One reading of the whole trail. An entry counts as changed when a seal lists it and its code does not fit; as
/// inserted when no seal lists it and its code does not fit; as removed when a seal lists it, or its record's numbering
/// has a gap, and it is not there. Only findings are kept in memory.
/// </summary>
internal sealed class AuditCheck(AppDb db, byte[] key, Dictionary<long, byte[]> exported)
{
    /// <summary>The export follows the seal within seconds; younger seals may lack their line.</summary>
    private static readonly Duration ExportGrace = Duration.FromMinutes(5);

    private readonly List<AuditFinding> _findings = [];
    private readonly Dictionary<long, (SealedEntry Entry, long Seal)> _notInTheirSeal = [];
    private readonly List<AuditEntry> _strangers = [];
    private HashSet<long> _erased = [];
    private long _entries;
    private long _seals;

    public async Task<VerifyAudit.Response> Run(CancellationToken ct)
    {
        _erased = await ErasedByLaw(ct);
        await CheckSeals(ct);
        await CheckUnsealed(ct);
        await Resolve(ct);
        await CheckNumbering(ct);
        return new(_entries, _seals, _findings);
    }

    private IQueryable<AuditEntry> Entries => db.Set<AuditEntry>().AsNoTracking();

    private async Task CheckSeals(CancellationToken ct)
    {
        long next = 1;
        byte[]? previous = AuditSeal.Beginning;
        await foreach (var seal in db.Set<AuditSeal>().AsNoTracking().OrderBy(seal => seal.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            for (; next < seal.Id; next++, previous = null) Find(new(AuditFault.SealMissing, Seal: next));
            next = seal.Id + 1;
            _seals++;
            if (!seal.Mac.AsSpan().SequenceEqual(seal.MacWith(key))) Find(new(AuditFault.Changed, Seal: seal.Id));
            else if (previous is not null && !seal.Previous.AsSpan().SequenceEqual(previous)) Find(new(AuditFault.Reordered, Seal: seal.Id));
            else if (exported.TryGetValue(seal.Id, out var mac) && !seal.Mac.AsSpan().SequenceEqual(mac)) Find(new(AuditFault.Changed, Seal: seal.Id));
            if (!exported.Remove(seal.Id) && seal.At < db.Now - ExportGrace) Find(new(AuditFault.ExportMissing, Seal: seal.Id));
            previous = seal.Mac;
        }
        foreach (var lost in exported.Keys.Where(id => id >= next).Order()) Find(new(AuditFault.SealMissing, Seal: lost));

        for (long id = 1; id < next; id++)
            if (await db.Set<AuditSeal>().AsNoTracking().SingleOrDefaultAsync(seal => seal.Id == id, ct) is { } seal) await CheckEntriesOf(seal, ct);
    }

    private async Task CheckEntriesOf(AuditSeal seal, CancellationToken ct)
    {
        var present = await Entries.Where(entry => entry.SealId == seal.Id).OrderBy(entry => entry.Id).ToListAsync(ct);
        _entries += present.Count;
        // A seal that was changed itself cannot say what belongs to it; its entries still speak for themselves.
        var listed = seal.Mac.AsSpan().SequenceEqual(seal.MacWith(key)) ? SealedEntry.Unpack(seal.Manifest).ToDictionary(entry => entry.Id) : null;
        var told = _findings.Count + _strangers.Count;
        foreach (var entry in present)
        {
            if (listed is not null && !listed.Remove(entry.Id)) _strangers.Add(entry);
            else if (!IsSound(entry)) Find(AuditFault.Changed, entry);
        }
        foreach (var missing in listed?.Values ?? Enumerable.Empty<SealedEntry>()) _notInTheirSeal[missing.Id] = (missing, seal.Id);
        // All codes fit, and yet they are not the ones that were sealed: somebody has the key.
        if (listed is { Count: 0 } && told == _findings.Count + _strangers.Count && !seal.Digest.AsSpan().SequenceEqual(AuditSeal.DigestOf(present.Select(entry => entry.Mac))))
            Find(new(AuditFault.Changed, Seal: seal.Id));
    }

    private async Task CheckUnsealed(CancellationToken ct)
    {
        var outside = Entries.Where(entry => entry.SealId == null || !db.Set<AuditSeal>().Any(seal => seal.Id == entry.SealId));
        await foreach (var entry in outside.OrderBy(entry => entry.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            _entries++;
            if (_notInTheirSeal.ContainsKey(entry.Id)) continue;
            if (!entry.IsGenuine(key)) Find(AuditFault.Inserted, entry);
            else if (!IsSound(entry)) Find(AuditFault.Changed, entry);
        }
    }

    // What its seal misses is either gone or was put elsewhere; what a seal has too much was put there or never written by us.
    private async Task Resolve(CancellationToken ct)
    {
        foreach (var (id, (entry, seal)) in _notInTheirSeal.OrderBy(pair => pair.Key))
        {
            var elsewhere = await Entries.AnyAsync(row => row.Id == id, ct);
            Find(new(elsewhere ? AuditFault.Reordered : AuditFault.Removed, entry.RecordKind, entry.RecordId, entry.Sequence, id, seal));
        }
        foreach (var stranger in _strangers.Where(entry => !_notInTheirSeal.ContainsKey(entry.Id)))
            Find(stranger.IsGenuine(key) ? AuditFault.Reordered : AuditFault.Inserted, stranger);
    }

    // The changes of a record are numbered 1, 2, 3…; gaps that a seal already explained are not told twice.
    private async Task CheckNumbering(CancellationToken ct)
    {
        var told = _findings.Where(finding => finding.What is AuditFault.Removed).Select(finding => (finding.RecordId, finding.Sequence)).ToHashSet();
        var (record, expected) = (0L, 1);
        await foreach (var entry in Entries.OrderBy(entry => entry.RecordId).ThenBy(entry => entry.Sequence).Select(entry => new { entry.RecordId, entry.RecordKind, entry.Sequence }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (entry.RecordId != record) (record, expected) = (entry.RecordId, 1);
            for (; expected < entry.Sequence; expected++)
                if (!told.Contains((record, expected))) Find(new(AuditFault.Removed, entry.RecordKind, record, expected));
            expected = entry.Sequence + 1;
        }
    }

    private bool IsSound(AuditEntry entry) => entry.IsGenuine(key) && (entry.Payload is null
        ? entry.Salt is null && _erased.Contains(entry.Id)
        : entry.Salt is not null && entry.Digest.AsSpan().SequenceEqual(AuditEntry.DigestOf(entry.Salt, entry.Payload)));

    private async Task<HashSet<long>> ErasedByLaw(CancellationToken ct)
    {
        var erased = new HashSet<long>();
        await foreach (var entry in Entries.Where(entry => entry.RecordKind == AuditErasure.Kind && entry.Payload != null).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!IsSound(entry)) continue;
            using var payload = JsonDocument.Parse(entry.Payload!);
            foreach (var row in payload.RootElement.EnumerateArray())
                erased.UnionWith(row.GetProperty("set").GetProperty(nameof(AuditErasure.Entries)).GetString()!.Split(',').Select(long.Parse));
        }
        return erased;
    }

    private void Find(AuditFault what, AuditEntry entry) => Find(new(what, entry.RecordKind, entry.RecordId, entry.Sequence, entry.Id, entry.SealId));

    private void Find(AuditFinding finding) => _findings.Add(finding);
}
