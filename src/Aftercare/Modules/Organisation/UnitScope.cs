using System.Collections.Immutable;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Organisation;

/// <summary>The tree as permissions need it: who holds a post on a unit holds it on everything below.</summary>
internal sealed class UnitScope(AppDb db, UnitTrees trees) : IUnitTree
{
    // Closed units stay in: somebody must still see what was done there.
    public async ValueTask<ImmutableArray<UnitId>> Expand(CompanyId company, IReadOnlyCollection<UnitId> units, CancellationToken ct)
    {
        var tree = await trees.Of(db, ct);
        return [.. units.SelectMany(tree.Below).Select(unit => unit.Id).Concat(units).Distinct()];
    }

    public async ValueTask<UnitId?> Top(CompanyId company, CancellationToken ct) => (await trees.Of(db, ct)).All.FirstOrDefault()?.Id;

    public async ValueTask<IReadOnlyList<UnitName>> All(CompanyId company, CancellationToken ct)
    {
        var tree = await trees.Of(db, ct);
        return [.. tree.All.Select(unit => new UnitName(unit.Id, unit.Name, tree.DepthOf(unit.Id)))];
    }
}
