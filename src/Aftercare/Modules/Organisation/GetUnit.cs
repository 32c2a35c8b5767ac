using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>One unit with its intake roster.</summary>
internal static class GetUnit
{
    [Needs("organisation.read")]
    internal sealed record Query(UnitId Id) : IQuery<Response>;

    /// <param name="Path">The units above, the topmost first.</param>
    internal sealed record Response(UnitId Id, int Version, string Name, string Kind, string Zone, UnitId? Parent, LocalDate From, LocalDate? To, IReadOnlyList<Step> Path, IReadOnlyList<Duty> Intake);

    internal sealed record Step(UnitId Id, string Name);

    internal sealed record Duty(PersonId Person, string Name, LocalDate From, LocalDate? To);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/units/{id:long}", Get);

    /// <summary>A unit, where it stands, and who registers requests there.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, UnitTrees trees, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var unit = await db.Load<Unit>(query.Id.Value, "unit", ct);
            var path = (await trees.Of(db, ct)).Above(unit.Id).Skip(1).Reverse().Select(above => new Step(above.Id, above.Name));
            var roster = await db.All<UnitDuty>().Where(duty => duty.UnitId == unit.Id && duty.Kind == DutyKind.Intake).OrderByDescending(duty => duty.From).ToListAsync(ct);
            // Who registers requests is known to whoever may see the unit, also when the person is not of the caller's own units.
            var names = await organisation.Names(roster.Select(duty => (PersonId?)duty.PersonId), ct);
            return new(unit.Id, unit.Version, unit.Name, unit.Kind, unit.Zone, unit.ParentId, unit.From, unit.To, [.. path], [.. roster.Select(duty => new Duty(duty.PersonId, names[duty.PersonId], duty.From, duty.To))]);
        }
    }
}
