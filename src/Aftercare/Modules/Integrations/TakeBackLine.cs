using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>Remove what one line of a table made, all of it or nothing.</summary>
internal static class TakeBackLine
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(TableImportId Import, long Line) : ICommand<Done>;

    internal sealed class Handler(AppDb db, TableTargets targets) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var import = await db.Load<TableImport>(command.Import.Value, "table-import", ct);
            var target = targets.Of(import.Target, caller);
            var made = await db.All<TableMade>().Where(row => row.ImportId == import.Id && row.Line == command.Line).OrderByDescending(row => row.Ordinal).ToListAsync(ct);

            foreach (var row in made) await target.TakeBack(new(row.Kind, row.RecordId, row.Part), ct);
            db.RemoveRange(made);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
