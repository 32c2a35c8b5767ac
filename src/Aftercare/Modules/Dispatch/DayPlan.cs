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
    [Needs("field.manage")]
    internal sealed record Query(LocalDate? Day = null) : IQuery<Response>;

    internal sealed record Response(LocalDate Day, DateTimeZone Zone, TimeSlot Span, IReadOnlyList<Waiting> Pool, IReadOnlyList<Line> Technicians);

    internal sealed record Waiting(WorkOrderCard Order, string CustomerName, string? Address);

    /// <summary>One technician's row of the timeline.</summary>
    internal sealed record Line(PersonId Technician, string Name, IReadOnlyList<TimeSlot> Shifts, IReadOnlyList<Absence> Absences, IReadOnlyList<WorkOrderCard> Visits);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/dispatch/day", Get);

    /// <summary>The plan of a day: what waits and who has what</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, DateOnly? day = null) =>
        TypedResults.Ok(await door.Ask(new Query(day is { } date ? LocalDate.FromDateOnly(date) : null), ct));

    internal sealed class Handler(AppDb db, IField field, IWorkforce workforce, IOrganisation organisation, ICustomers customers) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            IReadOnlyCollection<UnitId> units = caller.SeesAllUnits ? [] : caller.Units;
            if (!caller.SeesAllUnits && units.Count == 0) throw new Refusal("caller.no-unit", RefusalKind.Forbidden);
            var zone = await ZoneOf(caller, ct);
            var day = query.Day ?? db.Now.InZone(zone).Date;
            var span = new TimeSlot(zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());

            var technicians = await workforce.Technicians(units, ct);
            List<PersonId> people = [.. technicians.Select(technician => technician.Person)];
            var shifts = await workforce.Shifts(people, span, ct);
            var absences = (await workforce.Absences(people, span, ct)).ToLookup(absence => absence.Person);
            var visits = (await field.Planned(people, span, ct)).ToLookup(card => card.Technician!.Value);
            return new(day, zone, span, await Pool(units, ct),
                [.. technicians.OrderBy(technician => technician.Name, StringComparer.CurrentCulture).Select(technician => new Line(
                    technician.Person, technician.Name, shifts.GetValueOrDefault(technician.Person) ?? [], [.. absences[technician.Person]], [.. visits[technician.Person]]))]);
        }

        private async Task<IReadOnlyList<Waiting>> Pool(IReadOnlyCollection<UnitId> units, CancellationToken ct)
        {
            var waiting = new List<Waiting>();
            foreach (var order in await field.ToPlan(units, ct))
            {
                var customer = await customers.Customer(order.Customer, ct);
                waiting.Add(new(order, customer.Name, order.Site is { } site ? (await customers.Site(site, ct))?.OneLine : null));
            }
            return waiting;
        }

        private async Task<DateTimeZone> ZoneOf(Caller caller, CancellationToken ct) =>
            caller.HomeUnit is { } home ? (await organisation.Unit(home, ct)).Zone : (await organisation.Units(ct))[0].Zone;
    }
}
