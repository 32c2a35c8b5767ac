using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Who holds how much of the company's cash, and for how long (R704): the longest first.</summary>
internal static class ListCashBoxes
{
    /// <param name="Settled">Also those in which nothing is open.</param>
    [Needs("charges.read")]
    internal sealed record Query(bool Settled = false, UnitId? Unit = null, string? After = null, [property: Range(1, 200)] int Size = 50) : IQuery<Response>;

    /// <param name="Open">All that is open in the boxes the caller sees.</param>
    internal sealed record Response(PageOf<Row> Page, decimal Open);

    /// <param name="Open">Cash not yet handed in, which is the sum of the three ages.</param>
    /// <param name="Today">Collected on this local day of the unit.</param>
    /// <param name="Recent">One to three days ago.</param>
    /// <param name="Older">Longer ago.</param>
    internal sealed record Row(CashBoxId Id, int Version, PersonId Person, string PersonName, UnitId Unit, string UnitName, decimal Open, decimal Today, decimal Recent, decimal Older, Instant Since);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/cash-boxes", Get);

    /// <summary>Open cash by technician, the longest open first</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, bool settled = false, long? unit = null, string? after = null, int size = 50) =>
        TypedResults.Ok(await door.Ask(new Query(settled, unit is { } id ? new UnitId(id) : null, after, size), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var boxes = db.Visible<CashBox>();
            if (query.Unit is { } unit) boxes = boxes.Where(box => box.UnitId == unit);
            var open = await boxes.SumAsync(box => box.Balance, ct);
            if (!query.Settled) boxes = boxes.Where(box => box.Balance != 0);
            if (PageKey.Parse(query.After) is { } after) boxes = boxes.Where(box => box.Since > after.At || (box.Since == after.At && box.Id > new CashBoxId(after.Id)));

            var page = await boxes.OrderBy(box => box.Since).ThenBy(box => box.Id).Take(query.Size + 1).ToListAsync(ct);
            var ids = page.ConvertAll(box => box.Id);
            var entries = (await db.All<CashEntry>().Where(entry => entry.Open != 0 && ids.Contains(entry.BoxId)).ToListAsync(ct)).ToLookup(entry => entry.BoxId);
            var units = (await organisation.Units(ct)).ToDictionary(card => card.Id);
            var names = await organisation.Names(page.Select(box => (PersonId?)box.PersonId), ct);
            return new(page.ConvertAll(box => RowOf(box, entries[box.Id], units[box.UnitId], names.GetValueOrDefault(box.PersonId) ?? "", db.Now)).CutToPage(query.Size, row => new(row.Since, row.Id.Value)), Yuan.Of(open));
        }

        private static Row RowOf(CashBox box, IEnumerable<CashEntry> open, UnitCard unit, string name, Instant now)
        {
            var today = now.InZone(unit.Zone).Date;
            var byAge = open.ToLookup(entry => Period.DaysBetween(entry.At.InZone(unit.Zone).Date, today) switch { 0 => 0, <= 3 => 1, _ => 2 }, entry => entry.Open);
            return new(box.Id, box.Version, box.PersonId, name, unit.Id, unit.Name, Yuan.Of(byAge.Sum(age => age.Sum())), Yuan.Of(byAge[0].Sum()), Yuan.Of(byAge[1].Sum()), Yuan.Of(byAge[2].Sum()), box.Since);
        }
    }
}
