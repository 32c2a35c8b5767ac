using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Customers;

/// <summary>Who is calling: the customers a phone number belongs to (R204).</summary>
internal static class FindByPhone
{
    [Needs("customers.read")]
    internal sealed record Query([property: Required, StringLength(40)] string Phone) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Match> Matches);

    /// <param name="Contact">Whose number it is, when it is a contact's.</param>
    internal sealed record Match(CustomerId Customer, string Name, CustomerClass Class, ContactId? Contact, string? ContactName);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/customers/by-phone", Get);

    /// <summary>The customers whose own or whose contact's number this is, compared by digits.</summary>
    internal static async Task<Ok<Response>> Get(string phone, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(phone), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (PhoneNumber.Digits(query.Phone) is not { } digits) return new([]);
            var byContact = await (from customer in db.Visible<Customer>()
                                   join contact in db.All<Contact>() on customer.Id equals contact.CustomerId
                                   where contact.PhoneDigits == digits
                                   orderby contact.Id descending
                                   select new Match(customer.Id, customer.Name, customer.Class, contact.Id, contact.Name)).Take(20).ToListAsync(ct);
            var own = await db.Visible<Customer>().Where(customer => customer.MergedInto == null && customer.PhoneDigits == digits).OrderByDescending(customer => customer.Id)
                .Select(customer => new Match(customer.Id, customer.Name, customer.Class, null, null)).Take(20).ToListAsync(ct);
            return new([.. byContact.Concat(own).DistinctBy(match => match.Customer)]);
        }
    }
}
