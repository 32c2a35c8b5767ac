using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Assets;

internal sealed class AssetsFace(AppDb db) : IAssets
{
    public IQueryable<AssetCard> Cards =>
        from asset in db.All<Asset>().AsNoTracking()
        join known in db.All<ProductModel>() on asset.ModelId equals known.Id into models
        from model in models.DefaultIfEmpty()
        select new AssetCard
        {
            Id = asset.Id, SerialNumber = asset.SerialNumber, Model = asset.ModelId ?? default(ModelId), ModelName = model.Name ?? "", Customer = asset.CustomerId,
            Site = asset.SiteId, WarrantyUntil = asset.WarrantyUntil, RequiredSkill = model.RequiredSkill, Unit = asset.UnitId,
        };

    public async Task<AssetCard> Asset(AssetId asset, CancellationToken ct) =>
        await Cards.SingleOrDefaultAsync(card => card.Id == asset, ct) ?? throw Refusal.NotFound("asset", asset);

    public async Task<AssetCard?> BySerial(string serialNumber, CancellationToken ct)
    {
        var key = Assets.Asset.KeyOf(serialNumber);
        var id = await db.All<Asset>().Where(asset => asset.SerialKey == key).Select(asset => (AssetId?)asset.Id).SingleOrDefaultAsync(ct);
        return id is { } found ? await Asset(found, ct) : null;
    }

    async Task<IReadOnlyDictionary<AssetId, AssetCard>> IAssets.Assets(IReadOnlyCollection<AssetId> assets, CancellationToken ct)
    {
        var ids = assets.Distinct().ToList();
        return await Cards.Where(card => ids.Contains(card.Id)).ToDictionaryAsync(card => card.Id, ct);
    }

    public async Task<IReadOnlyList<AssetCard>> OfCustomer(CustomerId customer, CancellationToken ct) =>
        await Cards.Where(card => card.Customer == customer).OrderBy(card => card.SerialNumber).Take(200).ToListAsync(ct);

    public async Task<IReadOnlyList<AssetCard>> SoldOn(NodaTime.LocalDate day, CancellationToken ct)
    {
        var sold = db.All<Asset>().Where(asset => asset.SoldOn == day && asset.InstalledOn == null).Select(asset => asset.Id);
        return await Cards.Where(card => sold.Contains(card.Id)).OrderBy(card => card.SerialNumber).Take(1000).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<ModelCard>> FindModels(string text, CancellationToken ct)
    {
        var part = text.Trim();
        var models = db.All<ProductModel>().AsNoTracking();
        if (part.Length > 0) models = models.Where(model => model.Name.Contains(part) || model.Code.StartsWith(part));
        return await models.OrderByDescending(model => model.AddedAt).ThenByDescending(model => model.Id).Take(20).Select(model => new ModelCard(model.Id, model.Code, model.Name)).ToListAsync(ct);
    }

    public async Task<AssetId> Confirm(string serialNumber, ModelId? model, CustomerId customer, SiteId? site, UnitId unit, CancellationToken ct)
    {
        var key = Assets.Asset.KeyOf(serialNumber);
        var known = await db.All<Asset>().SingleOrDefaultAsync(asset => asset.SerialKey == key, ct);
        if (known?.CustomerId is { } owner && owner != customer) throw Refusal.Invalid("asset.of-another-customer", "SerialNumber", known.SerialNumber);
        var product = model is { } id ? await db.All<ProductModel>().SingleOrDefaultAsync(row => row.Id == id, ct) ?? throw Refusal.NotFound("model", id) : null;
        if (known?.ModelId is null && product is null) throw Refusal.Invalid("asset.model-needed", "Model");

        var asset = known ?? db.Add(new Asset { Id = db.NewId<AssetId>(), UnitId = unit, SerialNumber = serialNumber, RegisteredAt = db.Now }).Entity;
        if (asset.SerialKey.Length == 0) throw Refusal.Invalid("field.required", "SerialNumber");
        if (asset.ModelId is null) asset.Describe(product, asset.InstalledOn, asset.WarrantyStart);
        (asset.CustomerId, asset.SiteId) = (customer, asset.SiteId ?? site);
        return asset.Id;
    }
}
