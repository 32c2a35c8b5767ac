using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>A person leaves, or comes back: records keep their name, pickers no longer offer them.</summary>
internal static class DeactivatePerson
{
    /// <param name="Active">False when they leave; true takes it back.</param>
    [Needs("organisation.do")]
    internal sealed record Command([property: Required, StringLength(500)] string Reason, bool Active = false, int? Version = null) : ICommand<Response>, IReasoned
    {
        /// <summary>Who; over HTTP the address says it.</summary>
        public PersonId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/people/{id:long}/deactivate", Post);

    /// <summary>Marks a person as gone (or as back). Their intake duties and appointments end today.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, UnitTrees trees) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var person = await db.Load<Person>(command.Id.Value, "person", ct);
            person.Expect(command.Version);
            if (person.Active == command.Active) return new(person.Version);
            if (!command.Active) await EndDuties(person.Id, ct);
            if (!command.Active) await EndAppointments(person, ct);

            person.Active = command.Active;
            db.Announce(new PersonChanged(person.Id, person.UnitId, person.Active));
            await db.SaveChangesAsync(ct);
            return new(person.Version);
        }

        private async Task EndAppointments(Person person, CancellationToken ct)
        {
            var tree = await trees.Of(db, ct);
            foreach (var post in await db.All<Post>().Where(post => post.Holders.Any(holder => holder.PersonId == person.Id)).ToListAsync(ct))
            {
                var today = db.Now.InZone(tree.Find(post.UnitId)!.Zone).Date;
                if (post.Holders.Exists(holder => holder.PersonId == person.Id && !(holder.To < today))) post.Release(person.Id, today);
            }
        }

        private async Task EndDuties(PersonId person, CancellationToken ct)
        {
            var duties = await db.All<UnitDuty>().Where(duty => duty.PersonId == person).ToListAsync(ct);
            var units = duties.ConvertAll(duty => duty.UnitId);
            var zones = await db.All<Unit>().Where(unit => units.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => DateTimeZoneProviders.Tzdb[unit.Zone], ct);
            foreach (var duty in duties)
            {
                var today = db.Now.InZone(zones[duty.UnitId]).Date;
                if (duty.From > today) db.Remove(duty);
                else if (!(duty.To <= today)) duty.To = today;
            }
        }
    }
}
