using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Say who stands in while somebody is away (R315). For oneself, or by whoever manages the desk for a colleague of their units.</summary>
internal static class AppointStandIn
{
    /// <param name="Person">Who is away; the caller when left out.</param>
    [Needs("desk.do")]
    internal sealed record Command(PersonId Deputy, Instant From, Instant Until, PersonId? Person = null) : ICommand<Response>;

    internal sealed record Response(StandInId Id, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/desk/stand-ins", Post);

    /// <summary>Says who stands in while somebody is away.</summary>
    internal static async Task<Created<Response>> Post(Command command, Door door, CancellationToken ct)
    {
        var made = await door.Run(command, ct);
        return TypedResults.Created($"/api/desk/stand-ins/{made.Id}", made);
    }

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var person = command.Person ?? caller.Person ?? throw Refusal.Invalid("stand-in.person-missing", nameof(command.Person));
            var (away, deputy) = (await organisation.Person(person, ct), await organisation.Person(command.Deputy, ct));
            if (person != caller.Person && !(caller.May("desk.manage") && (caller.SeesAllUnits || caller.Units.Contains(away.Unit)))) throw Refusal.NotFound("person", person);
            if (deputy.Id == person) throw Refusal.Invalid("stand-in.oneself", nameof(command.Deputy));
            if (!deputy.Active) throw Refusal.Invalid("person.inactive", nameof(command.Deputy), deputy.Name);
            if (command.Until <= command.From || command.Until <= db.Now) throw Refusal.Invalid("stand-in.ends-before", nameof(command.Until));

            var standIn = db.Add(new StandIn { Id = db.NewId<StandInId>(), PersonId = person, DeputyId = deputy.Id, From = command.From.ToMicroseconds(), Until = command.Until.ToMicroseconds() }).Entity;
            await db.SaveChangesAsync(ct);
            return new(standIn.Id, standIn.Version);
        }
    }
}
