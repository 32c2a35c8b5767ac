using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>
/// Seal the audit entries that were committed since the last seal: from then on any change of them is found. An entry
/// whose code is wrong is not sealed but marked as refused, so that tampering is not made good. Only the product itself may.
/// </summary>
internal static partial class SealAudit
{
    private const int ChunkSize = 2000;

    [Needs("installation.seal")]
    internal sealed record Command : ICommand<Chunk>;

    internal static Every Every => Every.Minutes(1) with { Installation = true };

    internal static Command Tick() => new();

    internal sealed partial class Handler(AppDb db, AuditKey key, ILogger<Handler> logger) : IHandle<Command, Chunk>
    {
        public async Task<Chunk> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var open = await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.SealId == null).OrderBy(entry => entry.Id).Take(ChunkSize).ToListAsync(ct);
            var (genuine, forged) = (open.Where(IsGenuine).ToList(), open.Where(entry => !IsGenuine(entry)).ToList());
            if (forged.Count > 0) LogForged(forged.Count, forged[0].Id);
            await Mark(forged, AuditEntry.RefusedBySeal, ct);
            if (genuine.Count > 0) await Seal(genuine, ct);
            await db.SaveChangesAsync(ct);
            return new(genuine.Count, open.Count == ChunkSize);
        }

        private async Task Seal(List<AuditEntry> entries, CancellationToken ct)
        {
            var last = await db.Set<AuditSeal>().OrderByDescending(seal => seal.Id).Select(seal => new { seal.Id, seal.Mac }).FirstOrDefaultAsync(ct);
            var seal = new AuditSeal
            {
                Id = (last?.Id ?? 0) + 1, At = db.Now, FirstEntry = entries[0].Id, LastEntry = entries[^1].Id, Count = entries.Count,
                Digest = AuditSeal.DigestOf(entries.Select(entry => entry.Mac)), Manifest = SealedEntry.Pack(entries), Previous = last?.Mac ?? AuditSeal.Beginning,
            };
            seal.Mac = seal.MacWith(key.Value);
            db.Add(seal);
            await Mark(entries, seal.Id, ct);
        }

        private Task<int> Mark(List<AuditEntry> entries, long seal, CancellationToken ct)
        {
            var ids = entries.ConvertAll(entry => entry.Id);
            return db.Set<AuditEntry>().Where(entry => ids.Contains(entry.Id)).ExecuteUpdateAsync(entry => entry.SetProperty(entry => entry.SealId, seal), ct);
        }

        private bool IsGenuine(AuditEntry entry) => entry.IsGenuine(key.Value);

        [LoggerMessage(Level = LogLevel.Critical, Message = "{Count} audit entries carry a wrong code and were not sealed, the first is {Entry}: run verify-audit")]
        private partial void LogForged(int count, long entry);
    }
}
