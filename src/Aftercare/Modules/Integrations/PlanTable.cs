using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>What the job that works through a table needs to know before its next step.</summary>
internal static class PlanTable
{
    private const int UndoAStep = 25;

    [Needs("platform.manage")]
    internal sealed record Query(TableImportId Id) : IQuery<Response>;

    /// <param name="Undo">The next lines to take back, from the last one up: what a line made may stand on what an earlier one did. Those that must be kept are passed over.</param>
    internal sealed record Response(TableImport Import, IReadOnlyList<long> Undo);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var import = await db.Load<TableImport>(query.Id.Value, "table-import", ct);
            var undo = import.State is not TableState.Undoing ? [] : await db.All<TableMade>().Where(made => made.ImportId == import.Id).Select(made => made.Line).Distinct()
                .OrderByDescending(line => line).Skip(import.Kept).Take(UndoAStep).ToListAsync(ct);
            return new(import, undo);
        }
    }
}
