using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Customers;

/// <summary>Change a person to call.</summary>
internal static class ChangeContact
{
    /// <param name="Version">The version of the customer that the editor saw.</param>
    [Needs("customers.do")]
    internal sealed record Command(CustomerId Customer, ContactId Id, ContactFields Contact, int? Version = null) : ICommand<Response>;

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/customers/{id:long}/contacts/{contact:long}", Put);

    /// <summary>Changes a contact.</summary>
    internal static async Task<Ok<Response>> Put(long id, long contact, ContactFields fields, Door door, CancellationToken ct, int? version = null) =>
        TypedResults.Ok(await door.Run(new Command(new(id), new(contact), fields, version), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var customer = await db.Load<Customer>(command.Customer.Value, "customer", ct);
            customer.Expect(command.Version);
            var contact = await db.All<Contact>().SingleOrDefaultAsync(row => row.Id == command.Id && row.CustomerId == customer.Id, ct) ?? throw Refusal.NotFound("contact", command.Id);
            command.Contact.Apply(contact);
            await db.SaveChangesAsync(ct);
            return new(customer.Version);
        }
    }
}
