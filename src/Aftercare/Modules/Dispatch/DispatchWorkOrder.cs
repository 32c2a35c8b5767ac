using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>
/// Give a work order to a technician for a slot (派单). Refused when the technician is booked, away or lacks the skill,
/// when the slot has begun or the order is not open; outside the shift a dispatcher may insist, with a reason (R402).
/// </summary>
internal static class DispatchWorkOrder
{
    /// <param name="Override">Book outside the shift; needs a reason.</param>
    [Needs("field.manage")]
    internal sealed record Command(
        PersonId Technician, Instant Start, [property: Range(15, 720)] int Minutes, bool Override = false, [property: StringLength(500)] string? Reason = null, int? Version = null, Instant? PromisedUntil = null) : ICommand<Response>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }

        internal TimeSlot Slot => new(Start, Start + Duration.FromMinutes(Minutes));
    }

    internal sealed record Response(VisitId Visit, Instant Start, Instant End);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/dispatch", Post);

    /// <summary>Give a work order to a technician</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IField field, IWorkforce workforce, IOrganisation organisation, FitLoader fits, Bookings bookings) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var slot = command.Slot;
            if (!await field.Sees(command.Id, ct)) throw Refusal.NotFound("work-order", command.Id);
            var order = await field.WorkOrder(command.Id, ct);
            var technician = await workforce.Technician(command.Technician, ct);
            Planning.RequireReach(caller, technician);
            var zone = (await organisation.Unit(technician.Unit, ct)).Zone;
            var fit = (await fits.Of(order, [technician], Planning.Around(slot), ct))[0];

            if ((await field.WhyNotSchedule(order.Id, ct) ?? Planning.WhyNot(fit, slot, command.Override, command.Reason, db.Now)) is { } refusal) throw refusal;

            var visit = await field.Schedule(order.Id, technician.Person, slot, command.Version, ct);
            if (command.PromisedUntil is { } until) await field.Promise(order.Id, until, ct);
            await bookings.Take(technician.Person, zone, slot, order.Id, visit, command.Override ? command.Reason : null, ct);
            await db.SaveChangesAsync(ct);
            return new(visit, slot.Start, slot.End);
        }
    }
}
