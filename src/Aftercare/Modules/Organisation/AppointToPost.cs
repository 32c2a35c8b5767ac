using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>Appoint a person to a post (任职), from a day on.</summary>
internal static class AppointToPost
{
    /// <param name="From">First day; today when left out.</param>
    /// <param name="To">Last day; null until further notice.</param>
    [Needs("organisation.do")]
    internal sealed record Command(PersonId Person, LocalDate? From = null, LocalDate? To = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which post; over HTTP the address says it.</summary>
        public PostId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/posts/{id:long}/appoint", Post);

    /// <summary>Appoints a person to a post.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, UnitTrees trees) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var post = await db.Load<Post>(command.Id.Value, "post", ct);
            post.Expect(command.Version);
            var person = await db.Load<Person>(command.Person.Value, "person", ct);
            var today = db.Now.InZone((await trees.Of(db, ct)).Find(post.UnitId)!.Zone).Date;

            post.Appoint(person, command.From ?? today, command.To);

            await db.SaveChangesAsync(ct);
            return new(post.Version);
        }
    }
}
