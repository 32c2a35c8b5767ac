using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>
/// The visit ends without the work being done: part missing, customer absent, refused, to the depot (B03). The order
/// waits for another visit; what was found so far stays. Measure `field.visit.unfinished`, by the outcome.
/// </summary>
internal static class EndVisit
{
    [Needs("field.do")]
    internal sealed record Command(
        VisitOutcome Outcome, [property: Required, StringLength(500)] string Reason,
        Instant? At = null, Place? Place = null, int? Version = null, Payer? Pays = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/end-visit", Post);

    /// <summary>End a visit without completing the work</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, OtherOrders others, IOrganisation organisation) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);
            var unit = await organisation.Unit(order.UnitId, ct);
            var at = command.At ?? db.Now;

            var visit = order.EndVisit(caller, command.Outcome, command.Reason, at, command.Place, db.Now);

            OrderAct.Note(db, order, visit.TechnicianId, command.Outcome is VisitOutcome.CustomerAbsent or VisitOutcome.CustomerRefused ? ActKind.WastedTrip : ActKind.SecondVisit, command.Reason, command.Pays);
            await others.Released(order, ct);
            db.Count(new("field.visit.unfinished", at.InZone(unit.Zone).Date, visit.TechnicianId, order.UnitId, command.Outcome.ToString(), 1, 0, order.Id.Value));
            db.Announce(new VisitWithdrawn(order.Id, visit.Id, visit.TechnicianId, command.Reason, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
