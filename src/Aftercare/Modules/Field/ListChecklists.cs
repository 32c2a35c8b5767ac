using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>The company's checklists with all their versions, the newest first.</summary>
internal static class ListChecklists
{
    [Needs("field.read")]
    internal sealed record Query : IQuery<IReadOnlyList<Row>>;

    internal sealed record Row(ChecklistId Id, int Version, string Code, string Chinese, string English, ChecklistUse Use, IReadOnlyList<string> Kinds, bool Active, IReadOnlyList<VersionRow> Versions);

    /// <param name="InForce">What an order made today gets.</param>
    internal sealed record VersionRow(int Number, LocalDate From, bool InForce, ChecklistDefinition Definition, string? Note);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/checklists", Get);

    /// <summary>The company's checklists</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var templates = await db.Visible<ChecklistTemplate>().OrderBy(template => template.Code).ToListAsync(ct);
            if (templates.Count == 0) return [];
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var today = db.Now.InZone(zone).Date;
            return [.. templates.Select(template => new Row(template.Id, template.Version, template.Code, template.Chinese, template.English, template.Use, template.Kinds, template.Active,
                [.. template.Versions.OrderByDescending(version => version.Number).Select(version => new VersionRow(version.Number, version.EffectiveFrom, version == template.On(today), ChecklistDefinition.FromJson(version.Definition), version.Note))]))];
        }
    }
}
