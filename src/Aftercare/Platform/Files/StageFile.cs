using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Aftercare.Platform;

/// <summary>Send a file ahead of the command that attaches it. Everybody of a company may, and visitors who may report a request.</summary>
internal static class StageFile
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command([property: Required, StringLength(255)] string Name, string MediaType, long Size, string Hash) : ICommand<FileCard>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/files", Post).Accepts<IFormFile>("multipart/form-data", "application/octet-stream").ProducesProblem(413);

    /// <summary>Send one file: as the only part of a form, or as the body with its name in `?name=`. Attach the returned id with a command within 24 hours.</summary>
    internal static async Task<Created<FileCard>> Post(HttpRequest request, Door door, FileRoom room, string? name, CancellationToken ct)
    {
        var caller = await door.Caller();
        RequireSender(caller);
        FileCard card;
        if (request.HasFormContentType)
        {
            var part = await FilePart(request, ct);
            card = await room.Stage(caller, part.Body, part.GetContentDispositionHeader()!.FileNameStar.Value ?? part.GetContentDispositionHeader()!.FileName.Value!, ct);
        }
        else
        {
            card = await room.Stage(caller, request.Body, name ?? "file", ct);
        }
        return TypedResults.Created(card.Href, card);
    }

    // The form is read as it comes: nothing of it is gathered in memory or in a second file.
    private static async Task<MultipartSection> FilePart(HttpRequest request, CancellationToken ct)
    {
        var boundary = HeaderUtilities.RemoveQuotes(request.GetTypedHeaders().ContentType!.Boundary).Value;
        if (string.IsNullOrEmpty(boundary)) throw Refusal.Invalid("file.missing", "file");
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(ct) is { } part)
            if (part.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition()) return part;
        throw Refusal.Invalid("file.missing", "file");
    }

    internal static void RequireSender(Caller caller)
    {
        caller.RequireCompany();
        if (caller.Kind is CallerKind.Anonymous) caller.Require("portal.report");
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, FileCard>
    {
        public async Task<FileCard> Handle(Caller caller, Command command, CancellationToken ct)
        {
            RequireSender(caller);
            var file = new StoredFile
            {
                Id = db.NewId<FileId>(), Hash = command.Hash, Name = command.Name, MediaType = command.MediaType, Size = command.Size,
                Sender = Files.SenderOf(caller), StagedAt = db.Now,
            };
            db.Add(file);
            await db.SaveChangesAsync(ct);
            return Files.CardOf(file);
        }
    }
}
