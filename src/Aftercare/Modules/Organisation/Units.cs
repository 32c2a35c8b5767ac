using System.Collections.Frozen;
using System.Collections.Immutable;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>One state of a company's organisation tree, to ask who stands above and below whom.</summary>
internal sealed class Units
{
    private readonly FrozenDictionary<UnitId, UnitCard> _byId;
    private readonly ILookup<UnitId?, UnitCard> _byParent;

    public Units(IReadOnlyCollection<UnitCard> cards)
    {
        _byId = cards.ToFrozenDictionary(card => card.Id);
        _byParent = cards.OrderBy(card => card.Id.Value).ToLookup(card => card.Parent);
        All = [.. _byParent[null].SelectMany(Walk)];
    }

    /// <summary>Parents before children.</summary>
    public ImmutableArray<UnitCard> All { get; }

    public UnitCard? Find(UnitId unit) => _byId.GetValueOrDefault(unit);

    /// <summary>The clock on the wall of a unit; without one, of the head of the company; of a company without units, China's.</summary>
    public DateTimeZone ZoneOf(UnitId? unit) => ((unit is { } of ? Find(of) : null) ?? All.FirstOrDefault())?.Zone ?? DateTimeZoneProviders.Tzdb[TimeZones.China];

    public IEnumerable<UnitCard> Below(UnitId unit) => Find(unit) is { } card ? Walk(card) : [];

    public IEnumerable<UnitCard> Above(UnitId unit)
    {
        for (var card = Find(unit); card is not null; card = card.Parent is { } parent ? Find(parent) : null) yield return card;
    }

    public int DepthOf(UnitId unit) => Above(unit).Count() - 1;

    private IEnumerable<UnitCard> Walk(UnitCard card) => _byParent[card.Id].SelectMany(Walk).Prepend(card);
}

/// <summary>The trees in memory, one a company, and who has a duty where.</summary>
internal sealed class UnitTrees
{
    private readonly Kept<Units> _trees = new(async (db, ct) => new((await db.All<Unit>().AsNoTracking().ToListAsync(ct)).ConvertAll(unit => unit.Card())));
    private readonly Kept<ILookup<UnitId, UnitDuty>> _duties = new(async (db, ct) => (await db.All<UnitDuty>().AsNoTracking().ToListAsync(ct)).ToLookup(duty => duty.UnitId));

    public Task<Units> Of(AppDb db, CancellationToken ct) => _trees.Of(db, ct);

    public async Task<IEnumerable<UnitDuty>> Duties(AppDb db, UnitId unit, CancellationToken ct) => (await _duties.Of(db, ct))[unit];
}
