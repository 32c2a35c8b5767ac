using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Assets;

/// <summary>Sold and installed units by table (R206), each known by its serial number.</summary>
internal sealed class AssetsTable(AppDb db, ICustomers customers, IOrganisation organisation) : ITableTarget
{
    public string Name => "assets";
    public string Title => "assets.title";
    public string Permission => "customers.manage";
    public int Order => 50;

    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("serial", "assets.serial", "WM10-2024-000123", Required: true) { Synonyms = ["序列号", "机身号", "机号", "出厂编号", "设备编号", "SN", "S/N", "Serial", "Serial number", "Serial No"], Fields = ["SerialNumber"] },
        new("model", "assets.model", "WM-10") { Synonyms = ["型号", "型号编码", "产品", "机型", "Model", "Product"], Help = "assets.table.model.help" },
        new("customer_number", "customers.number", "C-10023") { Synonyms = ["客户代码", "客户号", "Customer No", "Customer number"], Help = "assets.table.customer.help" },
        new("customer_phone", "assets.table.customer-phone", "13812345678") { Synonyms = ["电话", "手机", "手机号", "联系电话", "Phone", "Customer phone"] },
        new("customer", "customers.name", "苏州恒信电器有限公司") { Synonyms = ["客户", "客户姓名", "用户", "用户姓名", "使用单位", "Customer", "Customer name"] },
        new("site", "assets.site", "星湖街328号") { Synonyms = ["地址", "安装地址", "安装地点", "站点", "Site", "Address"], Help = "assets.table.site.help" },
        new("sold", "assets.sold", "2026-02-20") { Synonyms = ["销售日期", "购买日期", "购机日期", "发货日期", "Sold", "Sale date", "Purchase date"], Fields = ["SoldOn"] },
        new("installed", "assets.installed", "2026-03-01") { Synonyms = ["装机日期", "安装时间", "Installed", "Installation date"], Fields = ["InstalledOn"] },
        new("warranty_start", "assets.warranty-start", "2026-03-01") { Synonyms = ["保修开始", "保修开始日期", "Warranty start"], Fields = ["WarrantyStart"], Help = "assets.table.warranty-start.help" },
        new("warranty_until", "assets.table.warranty-until", "2027-02-28") { Synonyms = ["保修到期", "保修截止日期", "保修期至", "质保到期", "Warranty end", "Warranty until"], Fields = ["WarrantyUntil"], Help = "assets.table.warranty-until.help" },
        new("unit", "assets.unit", "上海服务中心") { Synonyms = ["服务网点", "网点", "负责网点", "Unit", "Service point"], Help = "assets.table.unit.help" },
    ];

    public string? KeyOf(TableRow row) => row.Text("serial") is { } serial ? Asset.KeyOf(serial) : null;

    public async Task<TableOrder> Read(TableRow row, CancellationToken ct)
    {
        var key = Asset.KeyOf(row.Required("serial"));
        var model = await ModelOf(row, ct);
        var customer = await CustomerOf(row, ct);
        var site = await SiteOf(row, customer, ct);
        var unit = await organisation.UnitOf(db.Caller, row, "unit", ct);
        var (sold, installed, start, until) = (row.Date("sold"), row.Date("installed"), row.Date("warranty_start"), row.Date("warranty_until"));
        if (installed < sold) row.Wrong<object>("installed", "table.installed-before-sale");
        if (row.Problems.Count > 0 || await db.Visible<Asset>().AnyAsync(asset => asset.SerialKey == key, ct)) return TableOrder.Known;

        // Commissioning, else the sale, as the warranty begins.
        var command = new RegisterAsset.Command(row.Required("serial"), model, customer?.Id, site, installed, start ?? (installed is null ? sold : null), unit, sold, until);
        return new([new(command, made => [new("asset", ((RegisterAsset.Response)made).Id.Value)])]);
    }

    public async Task TakeBack(TableRecord record, CancellationToken ct)
    {
        var asset = await db.Load<Asset>(record.Id, "asset", ct);
        Uses.RequireUntouched(asset);
        await Uses.RequireNone<Asset, AssetId>(db, asset.Id, ct);
        db.Remove(asset);
    }

    private async Task<ModelId?> ModelOf(TableRow row, CancellationToken ct)
    {
        if (row.Text("model") is not { } text) return null;
        var found = await db.Visible<ProductModel>().Where(model => model.Code == text || model.Name == text).OrderBy(model => model.Code == text ? 0 : 1).Select(model => new { model.Id, model.Code }).Take(2).ToListAsync(ct);
        return found switch
        {
            [] => row.Wrong<ModelId?>("model", "table.model-unknown", text),
            [var one] => one.Id,
            [var first, ..] => first.Code == text ? first.Id : row.Wrong<ModelId?>("model", "table.model-unclear", text),
        };
    }

    private async Task<CustomerCard?> CustomerOf(TableRow row, CancellationToken ct)
    {
        var (number, phone, name) = (row.Text("customer_number"), row.Text("customer_phone"), row.Text("customer"));
        var column = number is not null ? "customer_number" : phone is not null ? "customer_phone" : "customer";
        if (row.Text(column) is not { } said) return null;
        return await customers.Meant(number, phone, name, ct) switch
        {
            [] => row.Wrong<CustomerCard>(column, "table.customer-unknown", said),
            [var one] => one,
            _ => row.Wrong<CustomerCard>(column, "table.customer-unclear", said),
        };
    }

    private async Task<SiteId?> SiteOf(TableRow row, CustomerCard? customer, CancellationToken ct)
    {
        if (customer is null) return null;
        var sites = await customers.Sites(customer.Id, ct);
        if (row.Text("site") is not { } text) return sites.Count == 1 ? sites[0].Id : null;
        var wanted = TableRow.Fold(text);
        var found = sites.Where(site => TableRow.Fold(site.OneLine).Contains(wanted, StringComparison.Ordinal) || wanted.Contains(TableRow.Fold(site.Street + site.Detail), StringComparison.Ordinal) || TableRow.Fold(site.Name ?? "") == wanted).ToList();
        return found switch
        {
            [var one] => one.Id,
            [] => row.Wrong<SiteId?>("site", "table.site-unknown", text),
            _ => row.Wrong<SiteId?>("site", "table.site-unclear", text),
        };
    }
}
