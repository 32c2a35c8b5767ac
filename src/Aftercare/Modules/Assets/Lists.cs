using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Assets;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Assets { get; } = ListExport.Of<ListAssets.Row>("assets", "assets.title",
        (filter, after) => new ListAssets.Query(filter.Text("q"), filter.Id<ModelId>("model"), filter.Id<CustomerId>("customer"), filter.Id<UnitId>("unit"), filter.Flag("unconfirmed") is true, after, 200),
        ("assets.serial", row => row.SerialNumber), ("assets.model", row => row.ModelName), ("assets.customer", row => row.CustomerName), ("assets.installed", row => row.InstalledOn),
        ("assets.table.warranty-until", row => row.WarrantyUntil), ("assets.unit", row => row.UnitName), ("assets.registered", row => row.RegisteredAt));

    public static ListExport Models { get; } = ListExport.Of<ListModels.Row>("models", "assets.models.title",
        (filter, after) => new ListModels.Query(filter.Text("q"), null, after, 200),
        ("assets.model.code", row => row.Code), ("assets.model.name", row => row.Name), ("assets.model.category", row => row.Category), ("assets.model.skill", row => row.RequiredSkill), ("assets.model.months", row => row.WarrantyMonths));
}
