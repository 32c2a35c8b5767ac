using Aftercare.Platform;

namespace Aftercare.Modules.Organisation;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport People { get; } = ListExport.Of<ListPeople.Row>("people", "organisation.people.title",
        (filter, after) => new ListPeople.Query(filter.Text("q"), filter.Id<UnitId>("unit"), filter.Flag("gone") is true, after, 200),
        ("organisation.employee-number", row => row.EmployeeNumber), ("organisation.person.name", row => row.Name), ("organisation.unit", row => row.UnitName), ("organisation.post", row => row.Post),
        ("organisation.employment", row => new TextKey($"organisation.employment.{row.Employment}")), ("organisation.employer", row => row.Employer), ("organisation.phone", row => row.Phone), ("organisation.email", row => row.Email));

    public static ListExport Units { get; } = ListExport.Whole<ListUnits.Response, (ListUnits.Row Unit, string? Parent)>("units", "organisation.units.title",
        filter => new ListUnits.Query(filter.Flag("closed") is true), answer => answer.Units.Select(unit => (unit, answer.Units.FirstOrDefault(other => other.Id == unit.Parent)?.Name)),
        ("organisation.unit", row => row.Unit.Name), ("organisation.kind", row => new TextKey($"organisation.kind.{row.Unit.Kind}")), ("organisation.parent", row => row.Parent), ("organisation.zone", row => row.Unit.Zone),
        ("organisation.from", row => row.Unit.From), ("organisation.to", row => row.Unit.To), ("organisation.people.title", row => row.Unit.People), ("organisation.intake", row => row.Unit.IntakeName));
}
