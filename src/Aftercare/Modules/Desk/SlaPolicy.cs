using System.Linq.Expressions;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>
/// A time policy (时效规则) of a company. Several stand side by side: a new ticket takes the first, in their order, that
/// covers its type (R308). What it promises is in its versions; a version is never changed, only followed by another.
/// </summary>
internal sealed class SlaPolicy : Root, IListable<SlaPolicy>, IDecided
{
    public required SlaPolicyId Id { get; init; }

    /// <summary>Stable, unique in the company, without a colon: tickets name their policy by it.</summary>
    public required string Code { get; init; }

    public required string Chinese { get; set; }
    public required string English { get; set; }

    /// <summary>Request types it covers; empty for all.</summary>
    public List<string> Types { get; init; } = [];

    public required int Order { get; set; }
    public bool Active { get; set; } = true;
    public List<SlaPolicyVersion> Versions { get; } = [];

    internal override long Key => Id.Value;

    public bool Covers(string type) => Types.Count == 0 || Types.Contains(type);

    /// <summary>The version in force at a time; null before the first.</summary>
    public SlaPolicyVersion? At(Instant at) => Versions.Where(version => version.EffectiveAt <= at).MaxBy(version => (version.EffectiveAt, version.Version));

    /// <summary>What follows from then on.</summary>
    public SlaPolicyVersion Publish(PolicyDefinition definition, Instant effectiveAt, string? note)
    {
        var version = new SlaPolicyVersion { PolicyId = Id, Version = Versions.Count + 1, EffectiveAt = effectiveAt, Definition = definition.ToJson(), Note = note };
        Versions.Add(version);
        return version;
    }

    public string NameIn(string language) => language == Texts.English ? English : Chinese;

    public static Expression<Func<SlaPolicy, bool>> VisibleTo(Caller caller) => policy => true;

    public static Expression<Func<SlaPolicy, bool>> WithKey(long key) => policy => policy.Id == new SlaPolicyId(key);

    internal sealed class Table : IEntityTypeConfiguration<SlaPolicy>, IEntityTypeConfiguration<SlaPolicyVersion>
    {
        public void Configure(EntityTypeBuilder<SlaPolicy> builder)
        {
            builder.ToTable("sla_policies").HasKey(policy => policy.Id);
            builder.Property(policy => policy.Code).HasMaxLength(50);
            builder.Property(policy => policy.Chinese).HasMaxLength(100);
            builder.Property(policy => policy.English).HasMaxLength(100);
            builder.HasIndex(policy => new { policy.CompanyId, policy.Code }).IsUnique();
            builder.HasMany(policy => policy.Versions).WithOne().HasForeignKey(version => version.PolicyId).OnDelete(DeleteBehavior.Restrict);
            builder.Navigation(policy => policy.Versions).AutoInclude();
        }

        public void Configure(EntityTypeBuilder<SlaPolicyVersion> builder)
        {
            builder.ToTable("sla_policy_versions").HasKey(version => new { version.PolicyId, version.Version });
            builder.Property(version => version.Note).HasMaxLength(1000);
        }
    }
}

/// <summary>One version of a policy, from a time on.</summary>
internal sealed class SlaPolicyVersion : Record, IPart
{
    public required SlaPolicyId PolicyId { get; init; }
    public required int Version { get; init; }
    public required Instant EffectiveAt { get; init; }

    /// <summary>A <see cref="PolicyDefinition"/>.</summary>
    public required string Definition { get; init; }

    public string? Note { get; init; }

    long IPart.RootKey => PolicyId.Value;
}
