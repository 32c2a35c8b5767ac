using System.Linq.Expressions;
using System.Text.Json;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Modules.Performance;

/// <summary>
/// An indicator of the registry (R1101): its number and names, its definition in versions, its targets. A new formula is
/// a new version; results keep the version they were computed with.
/// </summary>
internal sealed class Kpi : Root, IListable<Kpi>
{
    public required KpiId Id { get; init; }

    /// <summary>`K03`: unique in the company.</summary>
    public required string Number { get; init; }

    public required string NameZh { get; set; }
    public required string NameEn { get; set; }
    public string? Category { get; set; }
    public string? Level { get; set; }
    public List<KpiVersion> Versions { get; } = [];
    public List<KpiTarget> Targets { get; } = [];

    internal override long Key => Id.Value;

    public static Expression<Func<Kpi, bool>> VisibleTo(Caller caller) => kpi => true;

    public static Expression<Func<Kpi, bool>> WithKey(long key) => kpi => kpi.Id == new KpiId(key);

    public string Name(string language) => language == Texts.English ? NameEn : NameZh;

    /// <summary>The definition in force on a day: the newest that had begun by then, else the first.</summary>
    public KpiVersion VersionOn(LocalDate day) =>
        Versions.Where(version => version.EffectiveFrom <= day).MaxBy(version => (version.EffectiveFrom, version.Ordinal)) ?? Versions.MinBy(version => version.Ordinal)!;

    /// <summary>Adds a definition: V1.0, then V1.1, V1.2… Refused when its formula cannot be computed (`formula.malformed`, `kpi.term-unknown`, `kpi.term-twice`).</summary>
    public KpiVersion Define(KpiDefinition definition, LocalDate effectiveFrom)
    {
        if (definition.WhyNot() is { } why) throw why;
        var version = new KpiVersion { KpiId = Id, Ordinal = Versions.Count, EffectiveFrom = effectiveFrom, Definition = JsonSerializer.Serialize(definition, PlatformJson.Options) };
        Versions.Add(version);
        return version;
    }

    /// <summary>The target for a period kind on a day: the one of the unit, else the company's; null when none was set.</summary>
    public decimal? TargetFor(PeriodKind period, UnitId? unit, LocalDate day) => Targets
        .Where(target => target.Period == period && target.EffectiveFrom <= day && (target.UnitId is null || target.UnitId == unit))
        .OrderByDescending(target => target.UnitId is not null).ThenByDescending(target => target.EffectiveFrom).ThenByDescending(target => target.Ordinal)
        .FirstOrDefault()?.Value;

    /// <summary>Why a period cannot be frozen yet or at all, or null.</summary>
    /// <param name="today">On the unit's own calendar.</param>
    public Refusal? WhyNotFreeze(Period period, LocalDate today)
    {
        if (VersionOn(period.To).Read().NoSource is not null) return new Refusal("kpi.no-source") { Arguments = [Number] };
        if (period.To >= today) return Refusal.Invalid("kpi.period-running", "Period", period.ToString(), period.To);
        return VersionOn(period.To).Read().Periods.Contains(period.Kind) ? null : Refusal.Invalid("kpi.period-not-kept", "Period", Number, period.ToString());
    }

    public void SetTarget(PeriodKind period, UnitId? unit, decimal value, LocalDate effectiveFrom) =>
        Targets.Add(new() { KpiId = Id, Ordinal = Targets.Count, Period = period, UnitId = unit, Value = value, EffectiveFrom = effectiveFrom });

    internal sealed class Table : IEntityTypeConfiguration<Kpi>
    {
        public void Configure(EntityTypeBuilder<Kpi> builder)
        {
            builder.ToTable("kpis").HasKey(kpi => kpi.Id);
            builder.HasIndex(kpi => new { kpi.CompanyId, kpi.Number }).IsUnique();
            builder.HasMany(kpi => kpi.Versions).WithOne().HasForeignKey(version => version.KpiId);
            builder.HasMany(kpi => kpi.Targets).WithOne().HasForeignKey(target => target.KpiId);
        }
    }
}

/// <summary>One version of an indicator's definition; never changed once written.</summary>
internal sealed class KpiVersion : Record, IPart
{
    public required KpiId KpiId { get; init; }
    public required int Ordinal { get; init; }
    public required LocalDate EffectiveFrom { get; init; }

    /// <summary>A <see cref="KpiDefinition"/> as JSON.</summary>
    public required string Definition { get; init; }

    public string Label => $"V1.{Ordinal}";

    public long RootKey => KpiId.Value;

    public KpiDefinition Read() => JsonSerializer.Deserialize<KpiDefinition>(Definition, PlatformJson.Options)!;

    internal sealed class Table : IEntityTypeConfiguration<KpiVersion>
    {
        public void Configure(EntityTypeBuilder<KpiVersion> builder)
        {
            builder.ToTable("kpi_versions").HasKey(version => new { version.KpiId, version.Ordinal });
            builder.Ignore(version => version.Label);
        }
    }
}

/// <summary>What is wanted of an indicator, from a day on (R1104).</summary>
internal sealed class KpiTarget : Record, IPart
{
    public required KpiId KpiId { get; init; }
    public required int Ordinal { get; init; }
    public required PeriodKind Period { get; init; }
    public UnitId? UnitId { get; init; }
    public required decimal Value { get; init; }
    public required LocalDate EffectiveFrom { get; init; }

    public long RootKey => KpiId.Value;

    internal sealed class Table : IEntityTypeConfiguration<KpiTarget>
    {
        public void Configure(EntityTypeBuilder<KpiTarget> builder) =>
            builder.ToTable("kpi_targets").HasKey(target => new { target.KpiId, target.Ordinal });
    }
}
