using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>Take a table in: its columns are matched, nothing of it is brought in yet.</summary>
internal static class OpenTable
{
    /// <param name="Unit">Where lines belong that name no unit; the caller's own when left out.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(string Target, FileId File, string Hash, [property: Required, StringLength(255)] string FileName, IReadOnlyList<string> Headings, int Lines, UnitId? Unit = null) : ICommand<Response>;

    internal sealed record Response(TableImportId Id, IReadOnlyDictionary<string, int> Matching);

    /// <param name="Target">`customers`, `assets`, `people`…: see `/imports/targets`.</param>
    /// <param name="File">As answered by `/files`.</param>
    internal sealed record Body([property: Required] string Target, FileId File, UnitId? Unit = null);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/imports", Post);

    /// <summary>Takes a table in that was sent as a file before. Its columns are matched; check it or run it next.</summary>
    internal static async Task<Ok<Response>> Post(Body body, Door door, TableDesk desk, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(await desk.Opening(door, body.Target, body.File, body.Unit, ct), ct));

    internal sealed class Handler(AppDb db, TableTargets targets, IFiles files, Organisation.Face.IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var target = targets.Of(command.Target, caller);
            if (command.Unit is { } unit && !(caller.SeesAllUnits || caller.Units.Contains(unit))) throw Refusal.NotFound("unit", unit);
            if (command.Unit is { } named) await organisation.Unit(named, ct);
            var digest = TableTargets.DigestOf(command.Headings);
            var remembered = await db.All<TableMatching>().SingleOrDefaultAsync(row => row.Target == target.Name && row.Headings == digest, ct);

            var import = new TableImport
            {
                Id = db.NewId<TableImportId>(), Target = target.Name, FileName = command.FileName, FileId = command.File, FileHash = command.Hash, Headings = JsonSerializer.Serialize(command.Headings),
                Lines = command.Lines, Rights = TableRights.Of(caller, command.Unit), StartedBy = caller.Name, Account = caller.Account, PersonId = caller.Person, SentAt = db.Now,
            };
            import.Match(remembered is null ? targets.Match(target, command.Headings) : JsonSerializer.Deserialize<Dictionary<string, int>>(remembered.Matching)!);
            db.Add(import);
            await files.Attach(db, [command.File], TableDesk.FileKind, import.Key, ct);
            await db.SaveChangesAsync(ct);
            return new(import.Id, import.Places());
        }
    }
}
