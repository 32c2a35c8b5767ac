using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Organisation;

/// <summary>People by table: own staff, and those of dealers, repair stations and agents (R111).</summary>
internal sealed class PeopleTable(AppDb db, IOrganisation organisation) : ITableTarget
{
    public string Name => "people";
    public string Title => "organisation.people.title";
    public string Permission => "organisation.manage";
    public int Order => 20;

    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("name", "organisation.person.name", "王强", Required: true) { Synonyms = ["名字", "人员", "员工", "员工姓名", "技师", "工程师", "Name", "Full name"] },
        new("number", "organisation.employee-number", "A1024") { Synonyms = ["员工编号", "编号", "人员编号", "Employee No", "Number"], Fields = ["EmployeeNumber"], Help = "organisation.table.number.help" },
        new("unit", "organisation.unit", "上海服务中心") { Synonyms = ["所属单元", "部门", "网点", "所属网点", "所属部门", "Unit", "Department"], Help = "table.help.unit" },
        new("post", "organisation.post", "维修技师") { Synonyms = ["职务", "职位", "Post", "Position", "Job title"] },
        new("phone", "organisation.phone", "13900000001") { Synonyms = ["手机", "手机号", "联系电话", "Phone", "Mobile"] },
        new("email", "organisation.email", "wang@example.cn") { Synonyms = ["电子邮箱", "邮件", "Email", "E-mail"] },
        new("employment", "organisation.employment", "经销商") { Synonyms = ["人员性质", "用工性质", "人员类型", "Employment", "Employment type"], Help = "organisation.table.employment.help", Words =
        [
            new("Own", "organisation.employment.Own", "自营", "直营", "正式", "本公司"), new("Dealer", "organisation.employment.Dealer"), new("SubDistributor", "organisation.employment.SubDistributor", "二级经销商"),
            new("RepairStation", "organisation.employment.RepairStation", "特约维修站", "服务站"), new("Agent", "organisation.employment.Agent"), new("ThirdParty", "organisation.employment.ThirdParty", "外包", "外协"),
        ] },
        new("employer", "organisation.employer", "苏州恒信电器有限公司") { Synonyms = ["用人单位", "所在单位", "所属公司", "Employer"], Help = "organisation.employer.help" },
        new("language", "organisation.language", "中文") { Synonyms = ["Language"], Words = [new("zh-CN", "organisation.language.zh-CN", "简体中文", "zh"), new("en", "organisation.language.en", "英语")] },
    ];

    public string? KeyOf(TableRow row) => row.Text("number") is { } number ? "#" + number : row.Text("phone") is { } phone ? $"{TableRow.Fold(row.Text("name") ?? "")}/{TableRow.Fold(phone)}" : null;

    public async Task<TableOrder> Read(TableRow row, CancellationToken ct)
    {
        var unit = await organisation.UnitOf(db.Caller, row, "unit", ct) ?? (row.Text("unit") is null ? db.Caller.HomeUnit ?? row.Wrong<UnitId?>("unit", "table.missing", "@organisation.unit") : null);
        var (employment, language) = (row.Word<Employment>("employment") ?? Employment.Own, row.Word("language"));
        if (await IsHere(row, unit, ct)) return TableOrder.Known;
        var command = new AddPerson.Command(
            unit ?? default, row.Required("name"), row.Text("phone"), row.Text("email"), row.Text("number"), language, row.Text("post"), employment, row.Text("employer"));
        return new([new(command, made => [new("person", ((AddPerson.Response)made).Id.Value)])]);
    }

    public async Task TakeBack(TableRecord record, CancellationToken ct)
    {
        var person = await db.Load<Person>(record.Id, "person", ct);
        Uses.RequireUntouched(person);
        await Uses.RequireNone<Person, PersonId>(db, person.Id, ct);
        db.Remove(person);
    }

    private Task<bool> IsHere(TableRow row, UnitId? unit, CancellationToken ct)
    {
        var (name, number, phone) = (row.Required("name"), row.Text("number"), row.Text("phone"));
        var people = db.Visible<Person>();
        if (number is not null) people = people.Where(person => person.EmployeeNumber == number);
        else if (phone is not null) people = people.Where(person => person.Phone == phone && person.Name == name);
        else people = people.Where(person => person.Name == name && person.UnitId == unit);
        return people.AnyAsync(ct);
    }
}
