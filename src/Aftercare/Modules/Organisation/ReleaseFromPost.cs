using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>A person holds a post no longer.</summary>
internal static class ReleaseFromPost
{
    /// <param name="Last">The last day in the post; today when left out.</param>
    [Needs("organisation.do")]
    internal sealed record Command(PersonId Person, LocalDate? Last = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which post; over HTTP the address says it.</summary>
        public PostId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/posts/{id:long}/release", Post);

    /// <summary>Ends a person's appointment to a post.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, UnitTrees trees) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var post = await db.Load<Post>(command.Id.Value, "post", ct);
            post.Expect(command.Version);

            post.Release(command.Person, command.Last ?? db.Now.InZone((await trees.Of(db, ct)).Find(post.UnitId)!.Zone).Date);

            await db.SaveChangesAsync(ct);
            return new(post.Version);
        }
    }
}
