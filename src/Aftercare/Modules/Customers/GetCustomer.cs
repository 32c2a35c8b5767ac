using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Customers;

/// <summary>One customer with contacts and addresses.</summary>
internal static class GetCustomer
{
    [Needs("customers.read")]
    internal sealed record Query(CustomerId Id) : IQuery<Response>;

    /// <param name="Phone">Masked, like the contacts' numbers, for callers who may only read.</param>
    internal sealed record Response(
        CustomerId Id, int Version, string Name, CustomerKind Kind, CustomerClass Class, string? Phone, string? Email, UnitId Unit, string UnitName, string? Notes,
        Instant RegisteredAt, IReadOnlyList<ContactRow> Contacts, IReadOnlyList<SiteRow> Sites, string? Number);

    internal sealed record ContactRow(ContactId Id, string Name, string? Role, string? Phone, string? Email, string? Language);

    /// <param name="OneLine">The address as one line.</param>
    internal sealed record SiteRow(SiteId Id, string? Name, string OneLine, Address Address, string? Access);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/customers/{id:long}", Get);

    /// <summary>A customer with contacts and service addresses.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var customer = await db.Load<Customer>(query.Id.Value, "customer", ct);
            // Found under the customer they turned out to be.
            if (customer.MergedInto is { } other) customer = await db.Load<Customer>(other.Value, "customer", ct);
            var contacts = await db.All<Contact>().Where(row => row.CustomerId == customer.Id).OrderBy(row => row.Id).ToListAsync(ct);
            var sites = await db.All<Site>().Where(row => row.CustomerId == customer.Id).OrderBy(row => row.Id).ToListAsync(ct);
            var unit = await organisation.Unit(customer.UnitId, ct);

            var open = caller.May("customers.do");
            string? Shown(string? phone, string? digits) => open ? phone : PhoneNumber.Masked(digits);
            return new(
                customer.Id, customer.Version, customer.Name, customer.Kind, customer.Class, Shown(customer.Phone, customer.PhoneDigits), customer.Email,
                customer.UnitId, unit.Name, customer.Notes, customer.RegisteredAt,
                contacts.ConvertAll(row => new ContactRow(row.Id, row.Name, row.Role, Shown(row.Phone, row.PhoneDigits), row.Email, row.Language)),
                sites.ConvertAll(row => new SiteRow(row.Id, row.Name, row.Card().OneLine, row.Address(), row.Access)), customer.Number);
        }
    }
}
