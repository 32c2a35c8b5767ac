using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Old parts owed per technician and unit, by how long: up to 7, 15 and 30 days, and longer (B15). Counts pieces.</summary>
internal static class ShowOldPartsAgeing
{
    [Needs("parts.read")]
    internal sealed record Query : IQuery<IReadOnlyList<Row>>;

    /// <param name="Week">Pieces owed for up to 7 days.</param>
    /// <param name="Fortnight">For 8 to 15.</param>
    /// <param name="Month">For 16 to 30.</param>
    /// <param name="Longer">For more than 30.</param>
    internal sealed record Row(PersonId Technician, string Name, UnitId Unit, string UnitName, int Week, int Fortnight, int Month, int Longer, int Total, int OldestDays);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/old-parts/ageing", Get);

    /// <summary>Old parts owed per technician and unit, by how long</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var owed = await UsedPart.Seen(db).Where(part => part.OldDue && part.ReceivedAt == null).Select(part => new { part.TechnicianId, part.UnitId, part.Quantity, part.UsedAt }).ToListAsync(ct);
            var names = await organisation.Names(owed.Select(part => (PersonId?)part.TechnicianId), ct);
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
            return [.. owed.GroupBy(part => (part.TechnicianId, part.UnitId)).Select(group =>
            {
                int Pieces(int over, int upTo) => group.Where(part => Days(part.UsedAt) is var days && days > over && days <= upTo).Sum(part => part.Quantity);
                return new Row(group.Key.TechnicianId, names.GetValueOrDefault(group.Key.TechnicianId) ?? "", group.Key.UnitId, units.GetValueOrDefault(group.Key.UnitId) ?? "",
                    Pieces(-1, 7), Pieces(7, 15), Pieces(15, 30), Pieces(30, int.MaxValue), group.Sum(part => part.Quantity), group.Max(part => Days(part.UsedAt)));
            }).OrderByDescending(row => row.OldestDays).ThenBy(row => row.Name, StringComparer.Ordinal)];

            int Days(Instant since) => Math.Max(0, (int)(db.Now - since).TotalDays);
        }
    }
}
