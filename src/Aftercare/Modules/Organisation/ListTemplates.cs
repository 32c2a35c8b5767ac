using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Organisation;

/// <summary>The organisations one can begin with (R102), with everything that would be made.</summary>
internal static class ListTemplates
{
    /// <param name="Language">`zh-CN` or `en`; the caller's when left out.</param>
    [Needs("organisation.read")]
    internal sealed record Query(string? Language = null) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Templates);

    internal sealed record Row(string Id, string Name, string About, IReadOnlyList<UnitRow> Units, IReadOnlyList<PostRow> Posts);

    internal sealed record UnitRow(string Key, string? Parent, string Kind, string Name);

    internal sealed record PostRow(string Key, string Unit, string Name, string? Role, string? Superior, string? Functional, int Headcount);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/organisation-templates", Get);

    /// <summary>Organisation templates with their units and posts.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, string? language = null) => TypedResults.Ok(await door.Ask(new Query(language), ct));

    internal sealed class Handler : IHandle<Query, Response>
    {
        public Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var language = query.Language ?? caller.Language;
            return Task.FromResult(new Response([.. Template.All.Select(template => new Row(
                template.Id, template.NameIn(language), template.AboutIn(language),
                [.. template.Units.Select(unit => new UnitRow(unit.Key, unit.Parent, unit.Kind, unit.NameIn(language)))],
                [.. template.Posts.Select(post => new PostRow(post.Key, post.Unit, post.NameIn(language), post.Role, post.Superior, post.Functional, post.Headcount))]))]));
        }
    }
}
