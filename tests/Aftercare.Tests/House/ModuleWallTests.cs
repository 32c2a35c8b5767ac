using Aftercare.Platform;
using Mono.Cecil;
using static Aftercare.Tests.House.CompiledCode;

namespace Aftercare.Tests.House;

/// <summary>
/// The one law, read from the compiled code: references point up this list, facts flow down it. There is no list of
/// exceptions: if two modules need each other, one is misplaced or a third is missing.
/// </summary>
public sealed class ModuleWallTests
{
    private static readonly string[] Order =
    [
        "Identity", "Organisation", "Calendars", "Customers", "Assets", "Workforce", "Parts", "Knowledge", "Desk", "Field", "Dispatch", "Depot", "Charges",
        "Quality", "Satisfaction", "Training", "Performance", "Audits", "Messages", "Reports", "Integrations",
    ];

    [Fact]
    public void Every_module_has_its_place_in_the_order() => AssertNone(Types.Select(ModuleOf).OfType<string>().Except(Order));

    [Fact]
    public void Modules_reach_only_the_faces_of_modules_above_them()
    {
        var trespasses = from type in Types
                         let home = ModuleOf(type)
                         where home is not null
                         from used in Mentions(type)
                         let other = ModuleOf(used)
                         where other is null ? Home(used).StartsWith(ShellSpace, StringComparison.Ordinal) : other != home && !(IsFace(used) && IsAbove(other, home))
                         select $"{type.FullName} uses {used.FullName}";

        AssertNone(trespasses);
    }

    [Fact]
    public void The_platform_knows_no_module_and_no_shell()
    {
        var trespasses = from type in Types
                         where Home(type).StartsWith(PlatformSpace, StringComparison.Ordinal)
                         from used in Mentions(type)
                         where ModuleOf(used) is not null || Home(used).StartsWith(ShellSpace, StringComparison.Ordinal)
                         select $"{type.FullName} uses {used.FullName}";

        AssertNone(trespasses);
    }

    // A shell frames what modules register: it opens their doors, speaks to their faces and sends the requests of their slices.
    [Fact]
    public void Shells_reach_only_doors_faces_and_requests()
    {
        var trespasses = from type in Types
                         where Home(type).StartsWith(ShellSpace, StringComparison.Ordinal)
                         from used in Mentions(type)
                         let module = ModuleOf(used)
                         where module is not null && !IsFace(used) && used.Name != module + "Module" && !IsRequest(used) && !InRequests.Value.Contains(used.FullName)
                         select $"{type.FullName} uses {used.FullName}";

        AssertNone(trespasses);
    }

    [Fact]
    public void The_map_of_modules_is_drawn_from_the_compiled_code()
    {
        var file = Path.Combine(Folder, "docs", "modules.md");
        var drawn = Draw();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(file, drawn);

        Assert.True(File.Exists(file) && File.ReadAllText(file) == drawn, "docs/modules.md is out of date. Run this test with UPDATE_DOCS=1 and commit the file.");
    }

    /// <summary>What requests and their answers are made of: whoever may send a request may fill it in and read the answer.</summary>
    private static readonly Lazy<HashSet<string>> InRequests = new(() =>
    {
        var found = new HashSet<string>();
        var open = new Queue<TypeReference>(Types.Where(IsRequest));
        while (open.TryDequeue(out var type))
            foreach (var part in type is GenericInstanceType generic ? generic.GenericArguments : type.Resolve() is { Module: var module } known && module == Types[0].Module ? [.. known.Interfaces.Select(face => face.InterfaceType), .. known.Properties.Select(property => property.PropertyType)] : (IEnumerable<TypeReference>)[])
                if (found.Add(part.FullName)) open.Enqueue(part);
        return found;
    });

    private static bool IsAbove(string other, string home) => Place(other) < Place(home);

    private static int Place(string module) => Array.IndexOf(Order, module);

    private static bool IsRequest(TypeReference type) => type.DeclaringType is { } slice && slice.Resolve() is { IsAbstract: true, IsSealed: true };

    private static string Draw()
    {
        var uses = (from type in Types
                    let home = ModuleOf(type)
                    where home is not null
                    from used in Mentions(type)
                    let other = ModuleOf(used)
                    where other is not null && other != home && !IsFact(used)
                    select (From: home, To: other)).Distinct().ToHashSet();
        var facts = (from type in Types
                     from method in type.Methods
                     where method is { Name: "On", IsStatic: true, Parameters.Count: 1 } && ModuleOf(type) is not null && IsFact(method.Parameters[0].ParameterType)
                     let fact = method.Parameters[0].ParameterType
                     where ModuleOf(fact) != ModuleOf(type)
                     select (From: ModuleOf(fact)!, Name: fact.Name, To: ModuleOf(type)!)).Distinct().ToList();
        var present = Order.Where(module => Types.Any(type => ModuleOf(type) == module)).ToList();

        IEnumerable<string> rows = present.Select(module =>
        {
            var above = uses.Where(edge => edge.From == module).Select(edge => edge.To).OrderBy(Place);
            var heard = facts.Where(edge => edge.To == module).OrderBy(edge => Place(edge.From)).ThenBy(edge => edge.Name, StringComparer.Ordinal).Select(edge => $"{edge.From}: {edge.Name}");
            return $"| {module} | {string.Join(", ", above)} | {string.Join(", ", heard)} |";
        });
        return string.Join('\n',
        [
            "# Modules", "", "Drawn from the compiled code by a test (`UPDATE_DOCS=1` writes it); do not edit. Solid: uses the face of. Dotted: hears facts of.", "",
            "```mermaid", "graph BT",
            .. present.Select(module => $"  {module}"),
            .. uses.OrderBy(edge => Place(edge.From)).ThenBy(edge => Place(edge.To)).Select(edge => $"  {edge.From} --> {edge.To}"),
            .. facts.Select(edge => (edge.From, edge.To)).Distinct().OrderBy(edge => Place(edge.From)).ThenBy(edge => Place(edge.To)).Select(edge => $"  {edge.From} -.-> {edge.To}"),
            "```", "", "| Module | uses the faces of | hears |", "|---|---|---|",
            .. rows, "",
        ]);
    }

    private static bool IsFact(TypeReference type) => type.Resolve() is { } found && found.Interfaces.Any(face => face.InterfaceType.FullName == typeof(IFact).FullName);
}
