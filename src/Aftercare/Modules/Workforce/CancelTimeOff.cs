using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Workforce;

/// <summary>Take an absence back; the audit trail keeps it.</summary>
internal static class CancelTimeOff
{
    [Needs("organisation.do")]
    internal sealed record Command(TechnicianId Technician, long TimeOff) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapDelete("/technicians/{id:long}/time-off/{off:long}", Delete);

    /// <summary>Cancels an absence.</summary>
    internal static async Task<Ok<Done>> Delete(long id, long off, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id), off), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var technician = await db.Load<Technician>(command.Technician.Value, "technician", ct);
            var off = await db.All<TimeOff>().SingleOrDefaultAsync(row => row.Id == new TimeOffId(command.TimeOff) && row.TechnicianId == technician.Id, ct) ?? throw Refusal.NotFound("time-off", command.TimeOff);
            db.Remove(off);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
