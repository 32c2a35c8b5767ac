using Aftercare.Modules.Dispatch.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Dispatch;

/// <summary>A handed work order is not answered yet and its time is nearly over: the receiving unit is told (B01).</summary>
internal static class RemindHandover
{
    [Needs("field.manage")]
    internal sealed record Command(HandoverId Handover) : ICommand<Done>;

    internal const string Timer = "dispatch.handover-remind";

    internal static Command At(DueTimer timer) => new(new(timer.Record));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var handover = await db.All<Handover>().SingleOrDefaultAsync(row => row.Id == command.Handover, ct);
            if (handover is not { State: HandoverState.Offered, RemindedAt: null }) return Done.Instance;

            handover.RemindedAt = db.Now;
            db.Announce(new HandoverDue(handover.OrderId, handover.Id, handover.ToUnitId, handover.AnswerBy));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
