using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Customers;

/// <summary>Change who a customer is, how important they are, or which unit looks after them.</summary>
internal static class ChangeCustomer
{
    /// <param name="Version">The version the editor saw.</param>
    [Needs("customers.do")]
    internal sealed record Command(
        [property: Required, StringLength(200)] string Name, CustomerKind Kind, CustomerClass Class, UnitId Unit,
        [property: StringLength(40)] string? Phone = null, [property: StringLength(200), EmailAddress] string? Email = null,
        [property: StringLength(4000)] string? Notes = null, int? Version = null,
        [property: StringLength(40)] string? Number = null) : ICommand<Response>
    {
        /// <summary>Who; over HTTP the address says it.</summary>
        public CustomerId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/customers/{id:long}", Put);

    /// <summary>Changes a customer.</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var customer = await db.Load<Customer>(command.Id.Value, "customer", ct);
            customer.Expect(command.Version);
            var unit = command.Unit == customer.UnitId ? command.Unit : await Owners.Checked(caller, command.Unit, organisation, ct);
            var number = CustomerNumbers.Clean(command.Number);
            await CustomerNumbers.CheckFree(db, number, customer.Id, ct);

            (customer.Number, customer.Name, customer.Kind, customer.Class, customer.UnitId) = (number, command.Name.Trim(), command.Kind, command.Class, unit);
            (customer.Email, customer.Notes) = (command.Email, command.Notes);
            customer.Call(command.Phone);
            await db.SaveChangesAsync(ct);
            return new(customer.Version);
        }
    }
}
