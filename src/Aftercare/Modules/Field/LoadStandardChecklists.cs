using System.Text.Json;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Field;

/// <summary>
/// Load the checklists the product ships: commissioning (R411), site readiness (R416), self-inspection before acceptance (R420),
/// installation, inspection and repair. What the company has under the same code stays as it is.
/// </summary>
internal static class LoadStandardChecklists
{
    [Needs("field.manage")]
    internal sealed record Command : ICommand<Response>;

    /// <param name="Loaded">Codes of the checklists that were added.</param>
    internal sealed record Response(IReadOnlyList<string> Loaded);

    internal sealed record Shipped(string Code, string Chinese, string English, ChecklistUse Use, IReadOnlyList<string> Kinds, ChecklistDefinition Definition);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/checklists/standard", Post);

    /// <summary>Load the checklists the product ships</summary>
    internal static async Task<Ok<Response>> Post(Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var known = await db.Visible<ChecklistTemplate>().Select(template => template.Code).ToListAsync(ct);
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var today = db.Now.InZone(zone).Date;
            var missing = Read().Where(shipped => !known.Contains(shipped.Code)).ToList();
            foreach (var shipped in missing)
                db.Add(new ChecklistTemplate { Id = db.NewId<ChecklistId>(), Code = shipped.Code, Chinese = shipped.Chinese, English = shipped.English, Use = shipped.Use, Kinds = [.. shipped.Kinds] }).Entity.Publish(shipped.Definition, today, null);
            await db.SaveChangesAsync(ct);
            return new([.. missing.Select(shipped => shipped.Code)]);
        }

        private static List<Shipped> Read()
        {
            using var stream = typeof(LoadStandardChecklists).Assembly.GetManifestResourceStream("Aftercare.Modules.Field.StandardChecklists.json")!;
            return JsonSerializer.Deserialize<List<Shipped>>(stream, PlatformJson.Options)!;
        }
    }
}
