using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>Rename a post, hang it below others, or close it.</summary>
internal static class ChangePost
{
    /// <param name="Closed">True closes it: nobody may hold it any more, and no open post may stand below.</param>
    [Needs("organisation.manage")]
    internal sealed record Command(
        [property: Required, StringLength(200)] string Name, [property: StringLength(10)] string? Role, PostId? Superior, PostId? FunctionalSuperior, [property: Range(1, 1000)] int Headcount,
        bool Closed = false, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which one; over HTTP the address says it.</summary>
        public PostId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/posts/{id:long}", Put);

    /// <summary>Changes a post. It cannot stand above itself, nor close while people hold it or open posts stand below.</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var post = await db.Load<Post>(command.Id.Value, "post", ct);
            post.Expect(command.Version);
            var unit = await db.Load<Unit>(post.UnitId.Value, "unit", ct);
            var today = db.Now.InZone(DateTimeZoneProviders.Tzdb[unit.Zone]).Date;
            foreach (var above in new[] { command.Superior, command.FunctionalSuperior }.OfType<PostId>()) await db.Load<Post>(above.Value, "post", ct);
            // The tree's version stands guard: two changes that together would make a circle cannot both be saved.
            await UnitTree.Change(db, ct);
            var lines = await PostLines.Of(db, today, ct);

            lines.Check(post.Id, command.Superior, command.FunctionalSuperior);
            if (command.Closed && !post.Closed) WhyNotClose(post, lines, today);
            (post.Name, post.Role, post.SuperiorId, post.FunctionalSuperiorId) = (command.Name.Trim(), command.Role, command.Superior, command.FunctionalSuperior);
            (post.Headcount, post.Closed) = (command.Headcount, command.Closed);

            await db.SaveChangesAsync(ct);
            return new(post.Version);
        }

        private static void WhyNotClose(Post post, PostLines lines, LocalDate today)
        {
            if (post.Holders.Exists(holder => !(holder.To < today))) throw Refusal.Invalid("post.still-held", nameof(Command.Closed), post.Name);
            if (lines.DirectlyBelow(post.Id) is { } below) throw Refusal.Invalid("post.has-open-below", nameof(Command.Closed), below.Name);
        }
    }
}
