using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>
/// Another time (改约) or another technician (转单), with a reason. What was agreed anew is what punctuality counts
/// from (R404). Measure `dispatch.moved`, by `time` or `technician`.
/// </summary>
internal static class MoveAppointment
{
    /// <param name="Override">Book outside the shift.</param>
    /// <param name="Pays">Who pays for the change (B02).</param>
    /// <param name="PromisedUntil">The end of the window the customer is promised, from the start on (B04).</param>
    [Needs("field.manage")]
    internal sealed record Command(
        PersonId Technician, Instant Start, [property: Range(15, 720)] int Minutes, [property: Required, StringLength(500)] string Reason, bool Override = false, int? Version = null, Payer? Pays = null, Instant? PromisedUntil = null) : ICommand<Response>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }

        internal TimeSlot Slot => new(Start, Start + Duration.FromMinutes(Minutes));
    }

    internal sealed record Response(VisitId Visit, Instant Start, Instant End);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/move", Post);

    /// <summary>Move an appointment to another time or technician</summary>
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
            var unit = await organisation.Unit(technician.Unit, ct);
            var fit = (await fits.Of(order, [technician], Planning.Around(slot), ct))[0];

            if (Planning.WhyNot(fit, slot, command.Override, command.Reason, db.Now) is { } refusal) throw refusal;

            var visit = await field.Move(order.Id, technician.Person, slot, command.Reason, command.Pays, command.Version, ct);
            if (command.PromisedUntil is { } until) await field.Promise(order.Id, until, ct);
            await bookings.Take(technician.Person, unit.Zone, slot, order.Id, visit, command.Override ? command.Reason : null, ct);
            db.Count(new("dispatch.moved", db.Now.InZone(unit.Zone).Date, technician.Person, order.Unit, order.Technician == technician.Person ? "time" : "technician", 1, 0, order.Id.Value));
            await db.SaveChangesAsync(ct);
            return new(visit, slot.Start, slot.End);
        }
    }
}
