using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Open requests by table, with the times they had where they come from.</summary>
internal sealed class TicketsTable(AppDb db, DeskRules rules, ICustomers customers, IAssets assets, IOrganisation organisation) : ITableTarget
{
    public string Name => "tickets";
    public string Title => "desk.tickets";
    public string Permission => "desk.manage";
    public int Order => 60;

    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("number", "desk.table.number", "BX-2026-0815", Required: true) { Synonyms = ["单号", "原单号", "编号", "工单号", "报修单号", "Number", "Ticket No", "Case"] },
        new("fault", "desk.fault", "不制冷，E5 报警", Required: true) { Synonyms = ["故障描述", "故障现象", "问题描述", "内容", "报修内容", "Fault", "Description"] },
        new("opened", "desk.opened-at", "2026-02-27 09:30", Required: true) { Synonyms = ["报修时间", "受理时间", "登记时间", "创建时间", "日期", "Opened", "Created"], Fields = ["OpenedAt"] },
        new("customer_number", "customers.number", "C-10023") { Synonyms = ["客户代码", "Customer number"], Help = "assets.table.customer.help" },
        new("customer_phone", "assets.table.customer-phone", "13812345678") { Synonyms = ["电话", "手机", "联系电话", "Phone"] },
        new("customer", "customers.name", "苏州恒信电器有限公司") { Synonyms = ["客户", "客户姓名", "用户", "Customer"] },
        new("serial", "assets.serial", "WM10-2024-000123") { Synonyms = ["设备序列号", "机号", "SN", "Serial"], Fields = ["Asset"] },
        new("type", "desk.type", "维修") { Synonyms = ["类型", "服务类型", "Type"], Help = "desk.table.type.help" },
        new("priority", "desk.priority", "P3") { Synonyms = ["紧急程度", "级别", "Priority"], Help = "desk.table.priority.help", Words = [.. Enum.GetNames<Priority>().Select(name => new TableWord(name, $"desk.table.priority.{name}"))] },
        new("channel", "desk.channel", "电话") { Synonyms = ["渠道", "来源", "Channel"], Words = [.. Enum.GetNames<Channel>().Select(name => new TableWord(name, $"desk.channel.{name}"))] },
        new("handler", "desk.handler", "A1024") { Synonyms = ["受理人", "经办人", "负责人", "Handler"], Help = "desk.table.handler.help" },
        new("acknowledged", "desk.table.acknowledged", "2026-02-27 09:40") { Synonyms = ["确认时间", "Acknowledged"], Fields = ["AcknowledgedAt"] },
        new("responded", "desk.table.responded", "2026-02-27 10:15") { Synonyms = ["回电时间", "Responded"], Fields = ["RespondedAt"] },
        new("unit", "desk.unit", "上海服务中心") { Synonyms = ["网点", "服务网点", "所属单元", "Unit"], Help = "assets.table.unit.help" },
    ];

    public string? KeyOf(TableRow row) => row.Text("number");

    public async Task<TableOrder> Read(TableRow row, CancellationToken ct)
    {
        var number = row.Required("number");
        var customer = await CustomerOf(row, ct);
        var unit = await organisation.UnitOf(db.Caller, row, "unit", ct) ?? customer?.Unit;
        var zone = unit is { } named ? (await organisation.Unit(named, ct)).Zone : DateTimeZone.Utc;
        var asset = row.Text("serial") is { } serial ? (await assets.BySerial(serial, ct))?.Id ?? row.Wrong<AssetId?>("serial", "table.asset-unknown", serial) : null;
        var (type, handler) = (await TypeOf(row, ct), await HandlerOf(row, ct));
        var (priority, channel) = (row.Word<Priority>("priority"), row.Word<Channel>("channel") ?? Channel.Hotline);
        Instant? At(string column) => row.DateAndTime(column)?.InZoneLeniently(zone).ToInstant();
        var (opened, acknowledged, responded) = (At("opened"), At("acknowledged"), At("responded"));
        if (row.Problems.Count > 0 || await db.Visible<Ticket>().AnyAsync(ticket => ticket.Source == TakeTicket.Source && ticket.ExternalId == number, ct)) return TableOrder.Known;

        var command = new TakeTicket.Command(number, unit!.Value, customer!.Id, type!, row.Required("fault"), opened!.Value, channel, priority, asset, handler, acknowledged, responded);
        return new([new(command, made => [new("ticket", ((TakeTicket.Response)made).Id.Value)])]);
    }

    /// <summary>A request has a history and its clocks are counted: it is cancelled, not removed.</summary>
    public Task TakeBack(TableRecord record, CancellationToken ct) => throw new Refusal("table.ticket-stays");

    private async Task<CustomerCard?> CustomerOf(TableRow row, CancellationToken ct)
    {
        var (number, phone, name) = (row.Text("customer_number"), row.Text("customer_phone"), row.Text("customer"));
        var column = number is not null ? "customer_number" : phone is not null ? "customer_phone" : "customer";
        if (row.Text(column) is not { } said) return row.Wrong<CustomerCard>("customer", "table.missing", "@customers.name");
        return await customers.Meant(number, phone, name, ct) switch
        {
            [] => row.Wrong<CustomerCard>(column, "table.customer-unknown", said),
            [var one] => one,
            _ => row.Wrong<CustomerCard>(column, "table.customer-unclear", said),
        };
    }

    private async Task<string?> TypeOf(TableRow row, CancellationToken ct)
    {
        if (row.Text("type") is not { } text) return "repair";
        var wanted = TableRow.Fold(text);
        return (await rules.Types(ct)).FirstOrDefault(type => type.Active && new[] { type.Code, type.Chinese, type.English }.Any(name => TableRow.Fold(name) == wanted))?.Code ?? row.Wrong<string>("type", "table.type-unknown", text);
    }

    private async Task<PersonId?> HandlerOf(TableRow row, CancellationToken ct)
    {
        if (row.Text("handler") is not { } text) return null;
        var found = (await organisation.FindPeople(text, ct)).Where(person => person.EmployeeNumber == text || person.Name == text).ToList();
        return (found.Find(person => person.EmployeeNumber == text) ?? (found.Count == 1 ? found[0] : null))?.Id ?? row.Wrong<PersonId?>("handler", found.Count == 0 ? "table.person-unknown" : "table.person-unclear", text);
    }
}
