using Aftercare.Platform;

namespace Aftercare.Modules.Workforce;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Technicians { get; } = ListExport.Of<ListTechnicians.Row>("technicians", "workforce.title",
        (filter, after) => new ListTechnicians.Query(filter.Text("skill"), filter.Id<UnitId>("unit"), after, 200),
        ("workforce.name", row => row.Name), ("workforce.unit", row => row.UnitName), ("workforce.phone", row => row.Phone),
        ("workforce.skills", row => string.Join("; ", row.Skills.Select(skill => skill.ValidUntil is { } day ? $"{skill.Skill} {skill.Level} ({day:uuuu-MM-dd})" : $"{skill.Skill} {skill.Level}"))));
}
