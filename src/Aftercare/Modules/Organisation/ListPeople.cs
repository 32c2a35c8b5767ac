using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>People the caller sees, the last added first.</summary>
internal static class ListPeople
{
    /// <param name="Q">Part of a name, or the beginning of an employee number or phone.</param>
    /// <param name="Unit">This unit and everything below it.</param>
    /// <param name="Gone">People who left instead of those who are here.</param>
    [Needs("organisation.read")]
    internal sealed record Query([property: StringLength(100)] string? Q = null, UnitId? Unit = null, bool Gone = false, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(PersonId Id, string Name, UnitId Unit, string UnitName, string? Phone, string? Email, string? EmployeeNumber, bool Active, Instant AddedAt, string? Post, Employment Employment, string? Employer);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/people", Get);
        api.MapGet("/people/lookup", Lookup);
    }

    /// <summary>A page of people, the last added first.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, string? q = null, long? unit = null, bool gone = false, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(q, unit is { } id ? new UnitId(id) : null, gone, after, size), ct));

    /// <summary>People for a picker: value, text and hint.</summary>
    internal static async Task<Ok<IEnumerable<Choice>>> Lookup(Door door, CancellationToken ct, string? q = null) =>
        TypedResults.Ok((await door.Ask(new Query(q, Size: 20), ct)).Items.Select(row => new Choice(row.Id.ToString(), row.Name, $"{row.UnitName} {row.EmployeeNumber}".TrimEnd())));

    internal sealed record Choice(string Value, string Text, string Hint);

    internal sealed class Handler(AppDb db, UnitTrees trees) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var tree = await trees.Of(db, ct);
            var people = db.Visible<Person>().Where(person => person.Active != query.Gone);
            if (query.Q?.Trim() is { Length: > 0 } q) people = people.Where(person => person.Name.Contains(q) || person.EmployeeNumber!.StartsWith(q) || person.Phone!.StartsWith(q));
            if (query.Unit is { } unit)
            {
                List<UnitId> below = [.. tree.Below(unit).Select(card => card.Id)];
                people = people.Where(person => below.Contains(person.UnitId));
            }
            var rows = await people.NewestFirst(person => person.AddedAt, person => person.Id, query.After).Take(query.Size + 1).ToListAsync(ct);
            return rows.ConvertAll(person => new Row(person.Id, person.Name, person.UnitId, tree.Find(person.UnitId)?.Name ?? "", person.Phone, person.Email, person.EmployeeNumber, person.Active, person.AddedAt, person.Post, person.Employment, person.Employer))
                .CutToPage(query.Size, row => new(row.AddedAt, row.Id.Value));
        }
    }
}
