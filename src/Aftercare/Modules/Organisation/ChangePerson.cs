using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Organisation;

/// <summary>Change a person's name, contact data or unit.</summary>
internal static class ChangePerson
{
    /// <param name="Version">The version the editor saw.</param>
    /// <param name="Employment">Null keeps what is there, with the employer.</param>
    [Needs("organisation.do")]
    internal sealed record Command(
        UnitId Unit, [property: Required, StringLength(100)] string Name, [property: StringLength(40)] string? Phone = null,
        [property: StringLength(200), EmailAddress] string? Email = null, [property: StringLength(40)] string? EmployeeNumber = null,
        [property: StringLength(10)] string? Language = null, int? Version = null, [property: StringLength(100)] string? Post = null,
        Employment? Employment = null, [property: StringLength(200)] string? Employer = null) : ICommand<Response>
    {
        /// <summary>Who; over HTTP the address says it.</summary>
        public PersonId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/people/{id:long}", Put);

    /// <summary>Changes a person's data, or moves them to another unit.</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var person = await db.Load<Person>(command.Id.Value, "person", ct);
            person.Expect(command.Version);
            if (command.Unit != person.UnitId) await db.Load<Unit>(command.Unit.Value, "unit", ct);
            var number = command.EmployeeNumber.OrNull();
            await EmployeeNumbers.CheckFree(db, number, person.Id, ct);

            person.UnitId = command.Unit;
            person.Name = command.Name.Trim();
            (person.Phone, person.Email, person.EmployeeNumber) = (command.Phone.OrNull(), command.Email.OrNull(), number);
            person.Post = command.Post.OrNull();
            if (command.Employment is { } employment) person.EmployedBy(employment, command.Employer);
            person.Language = command.Language is null ? person.Language : Texts.Supported(command.Language);

            db.Announce(new PersonChanged(person.Id, person.UnitId, person.Active));
            await db.SaveChangesAsync(ct);
            return new(person.Version);
        }
    }
}
