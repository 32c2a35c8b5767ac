using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>A technician's day: the appointments in order, unfinished ones of earlier days first.</summary>
internal static class MyDay
{
    /// <param name="Day">A local day; today when left out.</param>
    [Needs("field.do")]
    internal sealed record Query(LocalDate? Day = null) : IQuery<Response>;

    internal sealed record Response(LocalDate Day, DateTimeZone Zone, IReadOnlyList<Row> Visits);

    /// <param name="Next">The step to take now: `accept`, `travel`, `arrive`, `work` or `done`.</param>
    internal sealed record Row(
        WorkOrderId Id, string Number, string Kind, WorkOrderStatus Status, Priority Priority, string Request, Instant SlotStart, Instant SlotEnd, string CustomerName, string? Phone,
        string? Address, double? Latitude, double? Longitude, string Next);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/my-day", Get);

    /// <summary>My appointments of a day</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, DateOnly? day = null) =>
        TypedResults.Ok(await door.Ask(new Query(day is { } date ? LocalDate.FromDateOnly(date) : null), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, ICustomers customers) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var me = caller.RequirePerson();
            var zone = (await organisation.Unit((await organisation.Person(me, ct)).Unit, ct)).Zone;
            var today = db.Now.InZone(zone).Date;
            var day = query.Day ?? today;
            var (start, end) = (zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
            var openBefore = day == today;

            var orders = await db.All<WorkOrder>()
                .Where(order => order.TechnicianId == me && order.SlotStart < end && order.Status != WorkOrderStatus.Cancelled
                    && (order.SlotEnd > start || (openBefore && order.Status != WorkOrderStatus.Completed)))
                .OrderBy(order => order.SlotStart).ThenBy(order => order.Id).Take(50).ToListAsync(ct);
            var known = await customers.Customers([.. orders.Select(order => order.CustomerId)], ct);
            var sites = await customers.Sites([.. orders.Select(order => order.SiteId).OfType<SiteId>()], ct);
            var contacts = await customers.Contacts([.. orders.Select(order => order.ContactId).OfType<ContactId>()], ct);
            return new(day, zone, [.. orders.Select(order => RowOf(order, known[order.CustomerId], order.SiteId is { } site ? sites.GetValueOrDefault(site) : null, order.ContactId is { } contact ? contacts.GetValueOrDefault(contact) : null))]);
        }

        private static Row RowOf(WorkOrder order, CustomerCard customer, SiteCard? site, ContactCard? contact) => new(
            order.Id, order.Number, order.Kind, order.Status, order.Priority, order.Request, order.SlotStart!.Value, order.SlotEnd!.Value, customer.Name, contact?.Phone ?? customer.Phone,
            site?.OneLine, site?.Latitude, site?.Longitude, NextOf(order));

        private static string NextOf(WorkOrder order) => order.Status switch
        {
            WorkOrderStatus.Scheduled => "accept",
            WorkOrderStatus.Accepted => order.Visit?.TravelAt is null ? "travel" : "arrive",
            WorkOrderStatus.OnSite => "work",
            _ => "done",
        };
    }
}
