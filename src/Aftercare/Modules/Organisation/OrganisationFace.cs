using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

internal sealed class OrganisationFace(AppDb db, UnitTrees trees) : IOrganisation
{
    public async Task<UnitCard> Unit(UnitId unit, CancellationToken ct) =>
        (await trees.Of(db, ct)).Find(unit) ?? throw Refusal.NotFound("unit", unit);

    public async Task<IReadOnlyList<UnitCard>> Units(CancellationToken ct) => (await trees.Of(db, ct)).All;

    public async Task<IReadOnlySet<UnitId>> Below(UnitId unit, CancellationToken ct) =>
        (await trees.Of(db, ct)).Below(unit).Select(card => card.Id).ToHashSet();

    public async Task<IReadOnlyList<UnitCard>> Above(UnitId unit, CancellationToken ct) =>
        (await trees.Of(db, ct)).Above(unit).ToList() is { Count: > 0 } above ? above : throw Refusal.NotFound("unit", unit);

    public async Task<DateTimeZone> ZoneOf(UnitId? unit, CancellationToken ct) => (await trees.Of(db, ct)).ZoneOf(unit);

    public async Task<PersonCard> Person(PersonId person, CancellationToken ct) =>
        (await db.All<Person>().SingleOrDefaultAsync(row => row.Id == person, ct) ?? throw Refusal.NotFound("person", person)).Card();

    public async Task<IReadOnlyDictionary<PersonId, string>> Names(IEnumerable<PersonId?> people, CancellationToken ct)
    {
        var ids = people.OfType<PersonId>().Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<PersonId, string>() : await db.All<Person>().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
    }

    public async Task<IReadOnlyDictionary<PersonId, PersonCard>> People(IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        var ids = people.Distinct().ToList();
        return (await db.All<Person>().AsNoTracking().Where(person => ids.Contains(person.Id)).ToListAsync(ct)).ToDictionary(person => person.Id, person => person.Card());
    }

    public async Task<IReadOnlyList<PersonCard>> FindPeople(string text, CancellationToken ct)
    {
        var part = text.Trim();
        var found = db.Visible<Person>().AsNoTracking().Where(person => person.Active);
        if (part.Length > 0) found = found.Where(person => person.Name.Contains(part) || person.EmployeeNumber!.StartsWith(part));
        return (await found.OrderBy(person => person.Name).ThenBy(person => person.Id).Take(20).ToListAsync(ct)).ConvertAll(person => person.Card());
    }

    public async Task<PersonId?> IntakePerson(UnitId unit, CancellationToken ct)
    {
        var today = db.Now.InZone((await Unit(unit, ct)).Zone).Date;
        return (await trees.Duties(db, unit, ct)).FirstOrDefault(duty => duty.Kind == DutyKind.Intake && duty.Covers(today))?.PersonId;
    }

    public async Task<(UnitId Unit, PersonId Person)> Intake(UnitId? preferred, CancellationToken ct)
    {
        foreach (var unit in (await Units(ct)).Select(card => card.Id).OrderByDescending(unit => unit == preferred))
            if (await IntakePerson(unit, ct) is { } person) return (unit, person);
        throw new Refusal("intake.nobody-on-roster");
    }
}
