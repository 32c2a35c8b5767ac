using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Somebody is back: nobody stands in for them any more.</summary>
internal static class EndStandIn
{
    [Needs("desk.do")]
    internal sealed record Command(StandInId Id) : ICommand<AppointStandIn.Response>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/desk/stand-ins/{id:long}/end", Post);

    /// <summary>Ends standing in for somebody.</summary>
    internal static async Task<Ok<AppointStandIn.Response>> Post(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, AppointStandIn.Response>
    {
        public async Task<AppointStandIn.Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var standIn = await db.All<StandIn>().SingleOrDefaultAsync(one => one.Id == command.Id, ct) ?? throw Refusal.NotFound("stand-in", command.Id);
            var away = await organisation.Person(standIn.PersonId, ct);
            if (standIn.PersonId != caller.Person && !(caller.May("desk.manage") && (caller.SeesAllUnits || caller.Units.Contains(away.Unit)))) throw Refusal.NotFound("stand-in", command.Id);
            standIn.Until = Instant.Min(standIn.Until, db.Now);
            await db.SaveChangesAsync(ct);
            return new(standIn.Id, standIn.Version);
        }
    }
}
