using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>
/// The machine nobody could name at intake is read off its plate on site (B13): it becomes the order's and the ticket's,
/// and is registered when its serial number is new. Until then the order cannot be completed.
/// </summary>
internal static class ConfirmProduct
{
    /// <summary>Stands against completion while the machine is not known.</summary>
    internal const string Hold = "field.hold.product-open";

    /// <param name="SerialNumber">As on the plate.</param>
    /// <param name="Model">Left out when the serial number is known already.</param>
    [Needs("field.do")]
    internal sealed record Command([property: Required, StringLength(100)] string SerialNumber, ModelId? Model = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal sealed record Response(AssetId Asset);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/product", Post);

    /// <summary>Say which machine it is</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IDesk desk, IAssets assets) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);
            if (order.WhyNotRecord(caller) is { } refusal) throw refusal;

            var asset = await assets.Confirm(command.SerialNumber, command.Model, order.CustomerId, order.SiteId, order.UnitId, ct);

            order.AssetId = asset;
            order.Holds.RemoveAll(hold => hold.Holder == order.Id.Value);
            await desk.ProductConfirmed(order.TicketId, asset, ct);
            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return new(asset);
        }
    }
}
