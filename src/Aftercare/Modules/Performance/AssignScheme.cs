using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Modules.Performance;

/// <summary>Say by which card an employee is appraised in a period: one for every stretch of time (R1507).</summary>
internal static class AssignScheme
{
    /// <param name="Period">`2026-04`, `2026-Q2`, `2026-H1` or `2026`.</param>
    /// <param name="Replace">Puts it in the place of the scheme of exactly this period.</param>
    [Needs("performance.manage")]
    internal sealed record Command(PersonId Person, [property: Required, StringLength(10)] string Period, CardId Card, bool Replace = false) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/staff-schemes", Post);

    /// <summary>Assign an employee's scheme for a period.</summary>
    internal static async Task<NoContent> Post(Command command, Door door, CancellationToken ct)
    {
        await door.Run(command, ct);
        return TypedResults.NoContent();
    }

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var period = Period.Parse(command.Period);
            var person = await organisation.Person(command.Person, ct);
            if (!caller.SeesAllUnits && !caller.Units.Contains(person.Unit)) throw Refusal.NotFound("person", command.Person);
            var card = await db.Load<Card>(command.Card.Value, "card", ct);
            var staff = await db.Set<StaffSchemes>().Include(one => one.Schemes).SingleOrDefaultAsync(one => one.PersonId == command.Person, ct)
                ?? db.Add(new StaffSchemes { Id = db.NewId<StaffSchemesId>(), PersonId = command.Person }).Entity;

            if (command.Replace && staff.Schemes.Find(one => one.Period == period.ToString()) is { } old) old.CardId = card.Id;
            else if (staff.In(period) is { } taken)
            {
                if (taken.Period == period.ToString() && taken.CardId == card.Id) return Done.Instance;
                throw new Refusal("scheme.person-has-one") { Field = nameof(command.Period), Arguments = [person.Name, taken.Period] };
            }
            else staff.Schemes.Add(new() { StaffId = staff.Id, Period = period.ToString(), CardId = card.Id });

            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
