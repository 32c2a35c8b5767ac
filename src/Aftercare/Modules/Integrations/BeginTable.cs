using Aftercare.Platform;

namespace Aftercare.Modules.Integrations;

/// <summary>Begin a stage of an import that the command line works through itself, without a job.</summary>
internal static class BeginTable
{
    [Needs("platform.manage")]
    internal sealed record Command(TableImportId Id, TableStage Stage) : ICommand<Done>;

    internal sealed class Handler(AppDb db, TableTargets targets) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var import = await db.Load<TableImport>(command.Id.Value, "table-import", ct);
            targets.RequireColumns(import);
            import.Start(command.Stage, jobIsOver: !await JobsAtWork.Include(db, import.JobId, ct));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
