using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Organisation.Face;

/// <summary>A node of the organisation tree, as other modules see it.</summary>
/// <param name="Zone">The time zone in which its days begin.</param>
public sealed record UnitCard(UnitId Id, UnitId? Parent, string Name, string Kind, DateTimeZone Zone)
{
    /// <summary>The first day of the unit, on its own clock.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The last day of the unit; null while nobody has closed it.</summary>
    public LocalDate? To { get; init; }

    /// <summary>Whether the unit exists on a day: closed units stay in the tree, because old records name them.</summary>
    public bool IsOpenOn(LocalDate day) => From <= day && !(To < day);
}

/// <summary>A human of the company, as other modules see them.</summary>
public sealed record PersonCard(PersonId Id, UnitId Unit, string Name, string? Phone, string? Email, string? EmployeeNumber, bool Active)
{
    /// <summary>What they do here, as the company calls it (岗位).</summary>
    public string? Post { get; init; }

    public Employment Employment { get; init; }

    /// <summary>The organisation that employs them; null for the company's own people.</summary>
    public string? Employer { get; init; }
}

/// <summary>Who employs a person (R111): own 自有, dealer 经销商, sub-distributor 分销商, repair station 维修站, agent 代理商, third party 第三方. Company payroll is about own people only.</summary>
public enum Employment { Own, Dealer, SubDistributor, RepairStation, Agent, ThirdParty }

/// <summary>What modules below may ask about units and people. Every answer stays inside the session's company.</summary>
public interface IOrganisation
{
    /// <summary>The unit, or a refusal (`unit.not-found`).</summary>
    Task<UnitCard> Unit(UnitId unit, CancellationToken ct);

    /// <summary>All units of the company, parents before children; there are few, and they are cached.</summary>
    Task<IReadOnlyList<UnitCard>> Units(CancellationToken ct);

    /// <summary>The unit and everything below it.</summary>
    Task<IReadOnlySet<UnitId>> Below(UnitId unit, CancellationToken ct);

    /// <summary>The unit and everything above it, the nearest first.</summary>
    Task<IReadOnlyList<UnitCard>> Above(UnitId unit, CancellationToken ct);

    /// <summary>The clock on the wall of a unit; without one, of the head of the company; of a company without units, China's.</summary>
    Task<DateTimeZone> ZoneOf(UnitId? unit, CancellationToken ct);

    /// <summary>The person, or a refusal (`person.not-found`).</summary>
    Task<PersonCard> Person(PersonId person, CancellationToken ct);

    /// <summary>The names of these people in one query; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<PersonId, string>> Names(IEnumerable<PersonId?> people, CancellationToken ct);

    /// <summary>These people in one query; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<PersonId, PersonCard>> People(IReadOnlyCollection<PersonId> people, CancellationToken ct);

    /// <summary>Active people, for pickers, by a part of the name or number; at most 20, only of units the caller sees.</summary>
    Task<IReadOnlyList<PersonCard>> FindPeople(string text, CancellationToken ct);

    /// <summary>The named intake person on a unit's roster (R302), or null when it has none.</summary>
    Task<PersonId?> IntakePerson(UnitId unit, CancellationToken ct);

    /// <summary>Who takes in what strangers send: the preferred unit's intake person, else that of the first unit from the head down that has one, else a refusal (`intake.nobody-on-roster`).</summary>
    Task<(UnitId Unit, PersonId Person)> Intake(UnitId? preferred, CancellationToken ct);
}
