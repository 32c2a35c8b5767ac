using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A file as lists and pages show it; `/api/files/{id}` has the content, `/api/files/{id}/thumbnail` a small picture.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="HasThumbnail">True for pictures the product can draw.</param>
public sealed record FileCard(FileId Id, string Name, string MediaType, long Size, Instant At, bool HasThumbnail)
{
    public string Href => $"/api/files/{Id}";
    public string ThumbnailHref => $"/api/files/{Id}/thumbnail";
}

/// <summary>Who may read the files of a record: each module registers one for its record kind.</summary>
/// <param name="Kind">As given to <see cref="IFiles.Attach"/>: `ticket`.</param>
/// <param name="MayRead">Whether the caller of the session may read the record with this id.</param>
public sealed record FileOwner(string Kind, Func<AppDb, long, CancellationToken, Task<bool>> MayRead);

/// <summary>Files as parts of records. A command attaches, in its own transaction, what was sent before it.</summary>
public interface IFiles
{
    /// <summary>Makes the files part of a record. Only who sent a file may attach it (else 404, `file.not-found`), and to one record only (409, `file.attached-elsewhere`).</summary>
    Task Attach(AppDb db, IReadOnlyCollection<FileId> files, string kind, long record, CancellationToken ct);

    /// <summary>Takes the file off the record; its content goes later unless something else holds the same bytes.</summary>
    Task Detach(AppDb db, FileId file, string kind, long record, CancellationToken ct);

    /// <summary>The files of a record, oldest first. The caller of this method answers for who sees them.</summary>
    Task<IReadOnlyList<FileCard>> Of(AppDb db, string kind, long record, CancellationToken ct);

    /// <summary>Records of the company that hold the very same bytes as this file, without the one it belongs to.</summary>
    Task<IReadOnlyList<(string Kind, long Record)>> SameContent(AppDb db, FileId file, CancellationToken ct);
}

internal sealed class Files : IFiles
{
    public async Task Attach(AppDb db, IReadOnlyCollection<FileId> files, string kind, long record, CancellationToken ct)
    {
        if (files.Count == 0) return;
        var found = await db.Set<StoredFile>().Where(file => files.Contains(file.Id)).ToDictionaryAsync(file => file.Id, ct);
        foreach (var id in files)
        {
            if (!found.TryGetValue(id, out var file)) throw Refusal.NotFound("file", id);
            if (file.WhyNotAttach(SenderOf(db.Caller), kind, record) is { } refusal) throw refusal;
            file.Attach(kind, record);
        }
    }

    public async Task Detach(AppDb db, FileId file, string kind, long record, CancellationToken ct)
    {
        var attached = await db.Set<StoredFile>().SingleOrDefaultAsync(row => row.Id == file && row.OwnerKind == kind && row.OwnerId == record, ct) ?? throw Refusal.NotFound("file", file);
        attached.Detach(db.Now);
    }

    public async Task<IReadOnlyList<FileCard>> Of(AppDb db, string kind, long record, CancellationToken ct) =>
        (await db.Set<StoredFile>().Where(file => file.OwnerId == record && file.OwnerKind == kind).OrderBy(file => file.Id).ToListAsync(ct)).ConvertAll(CardOf);

    public async Task<IReadOnlyList<(string Kind, long Record)>> SameContent(AppDb db, FileId file, CancellationToken ct)
    {
        var hash = await db.Set<StoredFile>().Where(row => row.Id == file).Select(row => row.Hash).SingleAsync(ct);
        var others = await db.Set<StoredFile>().Where(row => row.Hash == hash && row.Id != file && row.State == FileState.Attached).Select(row => new { row.OwnerKind, row.OwnerId }).ToListAsync(ct);
        return others.ConvertAll(other => (other.OwnerKind!, other.OwnerId!.Value));
    }

    internal static FileCard CardOf(StoredFile file) => new(file.Id, file.Name, file.MediaType, file.Size, file.StagedAt, Thumbnails.Draws(file.MediaType));

    /// <summary>A name for whoever sends, the same at sending and attaching.</summary>
    internal static string SenderOf(Caller caller) => caller.Account is { } account ? $"account:{account}" : caller.LinkedRecord is { } record ? $"{caller.Name}:{record}" : caller.Name;
}
