using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Workforce;

/// <summary>Record that a technician is away: leave, sick, training. Nobody is sent then.</summary>
internal static class TakeTimeOff
{
    [Needs("organisation.do")]
    internal sealed record Command(Instant Start, Instant End, TimeOffReason Reason = TimeOffReason.Leave, [property: StringLength(500)] string? Note = null) : ICommand<Response>
    {
        /// <summary>Who; over HTTP the address says it.</summary>
        public TechnicianId Id { get; init; }
    }

    internal sealed record Response(long Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/technicians/{id:long}/time-off", Post);

    /// <summary>Records an absence. It may touch another, but not overlap it.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var technician = await db.Load<Technician>(command.Id.Value, "technician", ct);
            var slot = new TimeSlot(command.Start.ToMicroseconds(), command.End.ToMicroseconds());
            var taken = (await db.All<TimeOff>().Where(off => off.TechnicianId == technician.Id && off.Start < slot.End && slot.Start < off.End).ToListAsync(ct)).ConvertAll(off => off.Slot);

            if (Slots.WhyNot(slot, null, nameof(command.End)) is { } refusal) throw refusal;
            if (taken.Overlapped(slot) is { } other) throw Refusal.Invalid("time-off.overlaps", nameof(command.Start), other.Start, other.End);
            var off = new TimeOff { Id = db.NewId<TimeOffId>(), TechnicianId = technician.Id, Start = slot.Start, End = slot.End, Reason = command.Reason, Note = command.Note };
            db.Add(off);
            await db.SaveChangesAsync(ct);
            return new(off.Id.Value);
        }
    }
}
