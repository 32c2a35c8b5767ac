using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Customers;

/// <summary>Customers the caller sees, the last registered first.</summary>
internal static class ListCustomers
{
    /// <param name="Q">Part of a name, the beginning of a phone number, or a whole customer number.</param>
    /// <param name="Unit">This unit and everything below it.</param>
    [Needs("customers.read")]
    internal sealed record Query([property: StringLength(100)] string? Q = null, CustomerClass? Class = null, UnitId? Unit = null, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    /// <param name="Phone">Masked (`138****5678`) for callers who may only read.</param>
    internal sealed record Row(CustomerId Id, string Name, CustomerKind Kind, CustomerClass Class, string? Phone, string? Email, UnitId Unit, string UnitName, string? Address, Instant RegisteredAt, string? Number);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/customers", Get);
        api.MapGet("/customers/lookup", Lookup);
    }

    /// <summary>A page of customers, the last registered first. Phone numbers are masked for callers who may only read.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, string? q = null, CustomerClass? @class = null, long? unit = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(q, @class, unit is { } id ? new UnitId(id) : null, after, size), ct));

    /// <summary>Customers for a picker: value, text and hint.</summary>
    internal static async Task<Ok<IEnumerable<Choice>>> Lookup(Door door, CancellationToken ct, string? q = null) =>
        TypedResults.Ok((await door.Ask(new Query(q, Size: 20), ct)).Items.Select(row => new Choice(row.Id.ToString(), row.Name, $"{row.Phone} {row.Address}".Trim())));

    internal sealed record Choice(string Value, string Text, string Hint);

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var customers = db.Visible<Customer>().Where(customer => customer.MergedInto == null);
            if (query.Q?.Trim() is { Length: > 0 } q)
            {
                // Letters among the digits: a customer number, no phone.
                var digits = q.Any(char.IsLetter) ? null : PhoneNumber.Digits(q);
                customers = digits is null
                    ? customers.Where(customer => customer.Name.Contains(q) || customer.Number == q || customer.FormerNumbers!.Contains(" " + q + " "))
                    : customers.Where(customer => customer.Name.Contains(q) || customer.Number == q || customer.FormerNumbers!.Contains(" " + q + " ") || customer.PhoneDigits!.StartsWith(digits) || db.All<Contact>().Any(contact => contact.CustomerId == customer.Id && contact.PhoneDigits!.StartsWith(digits)));
            }
            if (query.Class is { } level) customers = customers.Where(customer => customer.Class == level);
            if (query.Unit is { } unit)
            {
                List<UnitId> below = [.. await organisation.Below(unit, ct)];
                customers = customers.Where(customer => below.Contains(customer.UnitId));
            }

            var rows = await customers.NewestFirst(customer => customer.RegisteredAt, customer => customer.Id, query.After).Take(query.Size + 1).ToListAsync(ct);
            var ids = rows.ConvertAll(row => row.Id);
            var addresses = (await db.All<Site>().Where(site => ids.Contains(site.CustomerId)).ToListAsync(ct)).ToLookup(site => site.CustomerId, site => site.Card().OneLine);
            var units = (await organisation.Units(ct)).ToDictionary(card => card.Id, card => card.Name);
            var open = caller.May("customers.do");
            return rows.ConvertAll(row => new Row(
                row.Id, row.Name, row.Kind, row.Class, open ? row.Phone : PhoneNumber.Masked(row.PhoneDigits), row.Email, row.UnitId,
                units.GetValueOrDefault(row.UnitId, ""), addresses[row.Id].FirstOrDefault(), row.RegisteredAt, row.Number)).CutToPage(query.Size, row => new(row.RegisteredAt, row.Id.Value));
        }
    }
}
