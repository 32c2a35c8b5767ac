using System.Linq.Expressions;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Assets;

/// <summary>One sold or installed unit (设备), known by its serial number.</summary>
internal sealed class Asset : Root, IListable<Asset>, ISearchable
{
    public required AssetId Id { get; init; }

    /// <summary>The unit that services it.</summary>
    public required UnitId UnitId { get; set; }

    /// <summary>As it stands on the plate.</summary>
    public required string SerialNumber
    {
        get;
        set => (field, SerialKey) = (value.Trim(), KeyOf(value));
    }

    /// <summary>What serial numbers are compared by; unique within the company.</summary>
    public string SerialKey { get; private set; } = "";

    /// <summary>Null while it is to be confirmed on site (B13).</summary>
    public ModelId? ModelId { get; private set; }

    public CustomerId? CustomerId { get; set; }
    public SiteId? SiteId { get; set; }
    public LocalDate? SoldOn { get; set; }
    public LocalDate? InstalledOn { get; private set; }

    /// <summary>When the warranty began: commissioning, else delivery or sale.</summary>
    public LocalDate? WarrantyStart { get; private set; }

    /// <summary>The last day in warranty by the model's terms when it was registered, or as promised: later changes of the terms do not touch it.</summary>
    public LocalDate? WarrantyUntil { get; private set; }

    public required Instant RegisteredAt { get; init; }

    internal override long Key => Id.Value;

    /// <summary>Says what it is and since when: the end of the warranty follows.</summary>
    public void Describe(ProductModel? model, LocalDate? installedOn, LocalDate? warrantyStart)
    {
        var start = warrantyStart ?? installedOn;
        if (model?.Id != ModelId || start != (WarrantyStart ?? InstalledOn)) WarrantyUntil = model?.WarrantyUntil(start);
        (ModelId, InstalledOn, WarrantyStart) = (model?.Id, installedOn, warrantyStart);
    }

    /// <summary>The last day in warranty as it was promised in writing, whatever the model's terms. Refuses (`asset.warranty-ends-early`) a day before its beginning.</summary>
    public void Promise(LocalDate until)
    {
        if (until < (WarrantyStart ?? InstalledOn)) throw Refusal.Invalid("asset.warranty-ends-early", nameof(WarrantyUntil));
        WarrantyUntil = until;
    }

    /// <summary>Upper case without blanks: `ab 12-3` and `AB12-3` are one number.</summary>
    public static string KeyOf(string serialNumber) => string.Concat(serialNumber.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();

    public SearchText ToSearchText() => new("asset", SerialNumber, SerialKey, RegisteredAt);

    public static Expression<Func<Asset, bool>> VisibleTo(Caller caller)
    {
        List<UnitId> units = caller.OwnOnly ? [] : [.. caller.Units];
        var all = caller.SeesAllUnits;
        return asset => all || units.Contains(asset.UnitId);
    }

    public static Expression<Func<Asset, bool>> WithKey(long key) => asset => asset.Id == new AssetId(key);

    internal sealed class Table : IEntityTypeConfiguration<Asset>
    {
        public void Configure(EntityTypeBuilder<Asset> builder)
        {
            builder.ToTable("assets").HasKey(asset => asset.Id);
            builder.Property(asset => asset.SerialNumber).HasMaxLength(100);
            builder.Property(asset => asset.SerialKey).HasMaxLength(100);
            builder.References(asset => asset.UnitId);
            builder.References(asset => asset.ModelId);
            builder.References(asset => asset.CustomerId);
            builder.References(asset => asset.SiteId);
            builder.HasIndex(asset => new { asset.CompanyId, asset.SerialKey }).IsUnique();
            builder.HasIndex(asset => new { asset.CompanyId, asset.RegisteredAt, asset.Id });
        }
    }
}
