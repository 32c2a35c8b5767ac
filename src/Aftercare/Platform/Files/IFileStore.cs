namespace Aftercare.Platform;

/// <summary>Where contents lie, each once, under its SHA-256: a folder by default, S3 by configuration.</summary>
internal interface IFileStore
{
    /// <summary>Takes the file at this path for content with this hash; does nothing when it is there already. The path is free afterwards.</summary>
    Task Keep(string hash, string path, CancellationToken ct);

    /// <summary>The content, seekable; null when it is not there.</summary>
    Task<Stream?> Open(string hash, CancellationToken ct);

    Task Remove(string hash, CancellationToken ct);
}

/// <summary>Contents as files in a folder, two levels deep.</summary>
internal sealed class DiskStore(string folder) : IFileStore
{
    public Task Keep(string hash, string path, CancellationToken ct)
    {
        var place = PathOf(hash);
        if (File.Exists(place))
        {
            File.Delete(path);
            return Task.CompletedTask;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Move(path, place, overwrite: true);
        return Task.CompletedTask;
    }

    public Task<Stream?> Open(string hash, CancellationToken ct)
    {
        var place = PathOf(hash);
        return Task.FromResult<Stream?>(File.Exists(place) ? new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 << 10, FileOptions.Asynchronous | FileOptions.SequentialScan) : null);
    }

    public Task Remove(string hash, CancellationToken ct)
    {
        File.Delete(PathOf(hash));
        return Task.CompletedTask;
    }

    private string PathOf(string hash) => Path.Combine(folder, hash[..2], hash[2..4], hash);
}
