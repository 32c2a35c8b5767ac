using System.Linq.Expressions;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>A node of the organisation tree (组织单元, R101). Its days begin in its own time zone.</summary>
internal sealed class Unit : Root, IListable<Unit>, IDecided
{
    /// <summary>The kinds a screen offers; a template or an import may bring others.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "company", "business-unit", "after-sales-hq", "region", "service-centre", "service-point", "store", "department",
        "second-department", "section", "group", "workshop",
    ];

    public required UnitId Id { get; init; }
    public UnitId? ParentId { get; set; }

    /// <summary>`region`, `service-point`…: see <see cref="Kinds"/>.</summary>
    public required string Kind { get; set; }

    public required string Name { get; set; }

    /// <summary>IANA time zone.</summary>
    public required string Zone { get; set; }

    public required LocalDate From { get; set; }

    /// <summary>The last day; null while open.</summary>
    public LocalDate? To { get; set; }

    internal override long Key => Id.Value;

    /// <summary>Kinds that customers turn to: each needs a named intake person (R302).</summary>
    public static bool ReceivesCustomers(string kind) => kind is "service-centre" or "service-point" or "store";

    public bool OutlivesUnit(Unit other) => other.To is { } end && !(To <= end);

    public UnitCard Card() => new(Id, ParentId, Name, Kind, DateTimeZoneProviders.Tzdb[Zone]) { From = From, To = To };

    public static Expression<Func<Unit, bool>> VisibleTo(Caller caller)
    {
        List<UnitId> units = [.. caller.Units];
        var (all, home) = (caller.SeesAllUnits, caller.HomeUnit);
        return unit => all || units.Contains(unit.Id) || unit.Id == home;
    }

    public static Expression<Func<Unit, bool>> WithKey(long key) => unit => unit.Id == new UnitId(key);

    internal sealed class Table : IEntityTypeConfiguration<Unit>
    {
        public void Configure(EntityTypeBuilder<Unit> builder)
        {
            builder.ToTable("units").HasKey(unit => unit.Id);
            builder.Property(unit => unit.Name).HasMaxLength(200);
            builder.Property(unit => unit.Kind).HasMaxLength(40);
            builder.Property(unit => unit.Zone).HasMaxLength(60);
            builder.References(unit => unit.ParentId);
            builder.HasIndex(unit => unit.CompanyId);
        }
    }
}

internal readonly record struct UnitTreeId(long Value) : IId<UnitTreeId>
{
    public static UnitTreeId Of(long value) => new(value);
}

/// <summary>
/// The company's tree as a whole. Its version is the guard of what no single unit can promise: that there are no
/// cycles and no open child under a closed parent.
/// </summary>
internal sealed class UnitTree : Root
{
    public required UnitTreeId Id { get; init; }

    /// <summary>How often a unit was added, moved, renamed or closed.</summary>
    public int Changes { get; private set; }

    internal override long Key => Id.Value;

    /// <summary>The tree of the session's company, tracked, about to change; made with the first unit.</summary>
    public static async Task<UnitTree> Change(AppDb db, CancellationToken ct)
    {
        var tree = await db.All<UnitTree>().SingleOrDefaultAsync(ct) ?? db.Add(new UnitTree { Id = db.NewId<UnitTreeId>() }).Entity;
        tree.Changes++;
        return tree;
    }

    internal sealed class Table : IEntityTypeConfiguration<UnitTree>
    {
        public void Configure(EntityTypeBuilder<UnitTree> builder)
        {
            builder.ToTable("unit_trees").HasKey(tree => tree.Id);
            builder.HasIndex(tree => tree.CompanyId).IsUnique();
        }
    }
}
