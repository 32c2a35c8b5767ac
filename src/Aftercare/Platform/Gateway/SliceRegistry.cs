using System.Collections.Frozen;
using System.Reflection;

namespace Aftercare.Platform;

/// <summary>Every use case of the product, filled by the modules' doors.</summary>
public sealed class SliceRegistry
{
    private readonly FrozenDictionary<Type, Slice> _byRequest;
    private readonly FrozenDictionary<string, Slice> _byName;
    private readonly FrozenDictionary<Type, Slice[]> _byFact;
    private readonly FrozenDictionary<string, Type> _facts;
    private readonly FrozenDictionary<string, Slice> _byTimer;
    private readonly FrozenDictionary<string, Slice> _byJob;

    public SliceRegistry(IEnumerable<Slice> slices)
    {
        All = [.. slices];
        _byRequest = All.ToFrozenDictionary(slice => slice.Request);
        _byName = All.ToFrozenDictionary(slice => slice.Name);
        _byFact = All.SelectMany(slice => slice.On.Keys.Select(fact => (fact, slice))).GroupBy(pair => pair.fact).ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.slice).ToArray());
        _facts = _byFact.Keys.ToFrozenDictionary(FactName);
        _byTimer = All.Where(slice => slice.Timer is not null).ToFrozenDictionary(slice => slice.Timer!);
        _byJob = All.Where(slice => slice.Job is not null).ToFrozenDictionary(slice => slice.Job!);
    }

    public IReadOnlyList<Slice> All { get; }

    public Slice Of(Type request) => _byRequest.TryGetValue(request, out var slice) ? slice : throw new InvalidOperationException($"{request} belongs to no slice that a module's door lists.");

    internal Slice? Named(string name) => _byName.GetValueOrDefault(name);

    internal Slice? ForTimer(string kind) => _byTimer.GetValueOrDefault(kind);

    internal Slice? ForJob(string kind) => _byJob.GetValueOrDefault(kind);

    internal Type? FactNamed(string name) => _facts.GetValueOrDefault(name);

    internal IReadOnlyList<Slice> SubscribersOf(Type fact) => _byFact.GetValueOrDefault(fact) ?? [];

    internal static string FactName(Type fact) =>
        fact.GetCustomAttribute<AnnouncedAsAttribute>()?.Name ?? throw new InvalidOperationException($"{fact} needs a [AnnouncedAs] name: it is stored under it.");
}
