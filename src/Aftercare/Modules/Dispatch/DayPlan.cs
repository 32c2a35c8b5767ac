using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>The dispatcher's day: work orders that wait, the most urgent first, and what every technician has.</summary>
internal static class DayPlan
{
    /// <param name="Day">A local day; today when left out.</param>
    /// <param name="Unit">Only this unit and those below it.</param>
    [Needs("field.manage")]
    internal sealed record Query(LocalDate? Day = null, UnitId? Unit = null) : IQuery<Response>;

    /// <param name="Pool">At most 200, the most urgent first.</param>
    internal sealed record Response(LocalDate Day, DateTimeZone Zone, TimeSlot Span, IReadOnlyList<Planned> Pool, IReadOnlyList<Line> Technicians);

    /// <param name="Latitude">WGS-84 degrees of the address, or null when it is not located.</param>
    internal sealed record Planned(WorkOrderCard Order, string CustomerName, string? Address, double? Latitude, double? Longitude);

    /// <summary>One technician's row of the timeline.</summary>
    internal sealed record Line(PersonId Technician, string Name, double? HomeLatitude, double? HomeLongitude, IReadOnlyList<TimeSlot> Shifts, IReadOnlyList<Absence> Absences, IReadOnlyList<Planned> Visits);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/dispatch/day", Get);

    /// <summary>The plan of a day: what waits and who has what</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, DateOnly? day = null, long? unit = null) =>
        TypedResults.Ok(await door.Ask(new Query(day is { } date ? LocalDate.FromDateOnly(date) : null, unit is { } id ? new UnitId(id) : null), ct));

    internal sealed class Handler(AppDb db, IField field, IWorkforce workforce, IOrganisation organisation, ICustomers customers) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var units = await UnitsOf(caller, query.Unit, ct);
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var day = query.Day ?? db.Now.InZone(zone).Date;
            var span = new TimeSlot(zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());

            var technicians = await workforce.Technicians(units, ct);
            List<PersonId> people = [.. technicians.Select(technician => technician.Person)];
            var shifts = await workforce.Shifts(people, span, ct);
            var absences = (await workforce.Absences(people, span, ct)).ToLookup(absence => absence.Person);
            var (pool, visits) = (await field.ToPlan(units, ct), await field.Planned(people, span, ct));
            var all = await WithPlaces([.. pool, .. visits], ct);
            var byTechnician = all.Skip(pool.Count).ToLookup(row => row.Order.Technician!.Value);
            return new(day, zone, span, [.. all.Take(pool.Count)],
                [.. technicians.OrderBy(technician => technician.Name, StringComparer.CurrentCulture).Select(technician => new Line(
                    technician.Person, technician.Name, technician.HomeLatitude, technician.HomeLongitude, shifts.GetValueOrDefault(technician.Person) ?? [], [.. absences[technician.Person]], [.. byTechnician[technician.Person]]))]);
        }

        // None for a caller who sees all units: the faces then answer for the whole company.
        private async Task<IReadOnlyCollection<UnitId>> UnitsOf(Caller caller, UnitId? wanted, CancellationToken ct)
        {
            if (!caller.SeesAllUnits && caller.Units.IsEmpty) throw new Refusal("caller.no-unit", RefusalKind.Forbidden);
            if (wanted is not { } unit) return caller.SeesAllUnits ? [] : caller.Units;
            var below = await organisation.Below(unit, ct);
            List<UnitId> seen = [.. below.Where(id => caller.SeesAllUnits || caller.Units.Contains(id))];
            return seen.Count > 0 ? seen : throw Refusal.NotFound("unit", unit);
        }

        // A handful of questions, however many orders there are.
        private async Task<List<Planned>> WithPlaces(IReadOnlyList<WorkOrderCard> orders, CancellationToken ct)
        {
            var known = await customers.Customers([.. orders.Select(order => order.Customer).Distinct()], ct);
            var sites = await customers.Sites([.. orders.Select(order => order.Site).OfType<SiteId>().Distinct()], ct);
            return [.. orders.Select(order =>
            {
                var site = order.Site is { } id ? sites.GetValueOrDefault(id) : null;
                return new Planned(order, known.GetValueOrDefault(order.Customer)?.Name ?? "", site?.OneLine, site?.Latitude, site?.Longitude);
            })];
        }
    }
}
