using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>The posts of a unit and everything below it, in the order of the tree, with who holds them today: the chart.</summary>
internal static class ListPosts
{
    /// <param name="Unit">This unit and everything below it; all units the caller sees when left out.</param>
    /// <param name="Vacant">Only posts with fewer people than they are meant for.</param>
    /// <param name="Closed">Closed ones, too.</param>
    [Needs("organisation.read")]
    internal sealed record Query(UnitId? Unit = null, bool Vacant = false, bool Closed = false) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Posts);

    /// <param name="Holders">Who holds it today.</param>
    internal sealed record Row(PostId Id, string Name, string? Role, UnitId Unit, string UnitName, PostId? Superior, string? SuperiorName, PostId? FunctionalSuperior, string? FunctionalName, int Headcount, IReadOnlyList<Holder> Holders, bool Closed)
    {
        public int Vacant => Math.Max(0, Headcount - Holders.Count);
    }

    internal sealed record Holder(PersonId Person, string Name);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/posts", Get);
        api.MapGet("/posts/lookup", Lookup);
    }

    /// <summary>Posts by the order of the tree, with who holds them today.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, long? unit = null, bool vacant = false, bool closed = false) =>
        TypedResults.Ok(await door.Ask(new Query(unit is { } id ? new UnitId(id) : null, vacant, closed), ct));

    /// <summary>Posts for a picker: value, text and hint.</summary>
    internal static async Task<Ok<IEnumerable<Choice>>> Lookup(Door door, CancellationToken ct, string? q = null) =>
        TypedResults.Ok((await door.Ask(new Query(), ct)).Posts.Where(post => q is null || post.Name.Contains(q, StringComparison.OrdinalIgnoreCase)).Take(20).Select(post => new Choice(post.Id.ToString(), post.Name, post.UnitName)));

    internal sealed record Choice(string Value, string Text, string Hint);

    internal sealed class Handler(AppDb db, UnitTrees trees, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var tree = await trees.Of(db, ct);
            var places = tree.All.Index().ToDictionary(unit => unit.Item.Id, unit => unit.Index);
            var wanted = query.Unit is { } top ? tree.Below(top).Select(unit => unit.Id).ToList() : null;
            var posts = db.Visible<Post>().AsNoTracking().Where(post => query.Closed || !post.Closed);
            if (wanted is not null) posts = posts.Where(post => wanted.Contains(post.UnitId));
            var found = await posts.ToListAsync(ct);
            // A superior may stand in a unit the caller does not see: its name is no secret to those below it.
            var lines = await PostLines.Of(db, db.Now.InUtc().Date, ct);
            var people = await organisation.Names(found.SelectMany(post => post.Holders).Select(holder => (PersonId?)holder.PersonId), ct);

            var rows = found.OrderBy(post => places[post.UnitId]).ThenBy(post => post.Id.Value).Select(post => new Row(
                post.Id, post.Name, post.Role, post.UnitId, tree.Find(post.UnitId)!.Name, post.SuperiorId, lines.Find(post.SuperiorId)?.Name, post.FunctionalSuperiorId, lines.Find(post.FunctionalSuperiorId)?.Name, post.Headcount,
                [.. post.Holders.Where(holder => holder.Covers(Today(tree, post))).Select(holder => new Holder(holder.PersonId, people[holder.PersonId]))], post.Closed));
            return new([.. rows.Where(row => !query.Vacant || row.Vacant > 0)]);
        }

        private LocalDate Today(Units tree, Post post) => db.Now.InZone(tree.Find(post.UnitId)!.Zone).Date;
    }
}
