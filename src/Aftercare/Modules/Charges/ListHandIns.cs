using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Hand-ins of cash, the newest first; those with a difference wait for a manager.</summary>
internal static class ListHandIns
{
    /// <param name="Different">Only those with a difference.</param>
    /// <param name="Unseen">Only those whose difference no manager has seen.</param>
    [Needs("charges.read")]
    internal sealed record Query(bool Different = false, bool Unseen = false, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(
        HandInId Id, int Version, string Number, CashBoxId Box, PersonId Person, string PersonName, UnitId Unit, string UnitName, decimal Expected, decimal Counted, decimal Difference, string? Reason,
        string? ReceivedBy, Instant At, Instant? SeenAt, string? SeenBy);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/hand-ins", Get);

    /// <summary>A page of hand-ins, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, bool different = false, bool unseen = false, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(different, unseen, after, size), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var found = db.Visible<HandIn>();
            if (query.Different || query.Unseen) found = found.Where(one => one.Difference != 0);
            if (query.Unseen) found = found.Where(one => one.SeenAt == null);
            var rows = await found.NewestFirst(one => one.At, one => one.Id, query.After).Take(query.Size + 1).ToListAsync(ct);
            var names = await organisation.Names(rows.SelectMany(one => new PersonId?[] { one.PersonId, one.ReceivedBy, one.SeenBy }).Distinct(), ct);
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
            return rows.ConvertAll(one => new Row(
                one.Id, one.Version, one.Number, one.BoxId, one.PersonId, names.GetValueOrDefault(one.PersonId) ?? "", one.UnitId, units[one.UnitId], Yuan.Of(one.Expected), Yuan.Of(one.Counted), Yuan.Of(one.Difference),
                one.Reason, names.GetValueOrDefault(one.ReceivedBy), one.At, one.SeenAt, one.SeenBy is { } by ? names.GetValueOrDefault(by) : null)).CutToPage(query.Size, row => new(row.At, row.Id.Value));
        }
    }
}
