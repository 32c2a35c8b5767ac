namespace Aftercare.Platform;

/// <summary>Check the whole audit trail of the installation against its codes, its seals and the exported file. Changes nothing. Only the product itself may (`verify-audit`).</summary>
internal static class VerifyAudit
{
    [Needs("installation.verify")]
    internal sealed record Query : IQuery<Response>;

    /// <summary>How much was looked at, and everything that is wrong.</summary>
    internal sealed record Response(long Entries, long Seals, IReadOnlyList<AuditFinding> Findings);

    internal sealed class Handler(AppDb db, AuditKey key, SealExport export) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            await using var snapshot = await db.BeginSnapshot(ct);
            return await new AuditCheck(db, key.Value, export.Read()).Run(ct);
        }
    }
}
