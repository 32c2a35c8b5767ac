using Aftercare.Modules.Field.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Field;

/// <summary>Attach the finished service report to the order, its ticket and its unit, and let the link on it open the order.</summary>
internal static class FileServiceReport
{
    [Needs("field.do")]
    internal sealed record Command(WorkOrderId Id, byte[] LinkHash, FileId Chinese, FileId English, FileId ForTicket, FileId? ForAsset) : ICommand<Done>;

    internal sealed class Handler(AppDb db, IFiles files) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            if (order.ReportId is null)
            {
                (order.ReportId, order.EnglishReportId) = (command.Chinese, command.English);
                await files.Attach(db, [command.Chinese, command.English], "work-order", order.Id.Value, ct);
                await files.Attach(db, [command.ForTicket], "ticket", order.TicketId.Value, ct);
                if (command.ForAsset is { } forAsset && order.AssetId is { } asset) await files.Attach(db, [forAsset], "asset", asset.Value, ct);
                db.Add(new OrderLink { Id = db.NewId<OrderLinkId>(), OrderId = order.Id, TokenHash = command.LinkHash, MadeAt = db.Now });
                db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            }
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
