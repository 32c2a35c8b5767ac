using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Organisation;

/// <summary>Add a person to a unit.</summary>
internal static class AddPerson
{
    /// <param name="EmployeeNumber">Unique within the company.</param>
    /// <param name="Language">`zh-CN` or `en`: how messages to them are written.</param>
    /// <param name="Post">What they do here, as the company calls it.</param>
    /// <param name="Employer">The organisation that employs them; needed unless they are the company's own.</param>
    [Needs("organisation.do")]
    internal sealed record Command(
        UnitId Unit, [property: Required, StringLength(100)] string Name, [property: StringLength(40)] string? Phone = null,
        [property: StringLength(200), EmailAddress] string? Email = null, [property: StringLength(40)] string? EmployeeNumber = null,
        [property: StringLength(10)] string? Language = null, [property: StringLength(100)] string? Post = null,
        Employment Employment = Employment.Own, [property: StringLength(200)] string? Employer = null) : ICommand<Response>;

    internal sealed record Response(PersonId Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/people", Post);

    /// <summary>Adds a person. Signing in is given by an account.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var unit = await db.Load<Unit>(command.Unit.Value, "unit", ct);
            var person = new Person
            {
                Id = db.NewId<PersonId>(), UnitId = unit.Id, Name = command.Name.Trim(), Phone = command.Phone.OrNull(), Email = command.Email.OrNull(),
                EmployeeNumber = command.EmployeeNumber.OrNull(), Language = Texts.Supported(command.Language), Post = command.Post.OrNull(), AddedAt = db.Now,
            };
            person.EmployedBy(command.Employment, command.Employer);
            await EmployeeNumbers.CheckFree(db, person.EmployeeNumber, person.Id, ct);

            db.Add(person);
            db.Announce(new PersonChanged(person.Id, person.UnitId, person.Active));
            await db.SaveChangesAsync(ct);
            return new(person.Id);
        }
    }
}

internal static class EmployeeNumbers
{
    /// <summary>Refuses (`person.number-taken`) when somebody else has it; the unique index guards races.</summary>
    public static async Task CheckFree(AppDb db, string? number, PersonId self, CancellationToken ct)
    {
        if (number is not null && await db.All<Person>().AnyAsync(person => person.EmployeeNumber == number && person.Id != self, ct))
            throw Refusal.Invalid("person.number-taken", "EmployeeNumber", number);
    }

    /// <summary>The text without blanks around it, or null when nothing is left.</summary>
    public static string? OrNull(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
