using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Organisation;

/// <summary>Units by table: own centres, dealers, repair stations, parents before or after their children.</summary>
internal sealed class UnitsTable(AppDb db, IOrganisation organisation) : ITableTarget
{
    public string Name => "units";
    public string Title => "organisation.units.title";
    public string Permission => "organisation.manage";
    public int Order => 10;

    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("name", "organisation.unit", "上海服务中心", Required: true) { Synonyms = ["名称", "单元名称", "网点名称", "部门", "部门名称", "Name", "Service point"] },
        new("kind", "organisation.kind", "网点", Required: true) { Synonyms = ["单元类型", "网点类型", "性质", "Type", "Kind"], Words =
        [
            .. Unit.Kinds.Select(kind => new TableWord(kind, $"organisation.kind.{kind}", kind switch
            {
                "company" => ["总部", "公司"], "region" => ["大区", "片区"], "service-centre" => ["自营中心", "自营", "直营", "own centre"],
                "service-point" => ["经销商", "维修站", "特约维修站", "服务网点", "服务站", "代理商", "dealer", "repair station"], "group" => ["组"], _ => [],
            })),
        ] },
        new("parent", "organisation.parent", "华东大区") { Synonyms = ["上级单元", "上级部门", "所属", "所属大区", "Parent"], Help = "organisation.table.parent.help" },
        new("zone", "organisation.zone", "Asia/Shanghai") { Synonyms = ["Time zone"], Help = "organisation.zone.help" },
        new("from", "organisation.from", "2026-03-01") { Synonyms = ["启用日期", "成立日期", "From", "Start date"] },
    ];

    public string? KeyOf(TableRow row) => row.Text("name") is { } name ? $"{TableRow.Fold(row.Text("parent") ?? "")}/{TableRow.Fold(name)}" : null;

    public async Task<TableOrder> Read(TableRow row, CancellationToken ct)
    {
        var caller = db.Caller;
        var parent = await ParentOf(row, ct);
        var (kind, from) = (row.Word("kind"), row.Date("from"));
        if (parent is { } above && (await organisation.Units(ct)).Any(unit => unit.Parent == above && TableRow.Fold(unit.Name) == TableRow.Fold(row.Required("name")))) return TableOrder.Known;
        if (parent is null && (await organisation.Named(caller, row.Required("name"), ct)).Any(unit => unit.Parent is null)) return TableOrder.Known;
        return new([new(new AddUnit.Command(row.Required("name"), kind ?? "", parent, row.Text("zone"), from), made => [new("unit", ((AddUnit.Response)made).Id.Value)])]);
    }

    public async Task TakeBack(TableRecord record, CancellationToken ct)
    {
        await UnitTree.Change(db, ct);
        var unit = await db.Load<Unit>(record.Id, "unit", ct);
        Uses.RequireUntouched(unit);
        await Uses.RequireNone<Unit, UnitId>(db, unit.Id, ct);
        db.Remove(unit);
    }

    // Without a parent a unit hangs below the topmost one, if there is one yet.
    private async Task<UnitId?> ParentOf(TableRow row, CancellationToken ct)
    {
        if (row.Text("parent") is not { } parent) return (await organisation.Units(ct)) is [var head, ..] && TableRow.Fold(head.Name) != TableRow.Fold(row.Required("name")) ? head.Id : null;
        if ((await organisation.Named(db.Caller, parent, ct)).Count > 0 || !row.IsTrial) return await organisation.UnitOf(db.Caller, row, "parent", ct);
        // In a trial a line above would have made it: what stands above that one is as good a parent.
        for (var (other, seen) = (row.Other("name", parent), 0); other is not null && seen < 20; seen++)
        {
            if (other.Text("parent") is not { } next) return (await organisation.Units(ct)) is [var top, ..] ? top.Id : null;
            if (await organisation.Named(db.Caller, next, ct) is [var known, ..]) return known.Id;
            other = row.Other("name", next);
        }
        return await organisation.UnitOf(db.Caller, row, "parent", ct);
    }
}
