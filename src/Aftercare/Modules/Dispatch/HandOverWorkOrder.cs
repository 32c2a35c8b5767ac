using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>
/// Hand a work order that nobody has yet to a unit below (a region to its service point, B01) or above (a centre to its
/// region, R316). That unit holds it from now on and accepts or refuses within its time; the ticket's clocks go on.
/// </summary>
internal static class HandOverWorkOrder
{
    /// <param name="Note">For whoever answers.</param>
    [Needs("field.manage")]
    internal sealed record Command(UnitId To, [property: StringLength(500)] string? Note = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal sealed record Response(HandoverId Handover, Instant AnswerBy);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/hand-over", Post);

    /// <summary>Hand a work order to another unit of the line</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IField field, IOrganisation organisation, ICalendars calendars, HandoverBooks books) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (!await field.Sees(command.Id, ct)) throw Refusal.NotFound("work-order", command.Id);
            var order = await field.WorkOrder(command.Id, ct);
            var to = await organisation.Unit(command.To, ct);
            if (to.Id == order.Unit) throw Refusal.Invalid("handover.same-unit", "To", to.Name);
            var inLine = (await organisation.Below(order.Unit, ct)).Contains(to.Id) || (await organisation.Above(order.Unit, ct)).Any(unit => unit.Id == to.Id);
            if (!inLine || !to.IsOpenOn(db.Now.InZone(to.Zone).Date)) throw Refusal.Invalid("handover.not-in-line", "To", to.Name);
            var policy = await DispatchPolicy.On(db, db.Now.InZone(to.Zone).Date, ct);
            var hours = new WorkingTime(await calendars.Of(to.Id, ct));

            var handover = new Handover
            {
                Id = db.NewId<HandoverId>(), OrderId = order.Id, OrderNumber = order.Number, TicketId = order.Ticket, FromUnitId = order.Unit, ToUnitId = to.Id,
                HandedBy = caller.Person, HandedAt = db.Now, Note = command.Note, AnswerBy = hours.Add(db.Now, Duration.FromMinutes(policy.AnswerMinutes)),
            };

            await field.Offer(order.Id, to.Id, command.Version, ct);
            db.Add(handover);
            if (policy.RemindMinutes > 0) await db.SetTimer(RemindHandover.Timer, handover.Key, hours.Add(db.Now, Duration.FromMinutes(policy.AnswerMinutes - policy.RemindMinutes)), ct);
            await db.SetTimer(ReturnHandover.Timer, handover.Key, handover.AnswerBy, ct);
            await books.Tell(handover, ct);
            await db.SaveChangesAsync(ct);
            return new(handover.Id, handover.AnswerBy);
        }
    }
}
