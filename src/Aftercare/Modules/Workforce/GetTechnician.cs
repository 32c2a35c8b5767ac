using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Aftercare.Rules.Geo;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Workforce;

/// <summary>One technician: skills, and the shifts and absences of a week.</summary>
internal static class GetTechnician
{
    /// <param name="From">First day of the week shown, on the unit's clock; the Monday of this week when left out.</param>
    [Needs("organisation.read")]
    internal sealed record Query(TechnicianId Id, LocalDate? From = null) : IQuery<Response>;

    internal sealed record Response(
        TechnicianId Id, int Version, PersonId Person, string Name, string? Phone, UnitId Unit, string UnitName, bool Active, Home? Home, IReadOnlyList<SkillRow> Skills,
        LocalDate From, string Zone, IReadOnlyList<Span> Shifts, IReadOnlyList<Off> TimeOff, IReadOnlyList<Span> Hours);

    internal sealed record Home(double Latitude, double Longitude, Datum Datum);

    internal sealed record SkillRow(string Skill, int Level, string? Certificate, LocalDate? ValidUntil, bool Expired);

    internal sealed record Span(long Id, Instant Start, Instant End);

    internal sealed record Off(long Id, Instant Start, Instant End, TimeOffReason Reason, string? Note);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/technicians/{id:long}", Get);

    /// <summary>A technician with a week of shifts and absences. `hours` is when they can be sent: shifts, or the unit's calendar on days without one.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct, string? from = null) =>
        TypedResults.Ok(await door.Ask(new Query(new(id), Days.Parse(from, "from")), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, IWorkforce workforce) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var technician = await db.Load<Technician>(query.Id.Value, "technician", ct);
            var person = await organisation.Person(technician.PersonId, ct);
            var unit = await organisation.Unit(technician.UnitId, ct);
            var skills = await db.All<TechnicianSkill>().Where(skill => skill.TechnicianId == technician.Id).OrderBy(skill => skill.Skill).ToListAsync(ct);

            var today = db.Now.InZone(unit.Zone).Date;
            var from = query.From ?? today.PlusDays(1 - (int)today.DayOfWeek);
            var (start, end) = (unit.Zone.AtStartOfDay(from).ToInstant(), unit.Zone.AtStartOfDay(from.PlusDays(7)).ToInstant());
            var shifts = await db.All<Shift>().Where(shift => shift.TechnicianId == technician.Id && shift.Start < end && start < shift.End).OrderBy(shift => shift.Start).ToListAsync(ct);
            var off = await db.All<TimeOff>().Where(row => row.TechnicianId == technician.Id && row.Start < end && start < row.End).OrderBy(row => row.Start).ToListAsync(ct);
            var hours = await workforce.Shifts([technician.PersonId], new(start, end), ct);

            return new(
                technician.Id, technician.Version, person.Id, person.Name, person.Phone, unit.Id, unit.Name, technician.Active,
                technician.Home is { } home ? new(home.Latitude, home.Longitude, home.Datum) : null,
                skills.ConvertAll(skill => new SkillRow(skill.Skill, skill.Level, skill.Certificate, skill.ValidUntil, !skill.CountsOn(today))),
                from, unit.Zone.Id, shifts.ConvertAll(shift => new Span(shift.Id.Value, shift.Start, shift.End)),
                off.ConvertAll(row => new Off(row.Id.Value, row.Start, row.End, row.Reason, row.Note)),
                [.. hours[technician.PersonId].Select(slot => new Span(0, slot.Start, slot.End))]);
        }
    }
}
