using Aftercare.Modules.Assets.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Assets;

/// <summary>Everything that happened to an asset, from every module, newest first (R206, R217).</summary>
internal static class TellAssetStory
{
    /// <param name="Language">`zh-CN` or `en`; the caller's when left out.</param>
    [Needs("customers.read")]
    internal sealed record Query(AssetId Id, string? Language = null) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<StoryEntry> Entries);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/assets/{id:long}/story", Get);

    /// <summary>Everything that happened to an asset, newest first.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, IEnumerable<IStorySource> sources) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var asset = await db.Load<Asset>(query.Id.Value, "asset", ct);
            return new([.. (await sources.Tell(db, "asset", asset.Key, query.Language ?? caller.Language, ct)).Reverse()]);
        }
    }
}

/// <summary>When an asset was registered; and, in its customer's story, that it was.</summary>
internal sealed class AssetStory(Texts texts) : IStorySource
{
    public async Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct)
    {
        var assets = kind switch
        {
            "asset" => db.Visible<Asset>().Where(asset => asset.Id == new AssetId(record)),
            "customer" => db.Visible<Asset>().Where(asset => asset.CustomerId == new Customers.Face.CustomerId(record)),
            _ => null,
        };
        if (assets is null) return [];
        return (await assets.OrderByDescending(asset => asset.RegisteredAt).Take(100).ToListAsync(ct)).ConvertAll(asset => new StoryEntry(
            asset.RegisteredAt, null, texts.In(language, "assets.story.registered", asset.SerialNumber), "devices", Href: kind == "asset" ? null : $"/assets/{asset.Id}", Internal: true));
    }
}
