using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>The organisation tree as far as the caller sees it.</summary>
internal static class ListUnits
{
    /// <param name="Closed">Also units that no longer exist.</param>
    [Needs("organisation.read")]
    internal sealed record Query(bool Closed = false) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Units);

    /// <param name="Depth">0 for the topmost unit the caller sees.</param>
    /// <param name="IntakePerson">Who registers requests there today (R302).</param>
    internal sealed record Row(UnitId Id, UnitId? Parent, int Depth, string Name, string Kind, string Zone, LocalDate From, LocalDate? To, bool Open, int People, PersonId? IntakePerson, string? IntakeName);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/units", Get);

    /// <summary>All units the caller sees, parents before children, with head count and intake person.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, bool closed = false) => TypedResults.Ok(await door.Ask(new Query(closed), ct));

    internal sealed class Handler(AppDb db, UnitTrees trees, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var tree = await trees.Of(db, ct);
            var seen = (await db.Visible<Unit>().Select(unit => unit.Id).ToListAsync(ct)).ToHashSet();
            var people = await db.Visible<Person>().Where(person => person.Active).GroupBy(person => person.UnitId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
            var duties = (await db.All<UnitDuty>().Where(duty => duty.Kind == DutyKind.Intake).ToListAsync(ct)).ToLookup(duty => duty.UnitId);
            var names = await organisation.Names(duties.SelectMany(unit => unit).Select(duty => (PersonId?)duty.PersonId), ct);

            var rows = from unit in tree.All
                       where seen.Contains(unit.Id)
                       let today = db.Now.InZone(unit.Zone).Date
                       let open = unit.IsOpenOn(today)
                       where open || query.Closed || unit.From > today
                       let intake = duties[unit.Id].FirstOrDefault(duty => duty.Covers(today))?.PersonId
                       let depth = tree.Above(unit.Id).Skip(1).Count(above => seen.Contains(above.Id))
                       select new Row(unit.Id, unit.Parent, depth, unit.Name, unit.Kind, unit.Zone.Id, unit.From, unit.To, open, people.GetValueOrDefault(unit.Id), intake, intake is { } person ? names.GetValueOrDefault(person) : null);
            return new([.. rows]);
        }
    }
}
