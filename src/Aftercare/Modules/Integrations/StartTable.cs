using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Integrations;

/// <summary>Check a table without writing, bring it in, or take back what it made: as a job that can be left alone.</summary>
internal static class StartTable
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(TableImportId Id, TableStage Stage, int? Version = null) : ICommand<Response>;

    internal sealed record Response(JobId Job);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/imports/{id:long}/check", Check);
        api.MapPost("/imports/{id:long}/run", Run);
        api.MapPost("/imports/{id:long}/undo", Undo);
    }

    /// <summary>Tries every line and writes nothing. Progress is at `/jobs/{id}`.</summary>
    internal static async Task<Ok<Response>> Check(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id), TableStage.Check), ct));

    /// <summary>Brings the table in: lines that are right, whatever becomes of the others. What is here already is left as it is.</summary>
    internal static async Task<Ok<Response>> Run(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id), TableStage.Run), ct));

    /// <summary>Removes what the import made, as far as nothing else uses it by now.</summary>
    internal static async Task<Ok<Response>> Undo(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id), TableStage.Undo), ct));

    internal sealed class Handler(AppDb db, TableTargets targets) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var import = await db.Load<TableImport>(command.Id.Value, "table-import", ct);
            import.Expect(command.Version);
            targets.Of(import.Target, caller);
            targets.RequireColumns(import);
            var isOver = !await JobsAtWork.Include(db, import.JobId, ct);

            import.Start(command.Stage, isOver);
            import.JobId = db.StartJob(WorkTable.Job, new WorkTable.Parameters(import.Id, command.Stage), command.Stage is TableStage.Undo ? null : import.Lines);
            await db.SaveChangesAsync(ct);
            return new(import.JobId.Value);
        }
    }
}
