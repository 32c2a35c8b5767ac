using System.Collections.Immutable;
using Aftercare.Platform;

namespace Aftercare.Modules.Identity.Face;

/// <summary>
/// The shape of the organisation, as far as permissions need it. The Organisation module fulfils it; until it is
/// there a unit is itself alone. Called in a session opened for the company.
/// </summary>
public interface IUnitTree
{
    /// <summary>These units and everything below them, today.</summary>
    ValueTask<ImmutableArray<UnitId>> Expand(CompanyId company, IReadOnlyCollection<UnitId> units, CancellationToken ct);

    /// <summary>The unit at the top, where rows of people without a unit belong; null while there is none.</summary>
    ValueTask<UnitId?> Top(CompanyId company, CancellationToken ct);

    /// <summary>All units, parents before children, for pickers and to check a unit that is named.</summary>
    ValueTask<IReadOnlyList<UnitName>> All(CompanyId company, CancellationToken ct);
}

/// <param name="Depth">0 at the top.</param>
public sealed record UnitName(UnitId Id, string Name, int Depth);

internal sealed class UnitsAlone : IUnitTree
{
    public ValueTask<ImmutableArray<UnitId>> Expand(CompanyId company, IReadOnlyCollection<UnitId> units, CancellationToken ct) => new([.. units]);

    public ValueTask<UnitId?> Top(CompanyId company, CancellationToken ct) => new((UnitId?)null);

    public ValueTask<IReadOnlyList<UnitName>> All(CompanyId company, CancellationToken ct) => new(Array.Empty<UnitName>());
}
