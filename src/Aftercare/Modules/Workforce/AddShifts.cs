using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Workforce;

/// <summary>Plan shifts of a technician: one, or a month at once.</summary>
internal static class AddShifts
{
    /// <param name="Shifts">At most 100; none longer than a day, none over another.</param>
    [Needs("organisation.do")]
    internal sealed record Command([property: Required, MinLength(1), MaxLength(100)] IReadOnlyList<ShiftFields> Shifts) : ICommand<Response>
    {
        /// <summary>Whose; over HTTP the address says it.</summary>
        public TechnicianId Id { get; init; }
    }

    internal sealed record ShiftFields(Instant Start, Instant End);

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/technicians/{id:long}/shifts", Post);

    /// <summary>Adds shifts. If one of them overlaps another, none is added.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var technician = await db.Load<Technician>(command.Id.Value, "technician", ct);
            var slots = command.Shifts.Select(shift => new TimeSlot(shift.Start.ToMicroseconds(), shift.End.ToMicroseconds())).OrderBy(slot => slot.Start).ToList();
            var (first, last) = (slots[0].Start, slots.Max(slot => slot.End));
            var taken = (await db.All<Shift>().Where(shift => shift.TechnicianId == technician.Id && shift.Start < last && first < shift.End).ToListAsync(ct)).ConvertAll(shift => shift.Slot);

            foreach (var slot in slots)
            {
                if (Slots.WhyNot(slot, Slots.LongestShift, nameof(command.Shifts)) is { } refusal) throw refusal;
                if (taken.Overlapped(slot) is { } other) throw Refusal.Invalid("shift.overlaps", nameof(command.Shifts), other.Start, other.End);
                taken.Add(slot);
                db.Add(new Shift { Id = db.NewId<ShiftId>(), TechnicianId = technician.Id, Start = slot.Start, End = slot.End });
            }
            await db.SaveChangesAsync(ct);
            return new(technician.Version);
        }
    }
}
