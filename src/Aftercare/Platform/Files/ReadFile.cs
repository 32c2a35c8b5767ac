using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Aftercare.Platform;

/// <summary>A file's content, for whoever may read the record it belongs to; for everybody else it does not exist.</summary>
internal static class ReadFile
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(FileId Id) : IQuery<Response>;

    internal sealed record Response(string Hash, string Name, string MediaType);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/files/{id:long}", Get).Produces(200, contentType: "application/octet-stream");
        api.MapGet("/files/{id:long}/thumbnail", GetThumbnail).Produces(200, contentType: "image/webp");
    }

    /// <summary>The content of a file, or the part of it that a Range header asks for. Pictures, PDF and film are shown in place, everything else is a download.</summary>
    internal static async Task<FileStreamHttpResult> Get(long id, Door door, FileRoom room, HttpContext http, CancellationToken ct)
    {
        var file = await door.Ask(new Query(new(id)), ct);
        var content = await room.Store.Open(file.Hash, ct) ?? throw Refusal.NotFound("file", id);
        Cache(http);
        http.Response.GetTypedHeaders().ContentDisposition = DispositionOf(file);
        return TypedResults.Stream(content, file.MediaType, entityTag: new($"\"{file.Hash}\""), enableRangeProcessing: true);
    }

    /// <summary>A small picture of a picture: at most 320 pixels wide and high, upright, without the camera's notes.</summary>
    internal static async Task<Results<FileContentHttpResult, NotFound>> GetThumbnail(long id, Door door, FileRoom room, Thumbnails thumbnails, HttpContext http, CancellationToken ct)
    {
        var file = await door.Ask(new Query(new(id)), ct);
        if (!Thumbnails.Draws(file.MediaType) || await thumbnails.Of(file.Hash, room.Store, ct) is not { } picture) return TypedResults.NotFound();
        Cache(http);
        return TypedResults.Bytes(picture, Thumbnails.MediaType, entityTag: new($"\"{file.Hash}-320\""));
    }

    // The bytes never change, the right to see them may: a browser keeps them and asks each time.
    private static void Cache(HttpContext http) => http.Response.Headers.CacheControl = "private, no-cache";

    private static ContentDispositionHeaderValue DispositionOf(Response file)
    {
        var disposition = new ContentDispositionHeaderValue(FileTypes.ShownInPlace(file.MediaType) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        return disposition;
    }

    internal sealed class Handler(AppDb db, IEnumerable<FileOwner> owners) : IHandle<Query, Response>
    {
        private readonly FrozenDictionary<string, FileOwner> _owners = owners.ToFrozenDictionary(owner => owner.Kind);

        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var file = caller.Company is null ? null : await db.All<StoredFile>().SingleOrDefaultAsync(row => row.Id == query.Id, ct);
            return file is not null && await MayRead(caller, file, ct) ? new(file.Hash, file.Name, file.MediaType) : throw Refusal.NotFound("file", query.Id);
        }

        private async Task<bool> MayRead(Caller caller, StoredFile file, CancellationToken ct) => file.State switch
        {
            FileState.Staged => caller.Account is not null && file.Sender == Files.SenderOf(caller),
            FileState.Attached => _owners.TryGetValue(file.OwnerKind!, out var owner) && await owner.MayRead(db, file.OwnerId!.Value, ct),
            _ => false,
        };
    }
}
