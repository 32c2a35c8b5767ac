using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Assets;

/// <summary>Product models by table.</summary>
internal sealed class ModelsTable(AppDb db) : ITableTarget
{
    public string Name => "models";
    public string Title => "assets.models.title";
    public string Permission => "customers.manage";
    public int Order => 40;

    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("code", "assets.model.code", "WM-10", Required: true) { Synonyms = ["编码", "产品编码", "物料号", "型号", "Code", "Model code", "Model"] },
        new("name", "assets.model.name", "洗衣机 WM-10", Required: true) { Synonyms = ["名称", "产品名称", "Name", "Model name", "Product"] },
        new("category", "assets.model.category", "洗衣机") { Synonyms = ["产品类别", "品类", "Category"] },
        new("skill", "assets.model.skill", "洗衣机维修") { Synonyms = ["技能", "Skill", "Required skill"], Fields = ["RequiredSkill"], Help = "assets.model.skill.help" },
        new("months", "assets.model.months", "12") { Synonyms = ["保修期", "保修期（月）", "质保月数", "Warranty months", "Warranty"], Fields = ["WarrantyMonths"] },
    ];

    public string? KeyOf(TableRow row) => row.Text("code")?.ToUpperInvariant();

    public async Task<TableOrder> Read(TableRow row, CancellationToken ct)
    {
        var (code, months) = (row.Required("code"), row.Number("months"));
        if (await db.Visible<ProductModel>().AnyAsync(model => model.Code == code, ct)) return TableOrder.Known;
        var command = new AddModel.Command(code, row.Required("name"), row.Text("category"), row.Text("skill"), months ?? 12);
        return new([new(command, made => [new("model", ((AddModel.Response)made).Id.Value)])]);
    }

    public async Task TakeBack(TableRecord record, CancellationToken ct)
    {
        var model = await db.Load<ProductModel>(record.Id, "model", ct);
        Uses.RequireUntouched(model);
        await Uses.RequireNone<ProductModel, ModelId>(db, model.Id, ct);
        db.Remove(model);
    }
}
