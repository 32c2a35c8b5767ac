using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Aftercare.UiKit;

namespace Aftercare.Modules.Assets;

/// <summary>The addresses at which a customer's asset may stand, for the asset's form.</summary>
internal static class ListSites
{
    [Needs("customers.do")]
    internal sealed record Query(CustomerId Customer) : IQuery<Response>;

    internal sealed record Response(string Name, IReadOnlyList<Option> Sites);

    internal sealed class Handler(ICustomers customers) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var customer = await customers.Customer(query.Customer, ct);
            if (!Placement.Sees(caller, customer.Unit)) throw Refusal.NotFound("customer", customer.Id);
            return new(customer.Name, [.. (await customers.Sites(customer.Id, ct)).Select(site => new Option(site.Id.ToString(), site.OneLine))]);
        }
    }
}
