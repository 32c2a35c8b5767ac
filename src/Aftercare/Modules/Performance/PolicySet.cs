using System.Linq.Expressions;
using System.Text.Json;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>What a policy set is made of: appraisal schemes take effect by being switched on; workflows, organisation templates and terms are named.</summary>
internal enum PolicyPart { Scheme, Workflow, Organisation, Terms }

/// <param name="Code">`S3`, `W02`, `O01`; empty for terms.</param>
internal sealed record PolicyItem(PolicyPart Kind, string Code, string Zh, string En);

/// <summary>A policy set (制度方案, R1506): which schemes, workflows and terms a kind of company goes by, as data in versions.</summary>
internal sealed class PolicySet : Root, IListable<PolicySet>
{
    public required PolicySetId Id { get; init; }

    /// <summary>`P7`: unique in the company.</summary>
    public required string Code { get; init; }

    public required string NameZh { get; set; }
    public required string NameEn { get; set; }
    public List<PolicySetVersion> Versions { get; } = [];

    internal override long Key => Id.Value;

    public PolicySetVersion Newest => Versions.MaxBy(version => version.Ordinal)!;

    public static Expression<Func<PolicySet, bool>> VisibleTo(Caller caller) => set => true;

    public static Expression<Func<PolicySet, bool>> WithKey(long key) => set => set.Id == new PolicySetId(key);

    /// <summary>Begins a version when the contents are others than before; what was switched on keeps its version.</summary>
    /// <returns>Whether there is a new one.</returns>
    public bool Revise(IReadOnlyList<PolicyItem> contents)
    {
        var written = JsonSerializer.Serialize(contents, PlatformJson.Options);
        if (Versions.Count > 0 && Newest.Contents == written) return false;
        Versions.Add(new() { SetId = Id, Ordinal = Versions.Count, Contents = written });
        return true;
    }

    internal sealed class Table : IEntityTypeConfiguration<PolicySet>
    {
        public void Configure(EntityTypeBuilder<PolicySet> builder)
        {
            builder.ToTable("policy_sets").HasKey(set => set.Id);
            builder.Ignore(set => set.Newest);
            builder.HasIndex(set => new { set.CompanyId, set.Code }).IsUnique();
            builder.HasMany(set => set.Versions).WithOne().HasForeignKey(version => version.SetId);
        }
    }
}

internal sealed class PolicySetVersion : Record, IPart
{
    public required PolicySetId SetId { get; init; }
    public required int Ordinal { get; init; }

    /// <summary>Its <see cref="PolicyItem"/>s as JSON.</summary>
    public required string Contents { get; init; }

    public string Label => $"V1.{Ordinal}";

    public long RootKey => SetId.Value;

    public IReadOnlyList<PolicyItem> Read() => JsonSerializer.Deserialize<List<PolicyItem>>(Contents, PlatformJson.Options)!;

    internal sealed class Table : IEntityTypeConfiguration<PolicySetVersion>
    {
        public void Configure(EntityTypeBuilder<PolicySetVersion> builder)
        {
            builder.ToTable("policy_set_versions").HasKey(version => new { version.SetId, version.Ordinal });
            builder.Ignore(version => version.Label);
        }
    }
}

/// <summary>A policy set switched on for the company or a unit from a day, with what was chosen where rules contradict (R1507). Never changed: another one follows.</summary>
internal sealed class PolicyAdoption : Root, IListable<PolicyAdoption>
{
    public required PolicyAdoptionId Id { get; init; }
    public required PolicySetId SetId { get; init; }
    public required int VersionOrdinal { get; init; }

    /// <summary>With everything below it; null for the company.</summary>
    public UnitId? UnitId { get; init; }

    public required LocalDate From { get; init; }

    /// <summary>By conflict: `F17` to `A` or `B`; what is not named follows the default. As JSON.</summary>
    public required string Readings { get; init; }

    public PersonId? By { get; init; }
    public required Instant At { get; init; }

    internal override long Key => Id.Value;

    // Which rules hold is no secret to whoever may see figures at all.
    public static Expression<Func<PolicyAdoption, bool>> VisibleTo(Caller caller) => adoption => true;

    public static Expression<Func<PolicyAdoption, bool>> WithKey(long key) => adoption => adoption.Id == new PolicyAdoptionId(key);

    public IReadOnlyDictionary<string, string> Chosen() => JsonSerializer.Deserialize<Dictionary<string, string>>(Readings, PlatformJson.Options)!;

    internal sealed class Table : IEntityTypeConfiguration<PolicyAdoption>
    {
        public void Configure(EntityTypeBuilder<PolicyAdoption> builder)
        {
            builder.ToTable("policy_adoptions").HasKey(adoption => adoption.Id);
            // The guard of "one set a day".
            builder.HasIndex(adoption => new { adoption.CompanyId, adoption.UnitId, adoption.From }).IsUnique().HasFilter("unit_id is not null");
            builder.HasIndex(adoption => new { adoption.CompanyId, adoption.From }).IsUnique().HasFilter("unit_id is null");
            builder.References(adoption => adoption.SetId);
        }
    }
}

/// <summary>Which appraisal scheme an employee goes by in which period: one for every stretch of time (R1507).</summary>
internal sealed class StaffSchemes : Root
{
    public required StaffSchemesId Id { get; init; }
    public required PersonId PersonId { get; init; }
    public List<StaffScheme> Schemes { get; } = [];

    internal override long Key => Id.Value;

    /// <summary>The scheme whose period shares a day with this one, or null.</summary>
    public StaffScheme? In(Rules.Scoring.Period period) => Schemes.Find(one => Rules.Scoring.Period.Parse(one.Period) is var taken && taken.From <= period.To && period.From <= taken.To);

    internal sealed class Table : IEntityTypeConfiguration<StaffSchemes>
    {
        public void Configure(EntityTypeBuilder<StaffSchemes> builder)
        {
            builder.ToTable("staff_schemes").HasKey(one => one.Id);
            builder.HasIndex(one => new { one.CompanyId, one.PersonId }).IsUnique();
            builder.HasMany(one => one.Schemes).WithOne().HasForeignKey(scheme => scheme.StaffId);
        }
    }
}

internal sealed class StaffScheme : Record, IPart
{
    public required StaffSchemesId StaffId { get; init; }

    /// <summary>`2026-Q2`.</summary>
    public required string Period { get; init; }

    public required CardId CardId { get; set; }

    public long RootKey => StaffId.Value;

    internal sealed class Table : IEntityTypeConfiguration<StaffScheme>
    {
        public void Configure(EntityTypeBuilder<StaffScheme> builder)
        {
            builder.ToTable("staff_scheme_periods").HasKey(scheme => new { scheme.StaffId, scheme.Period });
            builder.References(scheme => scheme.CardId);
        }
    }
}

/// <summary>The delivered policy sets, and the rules that contradict each other with their readings (Appendix B).</summary>
internal sealed record PolicyLibrary(IReadOnlyList<PolicyLibrary.ShippedSet> Sets, IReadOnlyList<PolicyLibrary.Conflict> Conflicts)
{
    private static readonly Lazy<PolicyLibrary> Loaded = new(() =>
    {
        using var stream = typeof(PolicyLibrary).Assembly.GetManifestResourceStream("Aftercare.Modules.Performance.PolicySets.json")!;
        return JsonSerializer.Deserialize<PolicyLibrary>(stream, PlatformJson.Options)!;
    });

    public static PolicyLibrary Shipped => Loaded.Value;

    internal sealed record ShippedSet(string Code, string Zh, string En, IReadOnlyList<PolicyItem> Contents);

    /// <param name="TakesEffect">Whether the choice changes how cards are made or scored; else it is kept and shown.</param>
    /// <param name="Default">What holds while nobody chooses.</param>
    internal sealed record Conflict(string Code, string Zh, string En, bool TakesEffect, Reading Default, Reading A, Reading B);

    internal sealed record Reading(string Zh, string En);
}

/// <summary>Which policy set holds where and when.</summary>
internal sealed class PolicyBook(AppDb db, IOrganisation organisation)
{
    /// <summary>The adoption in force for a unit on a day: its own, else that of the nearest unit above, else the company's; null when there is none.</summary>
    public async Task<PolicyAdoption?> InForce(UnitId unit, LocalDate day, CancellationToken ct)
    {
        var begun = await db.Visible<PolicyAdoption>().Where(adoption => adoption.From <= day).OrderByDescending(adoption => adoption.From).ToListAsync(ct);
        foreach (var above in await organisation.Above(unit, ct))
            if (begun.Find(adoption => adoption.UnitId == above.Id) is { } own) return own;
        return begun.Find(adoption => adoption.UnitId is null);
    }

    /// <summary>The codes of the cards that an adoption brings.</summary>
    public async Task<IReadOnlyList<string>> Cards(PolicyAdoption adoption, CancellationToken ct)
    {
        var set = await db.Visible<PolicySet>().Include(set => set.Versions).SingleAsync(set => set.Id == adoption.SetId, ct);
        return [.. set.Versions.Single(version => version.Ordinal == adoption.VersionOrdinal).Read().Where(item => item.Kind is PolicyPart.Scheme).Select(item => CardCode(item.Code, adoption.UnitId))];
    }

    /// <summary>A unit that goes by a set of its own has cards of its own.</summary>
    public static string CardCode(string scheme, UnitId? unit) => unit is { } own ? $"{scheme}@{own}" : scheme;
}
