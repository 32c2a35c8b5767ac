using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Quality;

/// <summary>What a new complaint begins with, told from the record it is begun at: whose it is, and what it is about in words.</summary>
internal static class BeginComplaint
{
    [Needs("quality.do")]
    internal sealed record Query(TicketId? Ticket = null, CustomerId? Customer = null, AssetId? Asset = null) : IQuery<Response>;

    /// <param name="Text">Number of the request and what was wrong; or the unit's model and serial.</param>
    internal sealed record Response(CustomerId? Customer, string? CustomerName, string? Text);

    internal sealed class Handler(IDesk desk, ICustomers customers, IAssets assets) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (query.Ticket is { } named && !await desk.Sees(named, ct)) throw Refusal.NotFound("ticket", named);
            var ticket = query.Ticket is { } ticketId ? await desk.Ticket(ticketId, ct) : null;
            var asset = query.Asset is { } assetId ? await assets.Asset(assetId, ct) : null;
            var customer = (query.Customer ?? ticket?.Customer ?? asset?.Customer) is { } id ? await customers.Customer(id, ct) : null;
            return new(customer?.Id, customer?.Name, ticket is not null ? $"{ticket.Number} · {customer!.Name} · {ticket.Fault}" : asset is null ? null : $"{asset.ModelName} {asset.SerialNumber}");
        }
    }
}
