using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Customers;

/// <summary>Change a service address, or say where it lies.</summary>
internal static class ChangeSite
{
    /// <param name="Version">The version of the customer that the editor saw.</param>
    [Needs("customers.do")]
    internal sealed record Command(CustomerId Customer, SiteId Id, SiteFields Site, int? Version = null) : ICommand<Response>;

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/customers/{id:long}/sites/{site:long}", Put);

    /// <summary>Changes a service address.</summary>
    internal static async Task<Ok<Response>> Put(long id, long site, SiteFields fields, Door door, CancellationToken ct, int? version = null) =>
        TypedResults.Ok(await door.Run(new Command(new(id), new(site), fields, version), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var customer = await db.Load<Customer>(command.Customer.Value, "customer", ct);
            customer.Expect(command.Version);
            var site = await db.All<Site>().SingleOrDefaultAsync(row => row.Id == command.Id && row.CustomerId == customer.Id, ct) ?? throw Refusal.NotFound("site", command.Id);
            if (command.Site.Address.WhyNotKeep("Site.Address") is { } refusal) throw refusal;
            command.Site.Apply(site);
            await db.SaveChangesAsync(ct);
            return new(customer.Version);
        }
    }
}
