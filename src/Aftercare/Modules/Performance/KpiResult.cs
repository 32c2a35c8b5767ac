using System.Linq.Expressions;
using System.Text.Json;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Modules.Performance;

/// <summary>
/// The value of an indicator for a unit or person in a period, frozen with the definition and the counts it was computed
/// from: later definitions and late records do not change it, and it can be computed again to the same value.
/// </summary>
internal sealed class KpiResult : Root, IListable<KpiResult>
{
    public required KpiResultId Id { get; init; }
    public required KpiId KpiId { get; init; }
    public required int VersionOrdinal { get; init; }
    public required UnitId UnitId { get; init; }
    public PersonId? PersonId { get; init; }

    /// <summary>`2026-Q1`.</summary>
    public required string Period { get; init; }

    /// <summary>The counts behind it, by the formula's names, as JSON.</summary>
    public required string Counts { get; init; }

    /// <summary>What was computed when it was frozen, in the indicator's unit; null when not applicable. Never changed.</summary>
    public required decimal? Computed { get; init; }

    /// <summary>What counts: as computed, or as corrected since.</summary>
    public decimal? Value { get; private set; }

    public decimal? Target { get; init; }
    public decimal? Score { get; private set; }
    public required Instant FrozenAt { get; init; }

    internal override long Key => Id.Value;

    public static Expression<Func<KpiResult, bool>> VisibleTo(Caller caller) =>
        caller.SeesAllUnits ? result => true
        : caller.OwnOnly ? result => result.PersonId == caller.Person && result.PersonId != null
        : result => caller.Units.Contains(result.UnitId);

    public static Expression<Func<KpiResult, bool>> WithKey(long key) => result => result.Id == new KpiResultId(key);

    /// <summary>Freezes a figure.</summary>
    public static KpiResult Of(KpiResultId id, KpiId kpi, UnitId unit, PersonId? person, Period period, Figure figure, Instant at) => new()
    {
        Id = id, KpiId = kpi, VersionOrdinal = figure.Version.Ordinal, UnitId = unit, PersonId = person, Period = period.ToString(), FrozenAt = at,
        Counts = JsonSerializer.Serialize(figure.Counts, PlatformJson.Options), Computed = figure.Value, Value = figure.Value, Target = figure.Target, Score = figure.Score,
    };

    /// <summary>The same figure computed again from the definition and the counts that were frozen.</summary>
    /// <param name="version">The version it was computed with.</param>
    public Figure Again(KpiVersion version) => Figure.From(version, JsonSerializer.Deserialize<Dictionary<string, decimal>>(Counts, PlatformJson.Options)!, Target);

    /// <summary>Another value counts from now on, scored by the same definition and target. What was computed stays.</summary>
    public void Correct(decimal value, KpiVersion version) => (Value, Score) = (value, Target is { } target ? version.Read().Curve(target).Score(value) : null);

    internal sealed class Table : IEntityTypeConfiguration<KpiResult>
    {
        public void Configure(EntityTypeBuilder<KpiResult> builder)
        {
            builder.ToTable("kpi_results").HasKey(result => result.Id);
            // The guard of "frozen once": two that freeze at the same time do not both come through.
            builder.HasIndex(result => new { result.CompanyId, result.KpiId, result.Period, result.UnitId, result.PersonId }).IsUnique().HasFilter("person_id is not null");
            builder.HasIndex(result => new { result.CompanyId, result.KpiId, result.Period, result.UnitId }).IsUnique().HasFilter("person_id is null");
            builder.References(result => result.KpiId);
        }
    }
}
