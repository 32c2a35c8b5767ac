using System.Text.Json;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>Say which heading of a table is which column. The next table with these headings is matched the same way.</summary>
internal static class MatchColumns
{
    /// <param name="Columns">Column of the target to the place of the heading, from 0; what is left out is not brought in.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(IReadOnlyDictionary<string, int> Columns, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which import; over HTTP the address says it.</summary>
        public TableImportId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/imports/{id:long}/columns", Put);

    /// <summary>Matches headings to columns, and remembers it for the next table with the same headings.</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, TableTargets targets) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var import = await db.Load<TableImport>(command.Id.Value, "table-import", ct);
            import.Expect(command.Version);
            var (target, headings) = (targets.Of(import.Target, caller), import.HeadingList());
            foreach (var (name, place) in command.Columns)
            {
                if (target.Columns.All(column => column.Name != name)) throw Refusal.NotFound("table-column", name);
                if (place < 0 || place >= headings.Count) throw Refusal.Invalid("table.no-such-heading", $"Columns.{name}", place);
            }
            if (command.Columns.GroupBy(pair => pair.Value).FirstOrDefault(group => group.Skip(1).Any()) is { } twice) throw Refusal.Invalid("table.heading-matched-twice", $"Columns.{twice.Last().Key}", headings[twice.Key]);

            import.Match(command.Columns);
            var digest = TableTargets.DigestOf(headings);
            var remembered = await db.All<TableMatching>().SingleOrDefaultAsync(row => row.Target == target.Name && row.Headings == digest, ct)
                ?? db.Add(new TableMatching { Target = target.Name, Headings = digest, Matching = "" }).Entity;
            remembered.Matching = JsonSerializer.Serialize(command.Columns);
            await db.SaveChangesAsync(ct);
            return new(import.Version);
        }
    }
}
