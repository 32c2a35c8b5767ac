using Aftercare.Platform;

namespace Aftercare.Modules.Integrations;

/// <summary>Every row was read: the run is over.</summary>
internal static class FinishImport
{
    [Needs("platform.manage")]
    internal sealed record Command(ImportRunId RunId) : ICommand<Done>;

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var run = await db.Load<ImportRun>(command.RunId.Value, "import-run", ct);
            run.FinishedAt ??= db.Now;
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
