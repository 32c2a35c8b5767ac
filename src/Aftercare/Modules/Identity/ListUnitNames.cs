using System.Globalization;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Aftercare.UiKit;

namespace Aftercare.Modules.Identity;

/// <summary>The units a caller may give roles on, for the account pages. An unnamed first choice stands for the whole company.</summary>
internal static class ListUnitNames
{
    [Needs("platform.manage")]
    internal sealed record Query : IQuery<Response>;

    /// <param name="WholeCompany">Whether the caller may also give a role for all of it.</param>
    internal sealed record Response(IReadOnlyList<UnitName> Units, bool WholeCompany)
    {
        public string? NameOf(UnitId unit) => Units.FirstOrDefault(known => known.Id == unit)?.Name;

        public IReadOnlyList<Option> Options => [.. Units.Select(unit => new Option(unit.Id.Value.ToString(CultureInfo.InvariantCulture), new string('　', unit.Depth) + unit.Name))];
    }

    internal sealed class Handler(IUnitTree tree) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var all = await tree.All(caller.RequireCompany(), ct);
            return new([.. all.Where(unit => caller.SeesAllUnits || caller.Units.Contains(unit.Id))], caller.SeesAllUnits);
        }
    }
}
