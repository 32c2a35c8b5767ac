using Aftercare.Modules.Field.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Dispatch;

/// <summary>A visit was declined, ended without result, or its order cancelled: the technician's time is free again. Idempotent.</summary>
internal static class FreeTime
{
    [Needs("field.manage")]
    internal sealed record Command(VisitId Visit) : ICommand<Done>;

    internal static Command On(VisitWithdrawn fact) => new(fact.Visit);

    internal sealed class Handler(AppDb db, Bookings bookings) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            await bookings.Free(command.Visit, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
