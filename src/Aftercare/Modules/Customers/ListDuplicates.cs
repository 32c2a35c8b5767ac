using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Customers;

/// <summary>Pairs of customers who are probably the same (R204): by phone, or by name together with the address.</summary>
internal static class ListDuplicates
{
    private const int MostGroups = 100, MostInGroup = 20;

    [Needs("customers.manage")]
    internal sealed record Query : IQuery<Response>;

    /// <param name="Pairs">The first registered stands first. At most some hundred: more come when these are settled.</param>
    internal sealed record Response(IReadOnlyList<Pair> Pairs);

    /// <param name="SamePhone">They share a phone number.</param>
    /// <param name="SameAddress">They share the name and an address.</param>
    internal sealed record Pair(Side One, Side Other, bool SamePhone, bool SameAddress);

    internal sealed record Side(CustomerId Id, string? Number, string Name, string? Phone, string? Address, string UnitName, Instant RegisteredAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/customers/duplicates", Get);

    /// <summary>Customers who are probably the same, in pairs.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var seen = db.Visible<Customer>().Where(customer => customer.MergedInto == null);
            var phones = seen.Where(customer => customer.PhoneDigits != null).Select(customer => new { customer.Id, Digits = customer.PhoneDigits! })
                .Union(from contact in db.All<Contact>() join customer in seen on contact.CustomerId equals customer.Id where contact.PhoneDigits != null select new { customer.Id, Digits = contact.PhoneDigits! });
            var shared = await phones.GroupBy(row => row.Digits).Where(group => group.Count() > 1).Select(group => group.Key).Take(MostGroups).ToListAsync(ct);
            var byPhone = (await phones.Where(row => shared.Contains(row.Digits)).ToListAsync(ct)).GroupBy(row => row.Digits).Select(group => group.Select(row => row.Id).Take(MostInGroup).ToList()).ToList();
            var names = await seen.GroupBy(customer => customer.Name).Where(group => group.Count() > 1).Select(group => group.Key).Take(MostGroups).ToListAsync(ct);
            var byName = (await seen.Where(customer => names.Contains(customer.Name)).Select(customer => new { customer.Id, customer.Name }).ToListAsync(ct)).GroupBy(row => row.Name).Select(group => group.Select(row => row.Id).Take(MostInGroup).ToList()).ToList();

            var ids = byPhone.Concat(byName).SelectMany(group => group).Distinct().ToList();
            var people = await seen.Where(customer => ids.Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, ct);
            var sites = (await db.All<Site>().Where(site => ids.Contains(site.CustomerId)).ToListAsync(ct)).ToLookup(site => site.CustomerId, site => site.Card().OneLine);
            var apart = (await db.All<ApartCustomers>().Where(pair => ids.Contains(pair.One) || ids.Contains(pair.Other)).ToListAsync(ct)).Select(pair => (pair.One, pair.Other)).ToHashSet();
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);

            bool SameAddress((CustomerId One, CustomerId Other) pair) => sites[pair.One].Select(TableRow.Fold).Intersect(sites[pair.Other].Select(TableRow.Fold)).Any();
            Side Of(CustomerId id) => people[id] is var customer ? new(id, customer.Number, customer.Name, customer.Phone, sites[id].FirstOrDefault(), units.GetValueOrDefault(customer.UnitId, ""), customer.RegisteredAt) : null!;
            var samePhone = byPhone.SelectMany(Pairs).ToHashSet();
            var sameName = byName.SelectMany(Pairs).Where(SameAddress).ToHashSet();
            return new([.. samePhone.Union(sameName).Where(pair => !apart.Contains(pair)).Select(pair => new Pair(Of(pair.Item1), Of(pair.Item2), samePhone.Contains(pair), sameName.Contains(pair)))]);
        }

        // As they are kept apart: the smaller id, which was registered first, before the other.
        private static IEnumerable<(CustomerId, CustomerId)> Pairs(List<CustomerId> group) =>
            from one in @group from other in @group where one.Value < other.Value select (one, other);
    }
}
