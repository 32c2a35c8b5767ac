using System.Globalization;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Assets.Face;

/// <summary>One sold or installed unit (设备).</summary>
public readonly record struct AssetId(long Value) : IId<AssetId>
{
    public static AssetId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A product model (产品型号).</summary>
public readonly record struct ModelId(long Value) : IId<ModelId>
{
    public static ModelId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An asset as other modules see it.</summary>
public sealed record AssetCard
{
    public required AssetId Id { get; init; }
    public required string SerialNumber { get; init; }
    public required ModelId Model { get; init; }
    public required string ModelName { get; init; }
    public CustomerId? Customer { get; init; }
    public SiteId? Site { get; init; }
    public LocalDate? WarrantyUntil { get; init; }

    /// <summary>The skill a technician needs for this model, or null when anyone may.</summary>
    public string? RequiredSkill { get; init; }
}

/// <summary>What modules below may ask about product models and installed units.</summary>
public interface IAssets
{
    /// <summary>The asset, or a refusal (`asset.not-found`).</summary>
    Task<AssetCard> Asset(AssetId asset, CancellationToken ct);

    /// <summary>By serial number, compared without case and blanks; null when unknown.</summary>
    Task<AssetCard?> BySerial(string serialNumber, CancellationToken ct);

    Task<IReadOnlyList<AssetCard>> OfCustomer(CustomerId customer, CancellationToken ct);

    /// <summary>All assets of the company, to join with.</summary>
    IQueryable<AssetCard> Cards { get; }
}
