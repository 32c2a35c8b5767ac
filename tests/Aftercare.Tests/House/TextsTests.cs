using System.Text.RegularExpressions;
using System.Xml.Linq;
using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil.Cil;
using static Aftercare.Tests.House.CompiledCode;

namespace Aftercare.Tests.House;

/// <summary>Every text exists in both languages, and every key the code uses exists.</summary>
public sealed partial class TextsTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly Dictionary<string, Dictionary<string, string>> Files = Sources("src", ".resx").ToDictionary(
        file => file.Path, file => XDocument.Parse(file.Text).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value));

    private static readonly HashSet<string> Keys = [.. Files.Where(file => file.Key.EndsWith(".zh-CN.resx", StringComparison.Ordinal)).SelectMany(file => file.Value.Keys)];

    [Fact]
    public void Every_text_is_there_in_Chinese_and_English_and_names_the_same_values()
    {
        var wrong = new List<string>();
        foreach (var (path, chinese) in Files.Where(file => file.Key.EndsWith(".zh-CN.resx", StringComparison.Ordinal)))
        {
            var english = Files.GetValueOrDefault(path.Replace(".zh-CN.resx", ".en.resx", StringComparison.Ordinal)) ?? [];
            wrong.AddRange(chinese.Keys.Except(english.Keys).Select(key => $"{key} lacks English"));
            wrong.AddRange(english.Keys.Except(chinese.Keys).Select(key => $"{key} lacks Chinese"));
            wrong.AddRange(chinese.Keys.Intersect(english.Keys).Where(key => !Places(chinese[key]).SequenceEqual(Places(english[key]))).Select(key => $"{key} names other values in English"));
            wrong.AddRange(chinese.Concat(english).Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => $"{text.Key} is empty"));
        }
        AssertNone(wrong);
    }

    [Fact]
    public void Every_key_in_the_sources_has_a_text() => AssertNone(
        (from file in Sources("src", ".cs", ".razor")
         from match in UsedKey().Matches(file.Text)
         let key = match.Groups["key"].Value
         where !Keys.Contains(key)
         select $"{file.Path}: {key}"));

    [Fact]
    public void Every_refusal_has_a_text()
    {
        var codes = from type in Types
                    from call in Calls(type)
                    where call.Called.DeclaringType.FullName == typeof(Refusal).FullName && call.Called.Name is ".ctor" or "Invalid" or "NotFound"
                    let code = FirstText(call.At, call.Called.Parameters.Count, thenField: call.Called.Name == "Invalid")
                    where code is not null
                    select (Type: type.FullName, Code: call.Called.Name == "NotFound" ? code + ".not-found" : code);
        var loads = from type in Types
                    from call in Calls(type)
                    where (call.Called.DeclaringType.Name, call.Called.Name) is ("AppDb", "Load")
                    let what = FirstText(call.At, 2)
                    where what is not null
                    select (Type: type.FullName, Code: what + ".not-found");

        AssertNone(codes.Concat(loads).Where(used => !Keys.Contains("refusal." + used.Code)).Select(used => $"{used.Type}: refusal.{used.Code}"));
    }

    [Fact]
    public void Every_permission_place_and_search_kind_has_a_name()
    {
        var permissions = app.Services.GetRequiredService<SliceRegistry>().All.Select(slice => slice.Permission).Where(permission => permission.Length > 0 && !permission.StartsWith("installation.", StringComparison.Ordinal)).Select(permission => "permission." + permission);
        var places = app.Services.GetServices<NavEntry>().SelectMany(entry => new[] { entry.Group, entry.Title });
        var kinds = app.Services.GetServices<SearchKind>().Select(kind => kind.Title);
        var queues = app.Services.GetServices<IQueueSource>().Select(queue => queue.Title);
        AssertNone(permissions.Concat(places).Concat(kinds).Concat(queues).Distinct().Where(key => !Keys.Contains(key)));
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order();

    // The nearest constant text before the call, as far back as its arguments can reach; a computed code is its maker's.
    private static string? FirstText(Instruction at, int parameters, bool thenField = false)
    {
        var back = at.Previous;
        for (var steps = 0; back is not null && steps < parameters + (thenField ? 30 : 4); steps++, back = back.Previous)
        {
            // Invalid(code, field): the code is the text that another text follows.
            if (back.OpCode == OpCodes.Ldstr && (!thenField || back.Next.OpCode == OpCodes.Ldstr)) return Code().IsMatch((string)back.Operand) ? (string)back.Operand : null;
            if (back.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return) return null;
        }
        return null;
    }

    [GeneratedRegex("""\b(?:T|texts|Texts|_texts)\[\s*"(?<key>[^"{}]+)"|\bIn\(\s*\w+(?:\.\w+)*,\s*"(?<key>[a-z][^"{}]*\.[^"{}]+)"|new TextKey\(\s*"(?<key>[^"{}]+)"\)""")]
    private static partial Regex UsedKey();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"^[a-z0-9]+([.-][a-z0-9]+)*$")]
    private static partial Regex Code();
}
