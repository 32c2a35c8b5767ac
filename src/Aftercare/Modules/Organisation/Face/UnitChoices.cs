using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Organisation.Face;

/// <summary>
/// The open units a caller may choose from, for the forms and filters of every module. Whoever works here may ask:
/// names of units one belongs to are no secret. Strangers get an empty list.
/// </summary>
internal static class UnitChoices
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query : IQuery<Response>;

    /// <param name="Options">Parents before children, indented as deep as they stand.</param>
    /// <param name="Home">The caller's own unit, to begin with.</param>
    internal sealed record Response(IReadOnlyList<Option> Options, UnitId? Home);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/units/lookup", Lookup);

    /// <summary>Units for a picker: value, text and hint.</summary>
    internal static async Task<Ok<IEnumerable<Choice>>> Lookup(Door door, CancellationToken ct, string? q = null) =>
        TypedResults.Ok((await door.Ask(new Query(), ct)).Options.Where(option => q is null || option.Text.Contains(q, StringComparison.OrdinalIgnoreCase)).Take(20).Select(option => new Choice(option.Value, option.Text.Trim(), "")));

    internal sealed record Choice(string Value, string Text, string Hint);

    internal sealed class Handler(AppDb db, UnitTrees trees) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var tree = await trees.Of(db, ct);
            var seen = (await db.Visible<Unit>().Select(unit => unit.Id).ToListAsync(ct)).ToHashSet();
            var open = tree.All.Where(unit => seen.Contains(unit.Id) && unit.IsOpenOn(db.Now.InZone(unit.Zone).Date));
            return new([.. open.Select(unit => new Option(unit.Id.ToString(), Indent(tree.Above(unit.Id).Skip(1).Count(above => seen.Contains(above.Id))) + unit.Name))], caller.HomeUnit);
        }

        private static string Indent(int depth) => new('\u3000', depth);
    }
}
