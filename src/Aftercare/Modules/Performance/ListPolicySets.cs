using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>The policy sets of the company with what they mean, the rules that contradict each other with default and options, what was switched on when, and who goes by which scheme (R1507).</summary>
internal static class ListPolicySets
{
    [Needs("performance.read")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<SetRow> Sets, IReadOnlyList<PolicyLibrary.Conflict> Conflicts, IReadOnlyList<AdoptionRow> Adoptions, IReadOnlyList<SchemeRow> Schemes);

    internal sealed record SetRow(string Code, string NameZh, string NameEn, string Version, IReadOnlyList<PolicyItem> Contents);

    /// <param name="InForce">The one that holds today for its unit or the company.</param>
    /// <param name="Readings">By conflict; what is not named follows the default.</param>
    internal sealed record AdoptionRow(string Set, string NameZh, string NameEn, string Version, UnitId? Unit, string? UnitName, LocalDate From, bool InForce, string? By, IReadOnlyDictionary<string, string> Readings);

    internal sealed record SchemeRow(PersonId Person, string Name, string Period, string CardCode, string CardZh, string CardEn);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/policy-sets", Get);

    /// <summary>Policy sets, conflicts, and what is switched on.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var sets = await db.Visible<PolicySet>().Include(set => set.Versions).ToListAsync(ct);
            var adoptions = await db.Visible<PolicyAdoption>().OrderByDescending(adoption => adoption.From).ThenByDescending(adoption => adoption.Id).Take(200).ToListAsync(ct);
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id);
            var today = await organisation.Today(db, ct);
            var staff = await db.Set<StaffSchemes>().Include(one => one.Schemes).ToListAsync(ct);
            var people = await organisation.People([.. staff.Select(one => one.PersonId)], ct);
            var seen = staff.Where(one => people.TryGetValue(one.PersonId, out var person) && (caller.OwnOnly ? person.Id == caller.Person : caller.SeesAllUnits || caller.Units.Contains(person.Unit))).ToList();
            var cards = await db.Visible<Card>().ToDictionaryAsync(card => card.Id, ct);
            var names = await organisation.Names(adoptions.Select(adoption => adoption.By), ct);

            var inForce = adoptions.Where(adoption => adoption.From <= today).GroupBy(adoption => adoption.UnitId).Select(group => group.First().Id).ToHashSet();
            AdoptionRow Shown(PolicyAdoption one)
            {
                var set = sets.Single(set => set.Id == one.SetId);
                return new(set.Code, set.NameZh, set.NameEn, set.Versions.Single(version => version.Ordinal == one.VersionOrdinal).Label, one.UnitId, one.UnitId is { } unit ? units.GetValueOrDefault(unit)?.Name : null, one.From,
                    inForce.Contains(one.Id), one.By is { } by ? names.GetValueOrDefault(by) : null, one.Chosen());
            }
            return new(
                [.. sets.OrderBy(set => set.Code.Length).ThenBy(set => set.Code, StringComparer.Ordinal).Select(set => new SetRow(set.Code, set.NameZh, set.NameEn, set.Newest.Label, set.Newest.Read()))],
                PolicyLibrary.Shipped.Conflicts, [.. adoptions.Select(Shown)],
                [.. seen.SelectMany(one => one.Schemes, (one, scheme) => new SchemeRow(one.PersonId, people[one.PersonId].Name, scheme.Period, cards[scheme.CardId].Code, cards[scheme.CardId].NameZh, cards[scheme.CardId].NameEn)).OrderBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Period, StringComparer.Ordinal)]);
        }
    }
}
