using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>The price lists of the company, services first: few, so they come all at once.</summary>
internal static class ListPriceLists
{
    [Needs("charges.read")]
    internal sealed record Query : IQuery<IReadOnlyList<Row>>;

    /// <param name="UnitName">The region; null for the whole company.</param>
    /// <param name="InForce">Number of the version for orders made today; null before the first.</param>
    /// <param name="Next">The first day of the next published version, if one waits.</param>
    internal sealed record Row(PriceListId Id, PriceKind Kind, UnitId? Unit, string? UnitName, CustomerClass? Class, int? InForce, LocalDate? Since, int Lines, LocalDate? Next, bool HasDraft, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/price-lists", Get);

    /// <summary>The price lists</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var units = await organisation.Units(ct);
            var names = units.ToDictionary(unit => unit.Id, unit => unit.Name);
            var today = db.Now.InZone(units is [var first, ..] ? first.Zone : DateTimeZone.Utc).Date;
            var lists = await db.Visible<PriceList>().ToListAsync(ct);
            return [.. lists.OrderBy(list => list.Kind).ThenBy(list => list.UnitId is not null).ThenBy(list => list.UnitId?.Value).ThenBy(list => list.Class is not null).ThenBy(list => list.Class).Select(list => RowOf(list, today, names))];
        }

        private static Row RowOf(PriceList list, LocalDate today, Dictionary<UnitId, string> names)
        {
            var now = list.On(today);
            var next = list.Versions.Where(version => version.PublishedAt is not null && version.ValidFrom > today).Select(version => (LocalDate?)version.ValidFrom).Min();
            return new(
                list.Id, list.Kind, list.UnitId, list.UnitId is { } unit ? names.GetValueOrDefault(unit) : null, list.Class, now?.Number, now?.ValidFrom,
                now is null ? 0 : PriceLine.FromJson(now.Lines).Count, next, list.Draft is not null, list.Version);
        }
    }
}
