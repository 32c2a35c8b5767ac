using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>收费价格表 for visits and labour, 备品备件价格表 for parts.</summary>
internal enum PriceKind { Service, Parts }

/// <summary>
/// The prices of a kind for a region (a unit and all below it) and a customer class, version by version (R701). A published
/// version is never changed, only followed by another; beside them there is at most one draft.
/// </summary>
internal sealed class PriceList : Root, IListable<PriceList>, IDecided
{
    public required PriceListId Id { get; init; }
    public required PriceKind Kind { get; init; }

    /// <summary>The region; null for the whole company.</summary>
    public UnitId? UnitId { get; init; }

    /// <summary>The customer class; null for all.</summary>
    public CustomerClass? Class { get; init; }

    /// <summary>Kind, region and class in one word, so that no two lists can be for the same.</summary>
    public required string Scope { get; init; }

    public required string Currency { get; init; }

    public List<PriceListVersion> Versions { get; } = [];

    internal override long Key => Id.Value;

    public static string ScopeOf(PriceKind kind, UnitId? unit, CustomerClass? of) => $"{kind}/{unit?.Value ?? 0}/{of?.ToString() ?? "all"}";

    public PriceListVersion? Draft => Versions.SingleOrDefault(version => version.PublishedAt is null);

    /// <summary>The version that counts on a day; null before the first.</summary>
    public PriceListVersion? On(LocalDate day) => Versions.Where(version => version.PublishedAt is not null && version.ValidFrom <= day).MaxBy(version => (version.ValidFrom, version.Number));

    /// <summary>Prices of a region are made by those who see all of it.</summary>
    public static Refusal? WhyNotEdit(Caller caller, UnitId? unit) =>
        caller.SeesAllUnits || (!caller.OwnOnly && unit is { } region && caller.Units.Contains(region)) ? null : new("price-list.not-yours", RefusalKind.Forbidden);

    /// <summary>Writes the draft, in place of the one there was.</summary>
    public PriceListVersion Write(LocalDate validFrom, IReadOnlyList<PriceLine> lines, string? note)
    {
        var draft = Draft;
        if (draft is null) Versions.Add(draft = new() { ListId = Id, Number = Versions.Count + 1 });
        (draft.ValidFrom, draft.Lines, draft.Note) = (validFrom, PriceLine.ToJson(lines), note);
        return draft;
    }

    /// <summary>Nothing that was promised may change: only a list's first version may begin in the past.</summary>
    public Refusal? WhyNotPublish(LocalDate today) =>
        Draft is not { } draft ? new("price-list.no-draft")
        : draft.Number > 1 && draft.ValidFrom < today ? Refusal.Invalid("price-list.begins-in-the-past", "ValidFrom", draft.ValidFrom)
        : null;

    public PriceListVersion Publish(LocalDate today, Instant now)
    {
        if (WhyNotPublish(today) is { } refusal) throw refusal;
        var version = Draft!;
        version.PublishedAt = now;
        return version;
    }

    public static Expression<Func<PriceList, bool>> VisibleTo(Caller caller) => list => true;

    public static Expression<Func<PriceList, bool>> WithKey(long key) => list => list.Id == new PriceListId(key);

    internal sealed class Table : IEntityTypeConfiguration<PriceList>, IEntityTypeConfiguration<PriceListVersion>
    {
        public void Configure(EntityTypeBuilder<PriceList> builder)
        {
            builder.ToTable("price_lists").HasKey(list => list.Id);
            builder.Ignore(list => list.Draft);
            builder.References(list => list.UnitId);
            builder.Property(list => list.Scope).HasMaxLength(80);
            builder.Property(list => list.Currency).HasMaxLength(3);
            builder.HasIndex(list => new { list.CompanyId, list.Scope }).IsUnique();
            builder.HasMany(list => list.Versions).WithOne().HasForeignKey(version => version.ListId).OnDelete(DeleteBehavior.Restrict);
            builder.Navigation(list => list.Versions).AutoInclude();
        }

        public void Configure(EntityTypeBuilder<PriceListVersion> builder)
        {
            builder.ToTable("price_list_versions").HasKey(version => new { version.ListId, version.Number });
            builder.Property(version => version.Note).HasMaxLength(500);
        }
    }
}

/// <summary>One version of a list: a draft until it is published, and then for ever as it is.</summary>
internal sealed class PriceListVersion : Record, IPart
{
    public required PriceListId ListId { get; init; }
    public required int Number { get; init; }

    /// <summary>Orders made on or after this day of their unit take it.</summary>
    public LocalDate ValidFrom { get; set; }

    /// <summary>The <see cref="PriceLine"/>s.</summary>
    public string Lines { get; set; } = "[]";

    public string? Note { get; set; }
    public Instant? PublishedAt { get; set; }

    long IPart.RootKey => ListId.Value;
}

/// <summary>The price of one thing.</summary>
/// <param name="Price">Minor units, for a piece or for an hour.</param>
/// <param name="Hourly">The quantity is minutes and the price that of an hour.</param>
internal sealed record PriceLine(string Code, string Name, ChargeItem Item, long Price, bool Hourly = false, string? EnglishName = null)
{
    private static readonly ConditionalWeakTable<string, IReadOnlyList<PriceLine>> Known = [];

    public static string ToJson(IReadOnlyList<PriceLine> lines) => JsonSerializer.Serialize(lines, PlatformJson.Options);

    /// <summary>Read once for each text in memory: every quote asks for its prices.</summary>
    public static IReadOnlyList<PriceLine> FromJson(string json) => Known.GetValue(json, text => JsonSerializer.Deserialize<List<PriceLine>>(text, PlatformJson.Options)!);
}
