using System.Text.RegularExpressions;
using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using static Aftercare.Tests.House.CompiledCode;

namespace Aftercare.Tests.House;

/// <summary>A slice has always the same shape, is short, saves once, calls no other slice, reads only what its caller may see, and has a test.</summary>
public sealed class SliceShapeTests(TestApp app) : IClassFixture<TestApp>
{
    private IEnumerable<Slice> Slices => app.Services.GetRequiredService<SliceRegistry>().All;

    private IEnumerable<(Slice Slice, string Path, string Text)> Files
    {
        get
        {
            var byName = Sources("src/Aftercare", ".cs").ToLookup(file => Path.GetFileName(file.Path));
            return from slice in Slices
                   let file = byName[slice.Type.Name + ".cs"].FirstOrDefault(file => file.Text.Contains($"namespace {slice.Type.Namespace};", StringComparison.Ordinal))
                   select (slice, file.Path ?? "nowhere", file.Text ?? "");
        }
    }

    [Fact]
    public void Every_slice_has_a_file_of_its_name() => AssertNone(Files.Where(file => file.Text == "").Select(file => file.Slice.Name));

    [Fact]
    public void Every_slice_that_is_written_is_listed_in_a_door()
    {
        var listed = Slices.Select(slice => slice.Handler.FullName!.Replace('+', '/')).ToHashSet();
        var forgotten = Types.Where(type => type.Name == "Handler" && type.Interfaces.Any(face => face.InterfaceType.Name == "IHandle`2")).Select(type => type.FullName).Where(name => !listed.Contains(name));
        AssertNone(forgotten);
    }

    [Fact]
    public void A_slice_has_at_most_150_lines_besides_its_documentation() => AssertNone(
        from file in Files
        let lines = file.Text.TrimEnd().Split('\n').Count(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal))
        where lines > 150
        select $"{file.Path}: {lines}");

    [Fact]
    public void A_slice_saves_at_one_place() => AssertNone(
        from file in Files
        let saves = Regex.Count(file.Text, @"\bSaveChangesAsync\(")
        where saves > 1
        select $"{file.Path}: {saves}");

    [Fact]
    public void A_slice_never_calls_another()
    {
        var handlers = Slices.Select(slice => slice.Handler.FullName!.Replace('+', '/')).ToHashSet();
        var offenders = from type in Types
                        where handlers.Contains(HandlerAround(type) ?? "")
                        from used in Mentions(type)
                        where used.FullName == typeof(Gateway).FullName || used.FullName == typeof(Door).FullName || (handlers.Contains(used.FullName) && used.FullName != HandlerAround(type))
                        select $"{type.FullName} uses {used.FullName}";
        AssertNone(offenders);
    }

    // A slice that people call says whose rows it means: Visible and Load give what the caller may see; All says aloud that
    // a rule needs everybody's, and no question of staff does. Slices that only time or facts call see the whole company.
    [Fact]
    public void Slices_that_people_call_read_listable_records_through_Visible_or_Load()
    {
        var listable = Types.Where(type => type.Interfaces.Any(face => face.InterfaceType.Name == "IListable`1")).Select(type => type.FullName).ToHashSet();
        var forPeople = Slices.Where(slice => !IsForTheProductAlone(slice)).ToDictionary(slice => slice.Handler.FullName!.Replace('+', '/'));
        AssertNone(from type in Types
                   let handler = HandlerAround(type)
                   where handler is not null && forPeople.ContainsKey(handler)
                   let question = !forPeople[handler].Saves && forPeople[handler].Permission.EndsWith(".read", StringComparison.Ordinal)
                   from call in Calls(type)
                   where call.Called is GenericInstanceMethod { Name: "Set" or "Find" or "FindAsync" } or GenericInstanceMethod { Name: "All", DeclaringType.Name: "AppDb" }
                   let read = (GenericInstanceMethod)call.Called
                   where listable.Contains(read.GenericArguments[0].FullName) && (read.Name != "All" || question) && call.At.Next.Operand is not MethodReference { Name: "get_Local" }
                   select $"{handler} reads {read.GenericArguments[0].Name} through {read.Name}");
    }

    [Fact]
    public void Every_slice_is_named_in_a_test()
    {
        var tests = string.Join('\n', Sources("tests", ".cs").Where(file => !file.Path.Contains("/House/", StringComparison.Ordinal)).Select(file => file.Path + "\n" + file.Text));
        var words = Regex.Matches(tests, @"\b[A-Z]\w+").Select(match => match.Value).ToHashSet();
        AssertNone(Slices.Where(slice => !words.Contains(slice.Type.Name) && !words.Contains(slice.Type.Name + "Tests")).Select(slice => slice.Name));
    }

    private static bool IsForTheProductAlone(Slice slice) =>
        slice.Map is null && (slice.On.Count > 0 || slice.Timer is not null || slice.Period is not null || slice.Job is not null || slice.Permission.StartsWith("installation.", StringComparison.Ordinal));

    private static string? HandlerAround(TypeDefinition type)
    {
        for (var at = type; at is not null; at = at.DeclaringType)
            if (at.Name == "Handler") return at.FullName;
        return null;
    }
}
