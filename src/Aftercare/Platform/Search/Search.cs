using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// Find records by words, Chinese or English, whole or begun, and by the ends of numbers. Everybody of a company may
/// ask and finds what they may see: the kinds they have the permission for, and of these the rows in their scope.
/// </summary>
internal static class Search
{
    private const int PageSize = 20, Handful = 100, MostHandfuls = 10, MostWords = 10;

    /// <param name="Q">The words; a hit has all of them.</param>
    /// <param name="Kind">Only records of this kind: `ticket`.</param>
    /// <param name="After">The `next` of the page before.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query([property: StringLength(200)] string? Q, string? Kind = null, string? After = null) : IQuery<PageOf<Hit>>;

    /// <param name="KindTitle">The kind in the reader's language.</param>
    /// <param name="Icon">The name of the kind's icon.</param>
    internal sealed record Hit(string Kind, string KindTitle, string Icon, long Id, string Title, string Href, Instant At);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/search", Get);

    /// <summary>Find records by words. Newest first; a page has 20, `next` leads on.</summary>
    internal static async Task<Ok<PageOf<Hit>>> Get(string? q, string? kind, string? after, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(q, kind, after), ct));

    internal sealed class Handler(AppDb db, IEnumerable<SearchKind> registry, Texts texts) : IHandle<Query, PageOf<Hit>>
    {
        public async Task<PageOf<Hit>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            caller.RequireCompany();
            var words = Tokens.Query(query.Q ?? "");
            var kinds = registry.Where(kind => caller.May(kind.Permission) && (query.Kind is null || kind.Kind == query.Kind)).ToDictionary(kind => kind.Kind);
            var below = BelowOf(query.After);
            if (words.Count is 0 or > MostWords || kinds.Count == 0) return new([], null);

            var hits = new List<Hit>();
            for (var handful = 0; handful < MostHandfuls; handful++)
            {
                var found = await SearchIndex.Find(db, words, [.. kinds.Keys], below, Handful, ct);
                var visible = await Visible(found, kinds, ct);
                hits.AddRange(found.Where(document => visible.Contains(document.Id)).Select(document => HitOf(document, kinds[document.Kind], caller)));
                if (hits.Count > PageSize) return new(hits[..PageSize], KeyOf(hits[PageSize - 1].Id));
                if (found.Count < Handful) return new(hits, null);
                below = found[^1].Id;
            }
            // Very many records have these words and are not this caller's: go on from here when asked.
            return new(hits, KeyOf(below));
        }

        private async Task<HashSet<long>> Visible(List<SearchDocument> found, Dictionary<string, SearchKind> kinds, CancellationToken ct)
        {
            var visible = new HashSet<long>();
            foreach (var group in found.GroupBy(document => document.Kind)) visible.UnionWith(await kinds[group.Key].Visible(db, [.. group.Select(document => document.Id)], ct));
            return visible;
        }

        private Hit HitOf(SearchDocument document, SearchKind kind, Caller caller) =>
            new(kind.Kind, texts.In(caller.Language, kind.Title), kind.Icon, document.Id, document.Title, kind.Href(document.Id), document.At);

        private static string KeyOf(long id) => id.ToString(CultureInfo.InvariantCulture);

        private static long BelowOf(string? after) => string.IsNullOrEmpty(after) ? long.MaxValue
            : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw Refusal.Invalid("page.malformed", "after", after);
    }
}
