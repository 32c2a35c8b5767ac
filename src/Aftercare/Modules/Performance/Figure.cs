using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using NodaTime;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Modules.Performance;

/// <summary>An indicator computed for a scope and period, with all that it was computed from.</summary>
/// <param name="Value">Null when not applicable.</param>
/// <param name="Score">Null when not applicable or when no target was set.</param>
internal sealed record Figure(KpiVersion Version, KpiDefinition Definition, IReadOnlyDictionary<string, decimal> Counts, decimal? Value, decimal? Target, bool? Met, decimal? Score)
{
    /// <summary>These indicators in a period, each by its definition and target in force on the period's last day; read at one moment.</summary>
    /// <param name="edition">The card they are scored by; null for the standard bands.</param>
    public static async Task<IReadOnlyList<Figure>> Of(IReadOnlyList<Kpi> kpis, Period period, UnitId unit, Scope scope, Counts counts, CancellationToken ct, CardEdition? edition = null)
    {
        var versions = kpis.Select(kpi => kpi.VersionOn(period.To)).ToList();
        var tally = await counts.Read(versions.Select(version => version.Read()), scope, period.From, period.To, ct);
        return [.. kpis.Zip(versions, (kpi, version) => From(version, tally.Of(version.Read()), kpi.TargetFor(period.Kind, unit, period.To), edition))];
    }

    /// <summary>From counts that are already known: how a frozen result is computed again.</summary>
    public static Figure From(KpiVersion version, IReadOnlyDictionary<string, decimal> counts, decimal? target, CardEdition? edition = null)
    {
        var definition = version.Read();
        if (definition.NoSource is not null) return new(version, definition, counts, null, target, null, null);
        var indicator = definition.Indicator();
        var value = indicator.Value(name => counts[name]);
        var score = value is { } reached && target is { } wanted ? (edition is null ? definition.Curve(wanted) : definition.Curve(wanted, edition)).Score(reached) : (decimal?)null;
        return new(version, definition, counts, value, target, indicator.Met(value, target), score);
    }
}

/// <summary>The day it is at the top of the company.</summary>
internal static class CompanyDay
{
    public static async Task<LocalDate> Today(this IOrganisation organisation, AppDb db, CancellationToken ct) =>
        db.Now.InZone((await organisation.Units(ct)) is [var top, ..] ? top.Zone : DateTimeZone.Utc).Date;
}

/// <summary>Whose figures a caller may see.</summary>
internal static class ScopeFor
{
    /// <summary>
    /// The unit with everything below it, or what a person did for them; refused (404) when the caller does not see the unit,
    /// or sees only himself and asks for more.
    /// </summary>
    public static async Task<Scope> Of(Caller caller, IOrganisation organisation, UnitId unit, PersonId? person, CancellationToken ct)
    {
        var mine = person is not null && person == caller.Person;
        if (!mine && (caller.OwnOnly || !(caller.SeesAllUnits || caller.Units.Contains(unit)))) throw Refusal.NotFound("unit", unit);
        await organisation.Unit(unit, ct);
        return new(await organisation.Below(unit, ct), person);
    }
}
