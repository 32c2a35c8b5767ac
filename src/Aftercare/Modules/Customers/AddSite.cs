using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Customers;

/// <summary>Add a service address to a customer.</summary>
internal static class AddSite
{
    [Needs("customers.do")]
    internal sealed record Command(CustomerId Customer, SiteFields Site) : ICommand<Response>;

    internal sealed record Response(SiteId Id, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/customers/{id:long}/sites", Post);

    /// <summary>Adds a service address. Coordinates keep the datum they came in.</summary>
    internal static async Task<Ok<Response>> Post(long id, SiteFields site, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(new Command(new(id), site), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var customer = await db.Load<Customer>(command.Customer.Value, "customer", ct);
            if (command.Site.Address.WhyNotKeep("Site.Address") is { } refusal) throw refusal;
            var site = command.Site.Apply(new() { Id = db.NewId<SiteId>(), CustomerId = customer.Id });
            db.Add(site);
            await db.SaveChangesAsync(ct);
            return new(site.Id, customer.Version);
        }
    }
}
