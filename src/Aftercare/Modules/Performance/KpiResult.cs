using System.Linq.Expressions;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

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

    /// <summary>In the indicator's unit; null when not applicable.</summary>
    public decimal? Value { get; set; }

    public decimal? Target { get; init; }
    public decimal? Score { get; set; }
    public required Instant FrozenAt { get; init; }

    internal override long Key => Id.Value;

    public static Expression<Func<KpiResult, bool>> VisibleTo(Caller caller) =>
        caller.SeesAllUnits ? result => true
        : caller.OwnOnly ? result => result.PersonId == caller.Person
        : result => caller.Units.Contains(result.UnitId);

    public static Expression<Func<KpiResult, bool>> WithKey(long key) => result => result.Id == new KpiResultId(key);

    internal sealed class Table : IEntityTypeConfiguration<KpiResult>
    {
        public void Configure(EntityTypeBuilder<KpiResult> builder)
        {
            builder.ToTable("kpi_results").HasKey(result => result.Id);
            builder.HasIndex(result => new { result.CompanyId, result.KpiId, result.Period, result.UnitId, result.PersonId });
            builder.References(result => result.KpiId);
        }
    }
}
