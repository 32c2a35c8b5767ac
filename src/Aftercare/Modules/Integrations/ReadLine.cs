using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>What a line of a table asks for, as its sender sees the company.</summary>
internal static class ReadLine
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(TableImportId Import, string Target, TableRow Row) : IQuery<Response>;

    /// <param name="Made">How many records this line made already, before the job was interrupted or run again.</param>
    internal sealed record Response(TableOrder Order, int Made);

    internal sealed class Handler(AppDb db, TableTargets targets) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var target = targets.Of(query.Target, caller);
            var made = await db.All<TableMade>().CountAsync(row => row.ImportId == query.Import && row.Line == query.Row.Line, ct);
            return new(await target.Read(query.Row, ct), made);
        }
    }
}
