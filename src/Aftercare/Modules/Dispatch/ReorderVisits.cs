using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>
/// Another order of somebody's visits of a day (R405), by the dispatcher or the technician: the starts of the day stay, the visits
/// change places, none begins before the one before it ends. Each customer whose time changes is told; each change is a reschedule.
/// </summary>
internal static class ReorderVisits
{
    /// <param name="Orders">Those visits of the day that nobody has travelled to yet, all of them, in the wanted sequence.</param>
    [Needs("field.do")]
    internal sealed record Command(
        [property: Required] IReadOnlyList<WorkOrderId> Orders, [property: Required, StringLength(500)] string Reason) : ICommand<Response>, IReasoned
    {
        /// <summary>Whose day; over HTTP the address says it.</summary>
        public PersonId Technician { get; init; }

        /// <summary>The local day; over HTTP the address says it.</summary>
        public LocalDate Day { get; init; }
    }

    /// <param name="Moved">Orders whose time changed.</param>
    internal sealed record Response(IReadOnlyList<WorkOrderId> Moved);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/technicians/{technician:long}/days/{day}/sequence", Post);

    /// <summary>Change the sequence of a technician's visits of a day</summary>
    internal static async Task<Ok<Response>> Post(long technician, DateOnly day, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Technician = new(technician), Day = LocalDate.FromDateOnly(day) }, ct));

    internal sealed class Handler(AppDb db, IField field, IWorkforce workforce, IOrganisation organisation, FitLoader fits, Bookings bookings) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var technician = await workforce.Technician(command.Technician, ct);
            if (caller.Person != technician.Person)
            {
                caller.Require("field.manage");
                Planning.RequireReach(caller, technician);
            }
            var zone = (await organisation.Unit(technician.Unit, ct)).Zone;
            var span = new TimeSlot(zone.AtStartOfDay(command.Day).ToInstant(), zone.AtStartOfDay(command.Day.PlusDays(1)).ToInstant());
            var movable = (await field.Planned([technician.Person], span, ct)).Where(order => order.Status is WorkOrderStatus.Scheduled or WorkOrderStatus.Accepted).OrderBy(order => order.Slot!.Value.Start).ToList();
            if (!movable.Select(order => order.Id).Order(Comparer).SequenceEqual(command.Orders.Order(Comparer))) throw Refusal.Invalid("sequence.not-the-day", "Orders");

            var plan = Places(movable, command.Orders);
            var changed = plan.Where(place => place.Slot != place.Order.Slot).ToList();
            foreach (var (order, slot) in changed)
            {
                // What else is in the way: shift, leave, and visits that do not move.
                var fit = (await fits.Of(order, [technician], Planning.Around(slot), ct))[0];
                fit = fit with { Booked = [.. fit.Booked.Where(booked => movable.All(other => other.Slot != booked))] };
                if (Planning.WhyNot(fit, slot, insist: false, reason: null, db.Now) is { } refusal) throw refusal;
            }

            var visits = new List<(TimeSlot, WorkOrderId, VisitId)>();
            foreach (var (order, slot) in changed) visits.Add((slot, order.Id, await field.Move(order.Id, technician.Person, slot, command.Reason, null, null, ct)));
            await bookings.Retake(technician.Person, zone, visits, ct);
            await db.SaveChangesAsync(ct);
            return new([.. changed.Select(place => place.Order.Id)]);
        }

        private static readonly Comparer<WorkOrderId> Comparer = Comparer<WorkOrderId>.Create((left, right) => left.Value.CompareTo(right.Value));

        private static List<(WorkOrderCard Order, TimeSlot Slot)> Places(List<WorkOrderCard> movable, IReadOnlyList<WorkOrderId> wanted)
        {
            var places = new List<(WorkOrderCard, TimeSlot)>();
            var free = Instant.MinValue;
            for (var place = 0; place < wanted.Count; place++)
            {
                var order = movable.Single(card => card.Id == wanted[place]);
                var start = Instant.Max(movable[place].Slot!.Value.Start, free);
                free = start + order.Slot!.Value.Length;
                places.Add((order, new(start, free)));
            }
            return places;
        }
    }
}
