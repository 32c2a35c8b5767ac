using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Aftercare.Rules.Geo;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Workforce;

/// <summary>Make a person somebody who can be sent.</summary>
internal static class MakeTechnician
{
    /// <param name="Home">Where their day starts.</param>
    [Needs("organisation.do")]
    internal sealed record Command(PersonId Person, [property: MaxLength(50)] IReadOnlyList<SkillFields>? Skills = null, HomeFields? Home = null) : ICommand<Response>;

    internal sealed record Response(TechnicianId Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/technicians", Post);

    /// <summary>Makes a person a technician.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var person = await organisation.Person(command.Person, ct);
            if (!caller.SeesAllUnits && (caller.OwnOnly || !caller.Units.Contains(person.Unit))) throw Refusal.NotFound("person", person.Id);
            if (!person.Active) throw new Refusal("person.inactive") { Arguments = [person.Name] };
            if (await db.All<Technician>().AnyAsync(row => row.PersonId == person.Id, ct)) throw Refusal.Invalid("technician.already", nameof(command.Person), person.Name);

            var technician = new Technician { Id = db.NewId<TechnicianId>(), PersonId = person.Id, UnitId = person.Unit, Home = command.Home?.Point, MadeAt = db.Now };
            db.Add(technician);
            foreach (var skill in SkillFields.Distinct(command.Skills ?? [])) db.Add(skill.For(technician.Id));
            await db.SaveChangesAsync(ct);
            return new(technician.Id);
        }
    }
}

/// <summary>Where a technician's day starts, in the datum it was measured in.</summary>
internal sealed record HomeFields([property: Range(-90, 90)] double Latitude, [property: Range(-180, 180)] double Longitude, Datum Datum = Datum.Wgs84)
{
    internal GeoPoint Point => new(Latitude, Longitude, Datum);
}

/// <summary>A skill as forms and the API send it.</summary>
/// <param name="Level">1 beginner to 5 expert.</param>
/// <param name="ValidUntil">The last day the qualification counts.</param>
internal sealed record SkillFields([property: Required, StringLength(60)] string Skill, [property: Range(1, 5)] int Level = 3, [property: StringLength(100)] string? Certificate = null, NodaTime.LocalDate? ValidUntil = null)
{
    internal TechnicianSkill For(TechnicianId technician) => new() { TechnicianId = technician, Skill = Skill.Trim(), Level = Level, Certificate = Certificate, ValidUntil = ValidUntil };

    /// <summary>Refuses (`skill.twice`) a list that names a skill twice.</summary>
    internal static IReadOnlyList<SkillFields> Distinct(IReadOnlyList<SkillFields> skills) =>
        skills.GroupBy(skill => skill.Skill.Trim()).FirstOrDefault(group => group.Skip(1).Any()) is { } twice ? throw Refusal.Invalid("skill.twice", "Skills", twice.Key) : skills;
}
