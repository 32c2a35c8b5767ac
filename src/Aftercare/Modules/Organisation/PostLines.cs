using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>The lines between a company's posts, as they stand on a day.</summary>
internal sealed class PostLines
{
    private readonly Dictionary<PostId, Post> _posts;
    private readonly ILookup<PostId?, Post> _below;
    private readonly ILookup<PostId?, Post> _besides;
    private readonly LocalDate _day;

    private PostLines(IReadOnlyCollection<Post> posts, LocalDate day)
    {
        _posts = posts.ToDictionary(post => post.Id);
        _below = posts.Where(post => !post.Closed).ToLookup(post => post.SuperiorId);
        _besides = posts.Where(post => !post.Closed).ToLookup(post => post.FunctionalSuperiorId);
        _day = day;
    }

    /// <summary>All posts of the session's company: few, and the lines cross units.</summary>
    public static async Task<PostLines> Of(AppDb db, LocalDate day, CancellationToken ct) => new(await db.All<Post>().AsNoTracking().ToListAsync(ct), day);

    public Post? Find(PostId? post) => post is { } id ? _posts.GetValueOrDefault(id) : null;

    /// <summary>The span of control (R103): people in posts directly below, further below, and reporting in the trade alone.</summary>
    public Span SpanOf(PostId post)
    {
        var direct = _below[post].ToList();
        return new(direct.Sum(People), direct.SelectMany(below => Below(below.Id)).Sum(People), _besides[post].Sum(People));
    }

    /// <summary>An open post that stands directly below; null when none does.</summary>
    public Post? DirectlyBelow(PostId post) => _below[post].FirstOrDefault();

    public int People(Post post) => post.Holders.Count(holder => holder.Covers(_day));

    /// <summary>Refuses a superior that would stand above itself.</summary>
    public void Check(PostId post, PostId? superior, PostId? functional)
    {
        if (Above(superior, above => above.SuperiorId).Contains(post)) throw Refusal.Invalid("post.above-itself", "Superior");
        if (Above(functional, above => above.FunctionalSuperiorId).Contains(post)) throw Refusal.Invalid("post.above-itself", "FunctionalSuperior");
    }

    private IEnumerable<Post> Below(PostId post) => _below[post].SelectMany(below => Below(below.Id).Prepend(below));

    private IEnumerable<PostId> Above(PostId? from, Func<Post, PostId?> up)
    {
        for (var post = Find(from); post is not null; post = Find(up(post))) yield return post.Id;
    }

    /// <param name="Direct">People in posts whose superior this is.</param>
    /// <param name="Indirect">People further down the same line.</param>
    /// <param name="Functional">People who report here in their trade.</param>
    internal sealed record Span(int Direct, int Indirect, int Functional);
}
