using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Customers;

/// <summary>Add a person to call to a customer.</summary>
internal static class AddContact
{
    [Needs("customers.do")]
    internal sealed record Command(CustomerId Customer, ContactFields Contact) : ICommand<Response>;

    internal sealed record Response(ContactId Id, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/customers/{id:long}/contacts", Post);

    /// <summary>Adds a contact.</summary>
    internal static async Task<Ok<Response>> Post(long id, ContactFields contact, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(new Command(new(id), contact), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var customer = await db.Load<Customer>(command.Customer.Value, "customer", ct);
            var contact = command.Contact.Apply(new() { Id = db.NewId<ContactId>(), CustomerId = customer.Id, Name = "" });
            db.Add(contact);
            await db.SaveChangesAsync(ct);
            return new(contact.Id, customer.Version);
        }
    }
}
