using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>The technician called the customer before coming, or tried to (R403, B04). Measures `field.contact`, by `reached` or `no-answer`.</summary>
internal static class RecordContact
{
    /// <param name="Reached">False for an attempt that nobody answered.</param>
    /// <param name="At">When it was pressed on the device; now when left out.</param>
    [Needs("field.do")]
    internal sealed record Command(bool Reached, [property: StringLength(500)] string? Note = null, Instant? At = null, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/contact", Post);

    /// <summary>Note that the customer was called before the visit</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);
            var zone = (await organisation.Unit(order.UnitId, ct)).Zone;
            var at = command.At ?? db.Now;

            order.Contact(caller, command.Reached, command.Note, at, db.Now);

            db.Count(new("field.contact", at.InZone(zone).Date, order.TechnicianId, order.UnitId, command.Reached ? "reached" : "no-answer", 1, 0, order.Id.Value));
            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
