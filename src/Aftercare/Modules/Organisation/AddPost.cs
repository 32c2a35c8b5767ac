using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>Add a post to a unit (R103).</summary>
internal static class AddPost
{
    /// <param name="Role">The role that fits it: `P06`.</param>
    /// <param name="Superior">The post above it in the administrative line.</param>
    /// <param name="FunctionalSuperior">The post it reports to in its trade.</param>
    /// <param name="Headcount">How many people it is meant for.</param>
    [Needs("organisation.manage")]
    internal sealed record Command(
        UnitId Unit, [property: Required, StringLength(200)] string Name, [property: StringLength(10)] string? Role = null, PostId? Superior = null, PostId? FunctionalSuperior = null,
        [property: Range(1, 1000)] int Headcount = 1) : ICommand<Response>;

    internal sealed record Response(PostId Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/posts", Post);

    /// <summary>Adds a post to a unit.</summary>
    internal static async Task<Created<Response>> Post(Command command, Door door, CancellationToken ct)
    {
        var added = await door.Run(command, ct);
        return TypedResults.Created($"/api/posts/{added.Id}", added);
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var unit = await db.Load<Unit>(command.Unit.Value, "unit", ct);
            if (!unit.Card().IsOpenOn(db.Now.InZone(DateTimeZoneProviders.Tzdb[unit.Zone]).Date)) throw Refusal.Invalid("post.unit-closed", nameof(command.Unit), unit.Name);
            foreach (var above in new[] { command.Superior, command.FunctionalSuperior }.OfType<PostId>()) await db.Load<Post>(above.Value, "post", ct);

            var post = new Post
            {
                Id = db.NewId<PostId>(), UnitId = unit.Id, Name = command.Name.Trim(), Role = command.Role, SuperiorId = command.Superior, FunctionalSuperiorId = command.FunctionalSuperior,
                Headcount = command.Headcount, AddedAt = db.Now,
            };
            db.Add(post);
            await db.SaveChangesAsync(ct);
            return new(post.Id);
        }
    }
}
