using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Technicians with visits on a day whose customers they have not called yet, for the supervisor to chase (R403, B04).</summary>
internal static class ListUncontacted
{
    /// <param name="Day">A local day; today when left out.</param>
    [Needs("field.manage")]
    internal sealed record Query(LocalDate? Day = null) : IQuery<Response>;

    /// <param name="DueAt">The hour by which they should have called.</param>
    /// <param name="Overdue">That hour has come.</param>
    internal sealed record Response(LocalDate Day, DateTimeZone Zone, Instant DueAt, bool Overdue, IReadOnlyList<Row> Technicians);

    internal sealed record Row(PersonId Technician, string Name, string? Phone, IReadOnlyList<Stop> Visits);

    internal sealed record Stop(WorkOrderId Order, string Number, string Customer, Instant SlotStart, Instant? PromisedUntil, int FailedCalls, string? Note);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/uncontacted", Get);

    /// <summary>Technicians who have not called their customers of a day</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, DateOnly? day = null) =>
        TypedResults.Ok(await door.Ask(new Query(day is { } date ? LocalDate.FromDateOnly(date) : null), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, ICustomers customers) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var day = query.Day ?? db.Now.InZone(zone).Date;
            var (start, end) = (zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
            var due = zone.AtLeniently(day + await FieldPolicy.ContactBy(db, day, ct)).ToInstant();

            var visits = await db.Visible<WorkOrder>()
                .Where(order => order.SlotStart >= start && order.SlotStart < end && (order.Status == WorkOrderStatus.Scheduled || order.Status == WorkOrderStatus.Accepted))
                .SelectMany(order => order.Visits.Where(visit => visit.WithdrawnAt == null && visit.FinishedAt == null && visit.ContactedAt == null),
                    (order, visit) => new { order.Id, order.Number, order.CustomerId, visit.TechnicianId, visit.SlotStart, visit.PromisedUntil, visit.FailedCalls, visit.ContactNote }).ToListAsync(ct);
            var known = await customers.Customers([.. visits.Select(visit => visit.CustomerId).Distinct()], ct);
            var people = await organisation.People([.. visits.Select(visit => visit.TechnicianId).Distinct()], ct);
            return new(day, zone, due, db.Now >= due, [.. visits.GroupBy(visit => visit.TechnicianId).Select(group => new Row(
                group.Key, people.GetValueOrDefault(group.Key)?.Name ?? "", people.GetValueOrDefault(group.Key)?.Phone,
                [.. group.OrderBy(visit => visit.SlotStart).Select(visit => new Stop(visit.Id, visit.Number, known.GetValueOrDefault(visit.CustomerId)?.Name ?? "", visit.SlotStart, visit.PromisedUntil, visit.FailedCalls, visit.ContactNote))]))
                .OrderBy(row => row.Visits[0].SlotStart).ThenBy(row => row.Name, StringComparer.Ordinal)]);
        }
    }
}
