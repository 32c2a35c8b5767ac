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

    /// <summary>0 while the model is to be confirmed on site (B13): see <see cref="ModelKnown"/>.</summary>
    public required ModelId Model { get; init; }

    /// <summary>Empty while the model is to be confirmed.</summary>
    public required string ModelName { get; init; }

    /// <summary>False at intake when the caller could not say; true before the work is completed.</summary>
    public bool ModelKnown => Model.Value != 0;

    public CustomerId? Customer { get; init; }
    public SiteId? Site { get; init; }

    /// <summary>The last day in warranty; null when nobody knows when it began.</summary>
    public LocalDate? WarrantyUntil { get; init; }

    public required UnitId Unit { get; init; }

    /// <summary>The skill a technician needs for this model, or null when anyone may.</summary>
    public string? RequiredSkill { get; init; }
}

/// <summary>A product model as pickers of other modules show it.</summary>
public sealed record ModelCard(ModelId Id, string Code, string Name);

/// <summary>What modules below may ask about product models and installed units.</summary>
public interface IAssets
{
    /// <summary>The asset, or a refusal (`asset.not-found`).</summary>
    Task<AssetCard> Asset(AssetId asset, CancellationToken ct);

    /// <summary>By serial number, compared without case and blanks; null when unknown.</summary>
    Task<AssetCard?> BySerial(string serialNumber, CancellationToken ct);

    /// <summary>These assets in one query; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<AssetId, AssetCard>> Assets(IReadOnlyCollection<AssetId> assets, CancellationToken ct);

    Task<IReadOnlyList<AssetCard>> OfCustomer(CustomerId customer, CancellationToken ct);

    /// <summary>What was sold on a day and is not installed yet, by serial number; at most 1,000.</summary>
    Task<IReadOnlyList<AssetCard>> SoldOn(LocalDate day, CancellationToken ct);

    /// <summary>Product models by a part of the name or the beginning of the code, the last added first; at most 20.</summary>
    Task<IReadOnlyList<ModelCard>> FindModels(string text, CancellationToken ct);

    /// <summary>
    /// What somebody read off a machine at a customer's (B13): the asset with this serial number, registered when it is new,
    /// given to the customer when it had none, told its model when that was open. Refuses (`asset.of-another-customer`) a
    /// machine that belongs to somebody else, and (`asset.model-needed`) a new one without a model. The caller saves.
    /// </summary>
    Task<AssetId> Confirm(string serialNumber, ModelId? model, CustomerId customer, SiteId? site, UnitId unit, CancellationToken ct);

    /// <summary>All assets of the company, to join with.</summary>
    IQueryable<AssetCard> Cards { get; }
}
