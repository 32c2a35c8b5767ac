using Aftercare.Modules.Dispatch.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Dispatch;

/// <summary>Nobody answered in time: the work order goes back to the unit it came from (B01).</summary>
internal static class ReturnHandover
{
    [Needs("field.manage")]
    internal sealed record Command(HandoverId Handover) : ICommand<Done>;

    internal const string Timer = "dispatch.handover-return";

    internal static Command At(DueTimer timer) => new(new(timer.Record));

    internal sealed class Handler(AppDb db, HandoverBooks books) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var handover = await db.All<Handover>().SingleOrDefaultAsync(row => row.Id == command.Handover, ct);
            if (handover is not { State: HandoverState.Offered }) return Done.Instance;

            await books.End(handover, HandoverState.Expired, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
