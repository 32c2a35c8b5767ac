using System.Text.Json;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>The next lines of a table: they were done before, each in a transaction of its own; this notes what became of them.</summary>
internal static class WorkTable
{
    internal const string Job = "integrations.table";

    internal sealed record Parameters(TableImportId Import, TableStage Stage);

    internal sealed record Checkpoint(int Done);

    /// <param name="Done">Lines that are done by now.</param>
    [Needs("platform.manage")]
    internal sealed record Command(TableImportId Import, TableStage Stage, int Done, IReadOnlyList<LineResult> Lines, bool Finished) : ICommand<JobStep>;

    internal static Task<Command> Step(RunningJob job, IServiceProvider services, CancellationToken ct)
    {
        var (work, started) = (services.GetRequiredService<TableWork>(), job.ParametersAs<Parameters>());
        return work.Step(Caller.System(Job, job.Company), started.Import, started.Stage, job.CheckpointAs<Checkpoint>()?.Done ?? 0, ct);
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, JobStep>
    {
        public async Task<JobStep> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var import = await db.Load<TableImport>(command.Import.Value, "table-import", ct);
            var numbers = command.Lines.Select(line => line.Line).ToList();
            var stored = await db.All<TableLine>().Where(line => line.ImportId == import.Id && numbers.Contains(line.Line)).ToDictionaryAsync(line => line.Line, ct);

            foreach (var result in command.Lines)
            {
                var line = stored.GetValueOrDefault(result.Line) ?? db.Add(new TableLine { ImportId = import.Id, Line = result.Line }).Entity;
                (line.Outcome, line.Like, line.Problems) = (result.Outcome, result.Like, result.Problems.Count == 0 ? null : JsonSerializer.Serialize(result.Problems));
            }
            import.Move(command.Done, command.Lines, command.Finished, db.Now);
            await db.SaveChangesAsync(ct);
            return new(new Checkpoint(command.Done), command.Done, command.Stage is TableStage.Undo ? null : import.Lines, command.Finished, $"+{import.New} ={import.Known} !{import.Refused}");
        }
    }
}
