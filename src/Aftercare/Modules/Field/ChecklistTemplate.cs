using System.Globalization;
using System.Linq.Expressions;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

internal readonly record struct ChecklistId(long Value) : IId<ChecklistId>
{
    public static ChecklistId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A company's checklist (检查表) for kinds of work. What it asks is in its versions; a version is never changed, only followed by another.</summary>
internal sealed class ChecklistTemplate : Root, IListable<ChecklistTemplate>
{
    public required ChecklistId Id { get; init; }

    /// <summary>Stable, unique in the company.</summary>
    public required string Code { get; init; }

    public required string Chinese { get; set; }
    public required string English { get; set; }
    public required ChecklistUse Use { get; init; }

    /// <summary>Kinds of work that get it.</summary>
    public List<string> Kinds { get; set; } = [];

    public bool Active { get; set; } = true;
    public List<ChecklistVersion> Versions { get; } = [];

    internal override long Key => Id.Value;

    /// <summary>The version in force on a day; null before the first.</summary>
    public ChecklistVersion? On(LocalDate day) => Versions.Where(version => version.EffectiveFrom <= day).MaxBy(version => (version.EffectiveFrom, version.Number));

    /// <summary>What new orders get from a day on.</summary>
    public ChecklistVersion Publish(ChecklistDefinition definition, LocalDate from, string? note)
    {
        var version = new ChecklistVersion { TemplateId = Id, Number = Versions.Count + 1, EffectiveFrom = from, Definition = definition.ToJson(), Note = note };
        Versions.Add(version);
        return version;
    }

    public static Expression<Func<ChecklistTemplate, bool>> VisibleTo(Caller caller) => template => true;

    public static Expression<Func<ChecklistTemplate, bool>> WithKey(long key) => template => template.Id == new ChecklistId(key);

    internal sealed class Table : IEntityTypeConfiguration<ChecklistTemplate>, IEntityTypeConfiguration<ChecklistVersion>
    {
        public void Configure(EntityTypeBuilder<ChecklistTemplate> builder)
        {
            builder.ToTable("checklists").HasKey(template => template.Id);
            builder.Property(template => template.Code).HasMaxLength(40);
            builder.Property(template => template.Chinese).HasMaxLength(100);
            builder.Property(template => template.English).HasMaxLength(100);
            builder.HasIndex(template => new { template.CompanyId, template.Code }).IsUnique();
            builder.HasMany(template => template.Versions).WithOne().HasForeignKey(version => version.TemplateId).OnDelete(DeleteBehavior.Restrict);
            builder.Navigation(template => template.Versions).AutoInclude();
        }

        public void Configure(EntityTypeBuilder<ChecklistVersion> builder)
        {
            builder.ToTable("checklist_versions").HasKey(version => new { version.TemplateId, version.Number });
            builder.Property(version => version.Note).HasMaxLength(500);
        }
    }
}

/// <summary>One version of a checklist, for orders made from a day on.</summary>
internal sealed class ChecklistVersion : Record, IPart
{
    public required ChecklistId TemplateId { get; init; }
    public required int Number { get; init; }
    public required LocalDate EffectiveFrom { get; init; }

    /// <summary>A <see cref="ChecklistDefinition"/>.</summary>
    public required string Definition { get; init; }

    public string? Note { get; init; }

    long IPart.RootKey => TemplateId.Value;
}
