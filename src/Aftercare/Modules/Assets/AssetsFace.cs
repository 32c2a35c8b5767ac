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
}
