using System.Collections.Frozen;
using System.Text.Json;

namespace Aftercare.Modules.Identity;

/// <summary>A post of the trade as a bundle of permissions: who holds it may do these things.</summary>
/// <param name="Code">`P00` to `P63`, as in the roles table of the requirements.</param>
/// <param name="OwnOnly">True for field posts: the holder sees the own work, whatever the unit.</param>
/// <param name="Permissions">`area.verb`, verbs read, do, manage, approve.</param>
internal sealed record Role(string Code, string Chinese, string English, bool OwnOnly, FrozenSet<string> Permissions)
{
    /// <summary>Holders decide who may do what, so they sign in with a second factor.</summary>
    public bool Administers => Permissions.Contains("platform.manage");

    public string Name(string language) => language == Platform.Texts.English ? English : Chinese;
}

/// <summary>All posts: 63 from `roles.json`, and the administrator, who may do everything.</summary>
internal static class RoleBook
{
    public const string Administrator = "P00";

    // In the order of the requirement modules 1 to 15, by whose numbers roles.json speaks.
    private static readonly string[] Areas =
        ["organisation", "customers", "desk", "field", "depot", "parts", "charges", "quality", "satisfaction", "knowledge", "performance", "appraisal", "audits", "reports", "platform"];

    /// <summary>
    /// What people earn is a class of data apart from what customers pay (R1501): whoever only works with charges does
    /// not see wages, except the finance post and field posts, which see their own.
    /// </summary>
    private const string Wages = "wages";

    private const string Finance = "P50";

    /// <summary>Every permission of the product that a person may hold.</summary>
    public static FrozenSet<string> AllPermissions { get; } =
        Areas.Append(Wages).SelectMany(area => new[] { $"{area}.read", $"{area}.do", $"{area}.manage", $"{area}.approve" }).ToFrozenSet();

    public static IReadOnlyList<Role> All { get; } = [new(Administrator, "系统管理员", "Administrator", false, AllPermissions), .. Load()];

    private static readonly FrozenDictionary<string, Role> ByCode = All.ToFrozenDictionary(role => role.Code);

    public static Role? Find(string code) => ByCode.GetValueOrDefault(code);

    private static IEnumerable<Role> Load()
    {
        using var stream = typeof(RoleBook).Assembly.GetManifestResourceStream("Aftercare.Modules.Identity.roles.json")!;
        var rows = JsonSerializer.Deserialize<Row[]>(stream, JsonSerializerOptions.Web)!;
        return [.. rows.Select(row => new Role(row.Code, row.Zh, row.En, row.Own, row.Modules.SelectMany(module => Bundle(row, module.Key, module.Value)).ToFrozenSet()))];
    }

    private static IEnumerable<string> Bundle(Row row, string module, string letter)
    {
        var area = Areas[int.Parse(module, System.Globalization.CultureInfo.InvariantCulture) - 1];
        var verbs = Verbs(letter);
        foreach (var verb in verbs) yield return $"{area}.{verb}";
        if (area != "charges" || (letter == "D" && !row.Own && row.Code != Finance)) yield break;
        foreach (var verb in verbs.Where(verb => !row.Own || verb == "read")) yield return $"{Wages}.{verb}";
    }

    /// <summary>Reading before doing, doing before managing.</summary>
    public static int VerbOrder(string permission) => Array.IndexOf(["read", "do", "manage", "approve"], permission.Split('.')[1]);

    private static string[] Verbs(string letter) => letter switch
    {
        "R" => ["read"],
        "D" => ["read", "do"],
        "M" => ["read", "do", "manage"],
        "A" => ["read", "approve"],
        _ => throw new InvalidOperationException($"roles.json has a letter '{letter}'."),
    };

    private sealed record Row(string Code, string Zh, string En, Dictionary<string, string> Modules, bool Own = false);
}
