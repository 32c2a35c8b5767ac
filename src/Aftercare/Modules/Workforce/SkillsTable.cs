using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Workforce;

/// <summary>Technicians and what they can do by table: one skill a line. A person without one becomes a technician with their first.</summary>
internal sealed class SkillsTable(AppDb db, IOrganisation organisation) : ITableTarget
{
    public string Name => "skills";
    public string Title => "workforce.table.title";
    public string Permission => "organisation.manage";
    public int Order => 25;

    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("person", "workforce.table.person", "A1024", Required: true) { Synonyms = ["工号", "姓名", "技师", "工程师", "人员", "员工编号", "Technician", "Person", "Employee No"], Help = "workforce.table.person.help" },
        new("skill", "workforce.skill", "空调维修", Required: true) { Synonyms = ["技能名称", "工种", "资质", "Skill"], Fields = ["Skills[0].Skill"] },
        new("level", "workforce.table.level", "3") { Synonyms = ["等级", "技能等级", "级别", "Level"], Fields = ["Skills[0].Level"] },
        new("certificate", "workforce.table.certificate", "T-2024-0123") { Synonyms = ["证书", "证书编号", "Certificate"], Fields = ["Skills[0].Certificate"] },
        new("until", "workforce.table.until", "2027-03-31") { Synonyms = ["有效期", "到期日", "证书有效期", "Valid until", "Expiry"] },
    ];

    public string? KeyOf(TableRow row) => $"{TableRow.Fold(row.Text("person") ?? "")}/{row.Text("skill")}";

    public async Task<TableOrder> Read(TableRow row, CancellationToken ct)
    {
        var person = await PersonOf(row, ct);
        var wanted = new SkillFields(row.Required("skill"), row.Number("level") ?? 3, row.Text("certificate"), row.Date("until"));
        if (person is null || row.Problems.Count > 0) return TableOrder.Known;
        var technician = await db.Visible<Technician>().SingleOrDefaultAsync(technician => technician.PersonId == person.Id, ct);
        if (technician is null)
            return new([new(new MakeTechnician.Command(person.Id, [wanted]), made => [new("skill", ((MakeTechnician.Response)made).Id.Value, wanted.Skill)])]);

        var had = await db.All<TechnicianSkill>().Where(skill => skill.TechnicianId == technician.Id).ToListAsync(ct);
        if (had.Exists(skill => skill.Skill == wanted.Skill)) return TableOrder.Known;
        var all = had.ConvertAll(skill => new SkillFields(skill.Skill, skill.Level, skill.Certificate, skill.ValidUntil));
        // The line's own first, so that a refusal of it is shown at its cells.
        return new([new(new SetSkills.Command([wanted, .. all]) { Id = technician.Id }, _ => [new("skill", technician.Id.Value, wanted.Skill)])]);
    }

    /// <summary>The skill goes; the technician stays one, because shifts and visits may hang on them.</summary>
    public async Task TakeBack(TableRecord record, CancellationToken ct)
    {
        var technician = await db.Load<Technician>(record.Id, "technician", ct);
        var skill = await db.All<TechnicianSkill>().SingleOrDefaultAsync(row => row.TechnicianId == technician.Id && row.Skill == record.Part, ct);
        if (skill is not null) db.Remove(skill);
    }

    private async Task<PersonCard?> PersonOf(TableRow row, CancellationToken ct)
    {
        var text = row.Required("person");
        var found = (await organisation.FindPeople(text, ct)).Where(person => person.EmployeeNumber == text || person.Name == text).ToList();
        return found.Find(person => person.EmployeeNumber == text) ?? found switch
        {
            [var one] => one,
            [] => row.Wrong<PersonCard>("person", "table.person-unknown", text),
            _ => row.Wrong<PersonCard>("person", "table.person-unclear", text),
        };
    }
}
