using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Assets;

/// <summary>Product models and the installed base.</summary>
public static class AssetsModule
{
    public static IServiceCollection AddAssetsModule(this IServiceCollection services) => services.AddModule("Assets", assets =>
    {
        assets.Slices(typeof(AddModel), typeof(ChangeModel), typeof(ListModels));
        assets.Slices(typeof(RegisterAsset), typeof(ChangeAsset), typeof(ListAssets), typeof(GetAsset), typeof(GetModel), typeof(ListSites), typeof(TellAssetStory), typeof(DrawAssetCode));
        assets.Services.AddScoped<IStorySource, AssetStory>();
        assets.Services.AddScoped<ITableTarget, ModelsTable>();
        assets.Services.AddScoped<ITableTarget, AssetsTable>();
        assets.Face<IAssets, AssetsFace>();
        assets.Contribute(Lists.Assets);
        assets.Contribute(Lists.Models);
        assets.Contribute(new NavEntry("nav.customers", "assets.title", "/assets", "devices", "customers.read", 310));
        assets.Contribute(new NavEntry("nav.customers", "assets.models.title", "/models", "category", "customers.read", 320));
        assets.Contribute(new FileOwner("asset", (db, asset, ct) => db.Visible<Asset>().AnyAsync(Asset.WithKey(asset), ct)));
        assets.Contribute(new SearchKind("asset", "assets.asset", "devices", "customers.read", id => $"/assets/{id}", VisibleAssets));
        assets.Contribute(new SearchKind("model", "assets.model", "category", "customers.read", id => $"/models/{id}", VisibleModels));
    });

    private static async Task<IReadOnlyCollection<long>> VisibleAssets(AppDb db, IReadOnlyCollection<long> found, CancellationToken ct)
    {
        var ids = found.Select(AssetId.Of).ToList();
        return (await db.Visible<Asset>().Where(asset => ids.Contains(asset.Id)).Select(asset => asset.Id).ToListAsync(ct)).ConvertAll(id => id.Value);
    }

    private static async Task<IReadOnlyCollection<long>> VisibleModels(AppDb db, IReadOnlyCollection<long> found, CancellationToken ct)
    {
        var ids = found.Select(ModelId.Of).ToList();
        return (await db.Visible<ProductModel>().Where(model => ids.Contains(model.Id)).Select(model => model.Id).ToListAsync(ct)).ConvertAll(id => id.Value);
    }
}
