using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Workforce;

/// <summary>Take a planned shift back.</summary>
internal static class RemoveShift
{
    [Needs("organisation.do")]
    internal sealed record Command(TechnicianId Technician, long Shift) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapDelete("/technicians/{id:long}/shifts/{shift:long}", Delete);

    /// <summary>Removes a shift.</summary>
    internal static async Task<Ok<Done>> Delete(long id, long shift, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id), shift), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var technician = await db.Load<Technician>(command.Technician.Value, "technician", ct);
            var shift = await db.All<Shift>().SingleOrDefaultAsync(row => row.Id == new ShiftId(command.Shift) && row.TechnicianId == technician.Id, ct) ?? throw Refusal.NotFound("shift", command.Shift);
            db.Remove(shift);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
