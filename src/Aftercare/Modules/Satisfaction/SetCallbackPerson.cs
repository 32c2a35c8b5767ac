using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Name who calls the customers of a unit, and of the units below it that have nobody of their own; nobody takes the name back.</summary>
internal static class SetCallbackPerson
{
    [Needs("satisfaction.manage")]
    internal sealed record Command(PersonId? Person) : ICommand<Done>
    {
        /// <summary>For which unit; over HTTP the address says it.</summary>
        public UnitId Unit { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/units/{id:long}/callback-person", Put);

    /// <summary>Name who calls the customers of a unit</summary>
    internal static async Task<Ok<Done>> Put(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Unit = new(id) }, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (!caller.SeesAllUnits && !caller.Units.Contains(command.Unit)) throw Refusal.NotFound("unit", command.Unit);
            var unit = await organisation.Unit(command.Unit, ct);
            if (command.Person is { } person && !(await organisation.Person(person, ct)).Active) throw Refusal.Invalid("callback-person.left", nameof(command.Person));

            var row = await db.All<CallbackPerson>().SingleOrDefaultAsync(row => row.UnitId == unit.Id, ct) ?? db.Add(new CallbackPerson { Id = db.NewId<CallbackPersonId>(), UnitId = unit.Id }).Entity;
            row.PersonId = command.Person;
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
