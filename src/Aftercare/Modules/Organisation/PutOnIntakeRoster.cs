using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>Name the person who registers requests at a unit (R302, GB/T 27922 5.2.4.1).</summary>
internal static class PutOnIntakeRoster
{
    /// <param name="From">First day; today when left out. Whoever stood there before ends the day before.</param>
    /// <param name="To">Last day; null until further notice.</param>
    [Needs("organisation.do")]
    internal sealed record Command(PersonId Person, LocalDate? From = null, LocalDate? To = null) : ICommand<Response>
    {
        /// <summary>For which unit; over HTTP the address says it.</summary>
        public UnitId Unit { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/units/{id:long}/intake", Post);

    /// <summary>Puts a person on the unit's intake roster.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Unit = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var unit = await db.Load<Unit>(command.Unit.Value, "unit", ct);
            var person = await db.Load<Person>(command.Person.Value, "person", ct);
            var duties = await db.All<UnitDuty>().Where(duty => duty.UnitId == unit.Id && duty.Kind == DutyKind.Intake).ToListAsync(ct);

            if (person.WhyNotOnDuty() is { } refusal) throw refusal;
            var from = command.From ?? db.Now.InZone(DateTimeZoneProviders.Tzdb[unit.Zone]).Date;
            if (command.To < from) throw Refusal.Invalid("duty.ends-before-start", nameof(command.To));
            foreach (var duty in duties) GiveWay(duty, from, command.To);

            db.Add(new UnitDuty { Id = db.NewId<UnitDutyId>(), UnitId = unit.Id, Kind = DutyKind.Intake, PersonId = person.Id, From = from, To = command.To });
            await db.SaveChangesAsync(ct);
            return new(unit.Version);
        }

        // What lies within the new span goes; what reaches into it ends before or begins after it.
        private void GiveWay(UnitDuty duty, LocalDate from, LocalDate? to)
        {
            if (duty.To < from || duty.From > to) return;
            if (to is { } end && !(duty.To <= end))
                db.Add(new UnitDuty { Id = db.NewId<UnitDutyId>(), UnitId = duty.UnitId, Kind = duty.Kind, PersonId = duty.PersonId, From = end.PlusDays(1), To = duty.To });
            if (duty.From < from) duty.To = from.PlusDays(-1);
            else db.Remove(duty);
        }
    }
}
