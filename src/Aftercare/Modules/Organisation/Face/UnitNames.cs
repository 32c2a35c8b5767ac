using Aftercare.Platform;

namespace Aftercare.Modules.Organisation.Face;

/// <summary>Units as tables name them.</summary>
public static class UnitNames
{
    private static readonly char[] Steps = ['/', '>', '\\', '／', '＞'];

    /// <summary>
    /// The unit that a cell names, by its name or, where several have it, by the way to it: `华东大区/上海服务中心`. Null when the cell is
    /// empty, and after noting why when it names none that the caller works for, or several.
    /// </summary>
    public static async Task<UnitId?> UnitOf(this IOrganisation organisation, Caller caller, TableRow row, string column, CancellationToken ct)
    {
        if (row.Text(column) is not { } text) return null;
        var found = await organisation.Named(caller, text, ct);
        return found.Count switch
        {
            1 => found[0].Id,
            0 => row.Wrong<UnitId?>(column, "table.unit-unknown", text),
            _ => row.Wrong<UnitId?>(column, "table.unit-unclear", text),
        };
    }

    /// <summary>The units that a text may mean among those the caller works for.</summary>
    public static async Task<IReadOnlyList<UnitCard>> Named(this IOrganisation organisation, Caller caller, string text, CancellationToken ct)
    {
        var steps = text.Split(Steps, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(TableRow.Fold).ToList();
        var units = await organisation.Units(ct);
        var byId = units.ToDictionary(unit => unit.Id);
        return steps.Count == 0 ? [] : [.. units.Where(unit => unit.To is null && (caller.SeesAllUnits || unit.Id == caller.HomeUnit || caller.Units.Contains(unit.Id)) && IsWay(unit, steps, byId))];
    }

    // The last step names the unit; those before it stand above, in their order, not necessarily all of them.
    private static bool IsWay(UnitCard unit, List<string> steps, Dictionary<UnitId, UnitCard> byId)
    {
        if (TableRow.Fold(unit.Name) != steps[^1]) return false;
        var left = steps.Count - 2;
        for (var above = unit.Parent; left >= 0 && above is { } id; above = byId[id].Parent)
            if (TableRow.Fold(byId[id].Name) == steps[left]) left--;
        return left < 0;
    }
}
