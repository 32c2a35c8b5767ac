using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Integrations;

/// <summary>Begin an import, or find the one of the same file and map that was interrupted.</summary>
internal static class OpenImport
{
    [Needs("platform.manage")]
    internal sealed record Command([property: Required, StringLength(100)] string Source, [property: Required] string Digest, [property: Required, StringLength(260)] string FileName, UnitId Unit) : ICommand<Response>;

    /// <param name="CasesDone">How many cases the reader may pass over.</param>
    /// <param name="StartedAt">When it began first: what lay ahead then is ahead for the whole run.</param>
    internal sealed record Response(ImportRunId RunId, long CasesDone, Instant StartedAt);

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var run = await db.Visible<ImportRun>().SingleOrDefaultAsync(run => run.Source == command.Source && run.Digest == command.Digest && run.FinishedAt == null, ct)
                ?? db.Add(new ImportRun { Id = db.NewId<ImportRunId>(), Source = command.Source, Digest = command.Digest, FileName = command.FileName, UnitId = command.Unit, StartedAt = db.Now }).Entity;
            await db.SaveChangesAsync(ct);
            return new(run.Id, run.CasesDone, run.StartedAt);
        }
    }
}
