using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Workforce;

/// <summary>Technicians the caller sees, the newest first.</summary>
internal static class ListTechnicians
{
    /// <param name="Skill">Only those who have it today.</param>
    /// <param name="Unit">This unit and everything below it.</param>
    [Needs("organisation.read")]
    internal sealed record Query([property: StringLength(60)] string? Skill = null, UnitId? Unit = null, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(TechnicianId Id, PersonId Person, string Name, string? Phone, UnitId Unit, string UnitName, IReadOnlyList<SkillRow> Skills, Instant MadeAt);

    /// <param name="Expired">The qualification no longer counts.</param>
    internal sealed record SkillRow(string Skill, int Level, LocalDate? ValidUntil, bool Expired);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/technicians", Get);
        api.MapGet("/technicians/lookup", Lookup);
    }

    /// <summary>A page of technicians, the newest first.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, string? skill = null, long? unit = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(skill, unit is { } id ? new UnitId(id) : null, after, size), ct));

    /// <summary>Technicians for a picker: the person's id, name, and unit.</summary>
    internal static async Task<Ok<IEnumerable<Choice>>> Lookup(Door door, CancellationToken ct, string? q = null) =>
        TypedResults.Ok((await door.Ask(new Query(Size: 200), ct)).Items.Where(row => q is null || row.Name.Contains(q, StringComparison.OrdinalIgnoreCase)).Take(20)
            .Select(row => new Choice(row.Person.ToString(), row.Name, row.UnitName)));

    internal sealed record Choice(string Value, string Text, string Hint);

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id);
            var technicians = db.Visible<Technician>().Where(technician => technician.Active);
            if (query.Unit is { } unit)
            {
                List<UnitId> below = [.. await organisation.Below(unit, ct)];
                technicians = technicians.Where(technician => below.Contains(technician.UnitId));
            }
            if (query.Skill?.Trim() is { Length: > 0 } wanted)
            {
                // Zones differ by a day at most: the list may show a qualification of today's other side, marked as expired.
                var yesterday = db.Now.InUtc().Date.PlusDays(-1);
                technicians = technicians.Where(technician => db.All<TechnicianSkill>().Any(skill => skill.TechnicianId == technician.Id && skill.Skill == wanted && (skill.ValidUntil == null || skill.ValidUntil >= yesterday)));
            }

            var rows = await technicians.NewestFirst(technician => technician.MadeAt, technician => technician.Id, query.After).Take(query.Size + 1).ToListAsync(ct);
            var ids = rows.ConvertAll(row => row.Id);
            var skills = (await db.All<TechnicianSkill>().Where(skill => ids.Contains(skill.TechnicianId)).OrderBy(skill => skill.Skill).ToListAsync(ct)).ToLookup(skill => skill.TechnicianId);
            var people = await organisation.People([.. rows.Select(row => row.PersonId)], ct);
            return rows.ConvertAll(row =>
            {
                var (person, today) = (people[row.PersonId], db.Now.InZone(units[row.UnitId].Zone).Date);
                return new Row(row.Id, row.PersonId, person.Name, person.Phone, row.UnitId, units[row.UnitId].Name, [.. skills[row.Id].Select(skill => new SkillRow(skill.Skill, skill.Level, skill.ValidUntil, !skill.CountsOn(today)))], row.MadeAt);
            }).CutToPage(query.Size, row => new(row.MadeAt, row.Id.Value));
        }
    }
}
