using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>One post: where it stands, who held it when, and how many people follow it (R103).</summary>
internal static class GetPost
{
    [Needs("organisation.read")]
    internal sealed record Query(PostId Id) : IQuery<Response>;

    /// <param name="Direct">People in the posts directly below, today.</param>
    /// <param name="Indirect">People further down the administrative line.</param>
    /// <param name="Functional">People who report to it in their trade.</param>
    internal sealed record Response(
        PostId Id, int Version, string Name, string? Role, UnitId Unit, string UnitName, PostId? Superior, string? SuperiorName, PostId? FunctionalSuperior, string? FunctionalName, int Headcount, bool Closed,
        int Direct, int Indirect, int Functional, IReadOnlyList<Holder> Holders);

    /// <param name="Now">Holds it today.</param>
    internal sealed record Holder(PersonId Person, string Name, LocalDate From, LocalDate? To, bool Now);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/posts/{id:long}", Get);

    /// <summary>A post, its lines and its people.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, UnitTrees trees, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var post = await db.Load<Post>(query.Id.Value, "post", ct);
            var unit = (await trees.Of(db, ct)).Find(post.UnitId)!;
            var today = db.Now.InZone(unit.Zone).Date;
            var lines = await PostLines.Of(db, today, ct);
            var span = lines.SpanOf(post.Id);
            var names = await organisation.Names(post.Holders.Select(holder => (PersonId?)holder.PersonId), ct);
            return new(
                post.Id, post.Version, post.Name, post.Role, unit.Id, unit.Name, post.SuperiorId, lines.Find(post.SuperiorId)?.Name, post.FunctionalSuperiorId, lines.Find(post.FunctionalSuperiorId)?.Name,
                post.Headcount, post.Closed, span.Direct, span.Indirect, span.Functional,
                [.. post.Holders.OrderByDescending(holder => holder.From).Select(holder => new Holder(holder.PersonId, names[holder.PersonId], holder.From, holder.To, holder.Covers(today)))]);
        }
    }
}
