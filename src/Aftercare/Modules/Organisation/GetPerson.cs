using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Organisation;

/// <summary>One person.</summary>
internal static class GetPerson
{
    [Needs("organisation.read")]
    internal sealed record Query(PersonId Id) : IQuery<Response>;

    internal sealed record Response(PersonId Id, int Version, string Name, UnitId Unit, string UnitName, string? Phone, string? Email, string? EmployeeNumber, string Language, bool Active, string? Post, Employment Employment, string? Employer);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/people/{id:long}", Get);

    /// <summary>A person's data.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, UnitTrees trees) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var person = await db.Load<Person>(query.Id.Value, "person", ct);
            var unit = (await trees.Of(db, ct)).Find(person.UnitId);
            return new(person.Id, person.Version, person.Name, person.UnitId, unit?.Name ?? "", person.Phone, person.Email, person.EmployeeNumber, person.Language, person.Active, person.Post, person.Employment, person.Employer);
        }
    }
}
