using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Customers;

/// <summary>Make one customer of two that turned out to be the same (R204): contacts and addresses at once, everything else follows. Both histories stay.</summary>
internal static class MergeCustomers
{
    /// <param name="Other">Who is found under the kept one from now on.</param>
    /// <param name="Version">The version of the kept customer that the editor saw.</param>
    [Needs("customers.manage")]
    internal sealed record Command(CustomerId Other, [property: StringLength(500)] string? Reason = null, int? Version = null) : ICommand<Response>, IReasoned
    {
        /// <summary>Who stays; over HTTP the address says it.</summary>
        public CustomerId Keep { get; init; }
    }

    internal sealed record Response(CustomerId Id, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/customers/{id:long}/merge", Post);

    /// <summary>Merges another customer into this one. Its contacts, addresses, assets and requests follow; its number and address in the product lead here.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Keep = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var kept = await db.Load<Customer>(command.Keep.Value, "customer", ct);
            var other = await db.Load<Customer>(command.Other.Value, "customer", ct);
            kept.Expect(command.Version);
            var contacts = await db.All<Contact>().Where(contact => contact.CustomerId == other.Id || contact.CustomerId == kept.Id).ToListAsync(ct);

            kept.Absorb(other, db.Now);
            foreach (var contact in contacts) contact.CustomerId = kept.Id;
            foreach (var site in await db.All<Site>().Where(site => site.CustomerId == other.Id).ToListAsync(ct)) site.CustomerId = kept.Id;
            // Who calls from the former customer's number is still known.
            if (other.PhoneDigits is { } digits && digits != kept.PhoneDigits && contacts.TrueForAll(contact => contact.PhoneDigits != digits))
                db.Add(new ContactFields(other.Name.Length <= 100 ? other.Name : other.Name[..100], other.Phone).Apply(new() { Id = db.NewId<ContactId>(), CustomerId = kept.Id, Name = "" }));
            db.Announce(new CustomersMerged(kept.Id, other.Id));
            await db.SaveChangesAsync(ct);
            return new(kept.Id, kept.Version);
        }
    }
}
