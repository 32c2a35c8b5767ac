using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Organisation;

/// <summary>One state of a company's organisation tree, to ask who stands above and below whom.</summary>
internal sealed class Units
{
    private readonly FrozenDictionary<UnitId, UnitCard> _byId;
    private readonly ILookup<UnitId?, UnitCard> _byParent;

    public Units(int version, IReadOnlyCollection<UnitCard> cards)
    {
        Version = version;
        _byId = cards.ToFrozenDictionary(card => card.Id);
        _byParent = cards.OrderBy(card => card.Id.Value).ToLookup(card => card.Parent);
        All = [.. _byParent[null].SelectMany(Walk)];
    }

    public int Version { get; }

    /// <summary>Parents before children.</summary>
    public ImmutableArray<UnitCard> All { get; }

    public UnitCard? Find(UnitId unit) => _byId.GetValueOrDefault(unit);

    public IEnumerable<UnitCard> Below(UnitId unit) => Find(unit) is { } card ? Walk(card) : [];

    public IEnumerable<UnitCard> Above(UnitId unit)
    {
        for (var card = Find(unit); card is not null; card = card.Parent is { } parent ? Find(parent) : null) yield return card;
    }

    public int DepthOf(UnitId unit) => Above(unit).Count() - 1;

    private IEnumerable<UnitCard> Walk(UnitCard card) => _byParent[card.Id].SelectMany(Walk).Prepend(card);
}

/// <summary>
/// The trees in memory, one a company. Each use asks the database for the tree's version, one row by key, and reads the
/// units again only when it moved: a change is seen at once, on every node, and inside the command that makes it.
/// </summary>
internal sealed class UnitTrees
{
    private readonly ConcurrentDictionary<CompanyId, Units> _trees = new();

    public async Task<Units> Of(AppDb db, CancellationToken ct)
    {
        var version = await db.All<UnitTree>().AsNoTracking().Select(tree => tree.Version).SingleOrDefaultAsync(ct);
        if (_trees.TryGetValue(db.CompanyScope, out var known) && known.Version == version) return known;

        var cards = (await db.All<Unit>().AsNoTracking().ToListAsync(ct)).ConvertAll(unit => unit.Card());
        // On PostgreSQL a change may be committed between the two questions: the next use then reads once more.
        var fresh = new Units(version, cards);
        if (db.Database.CurrentTransaction is null) _trees[db.CompanyScope] = fresh;
        return fresh;
    }
}
