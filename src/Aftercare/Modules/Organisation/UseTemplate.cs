using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>Make the units and posts of a template (R102), below a unit or as the company's first ones; everything is made or nothing.</summary>
internal static class UseTemplate
{
    /// <param name="Template">`O08`.</param>
    /// <param name="Below">Where its topmost units hang; null makes them top units.</param>
    /// <param name="Language">What they are called in at first: `zh-CN` or `en`; the caller's when left out.</param>
    /// <param name="Zone">IANA time zone of the units; the parent's when left out, `Asia/Shanghai` without one.</param>
    [Needs("organisation.manage")]
    internal sealed record Command([property: Required] string Template, UnitId? Below = null, string? Language = null, string? Zone = null) : ICommand<Response>;

    internal sealed record Response(IReadOnlyList<UnitId> Units, IReadOnlyList<PostId> Posts);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/organisation-templates/use", Post);

    /// <summary>Makes the units and posts of a template.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var template = Template.All.FirstOrDefault(template => template.Id == command.Template) ?? throw Refusal.NotFound("organisation-template", command.Template);
            var parent = command.Below is { } id ? await db.Load<Unit>(id.Value, "unit", ct) : null;
            if (parent is null && !caller.SeesAllUnits) throw Refusal.Invalid("unit.needs-parent", nameof(command.Below));
            if (parent is { To: not null }) throw Refusal.Invalid("unit.parent-closed", nameof(command.Below), parent.Name);
            await UnitTree.Change(db, ct);
            var zone = TimeZones.Checked(command.Zone ?? parent?.Zone ?? TimeZones.China, nameof(command.Zone));
            var (language, from) = (command.Language ?? caller.Language, db.Now.InZone(DateTimeZoneProviders.Tzdb[zone]).Date);

            var units = template.Units.ToDictionary(unit => unit.Key, _ => db.NewId<UnitId>());
            var posts = template.Posts.ToDictionary(post => post.Key, _ => db.NewId<PostId>());
            db.AddRange(template.Units.Select(unit => new Unit
            {
                Id = units[unit.Key], ParentId = unit.Parent is { } above ? units[above] : parent?.Id, Kind = unit.Kind, Name = unit.NameIn(language), Zone = zone, From = from,
            }));
            db.AddRange(template.Posts.Select(post => new Post
            {
                Id = posts[post.Key], UnitId = units[post.Unit], Name = post.NameIn(language), Role = post.Role, SuperiorId = post.Superior is { } above ? posts[above] : null,
                FunctionalSuperiorId = post.Functional is { } trade ? posts[trade] : null, Headcount = post.Headcount, AddedAt = db.Now,
            }));
            await db.SaveChangesAsync(ct);
            return new([.. units.Values], [.. posts.Values]);
        }
    }
}
