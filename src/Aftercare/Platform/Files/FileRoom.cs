using System.Buffers;
using System.Security.Cryptography;

namespace Aftercare.Platform;

/// <summary>
/// The way of a file's content: streamed to a folder while it is hashed and measured, named by a row, then kept in the
/// store. The row comes before the content, so no content is ever without a row that the sweeping finds.
/// </summary>
public sealed class FileRoom : IDisposable
{
    private readonly Gateway _gateway;
    private readonly IFileStore _store;
    private readonly SemaphoreSlim _content = new(1);
    private readonly string _staging;

    public FileRoom(Gateway gateway, IConfiguration configuration)
    {
        var folder = Path.Combine(PlatformModule.DataFolder(configuration), "files");
        _gateway = gateway;
        _staging = Path.Combine(folder, "staging");
        Limit = LimitOf(configuration);
        _store = configuration.GetSection("Files:S3") is var s3 && s3["Endpoint"] is { Length: > 0 } ? new S3Store(s3, _staging, TimeProvider.System) : new DiskStore(folder);
    }

    /// <summary>The most bytes a file may have: `Files:MaxMegabytes`, 20 by default.</summary>
    public long Limit { get; }

    internal static long LimitOf(IConfiguration configuration) => configuration.GetValue("Files:MaxMegabytes", 20L) << 20;

    internal IFileStore Store => _store;

    /// <summary>Takes a file in. Refuses what is too large (413, `file.too-large`), empty (`file.empty`) or of a type the product does not take (`file.type-not-taken`).</summary>
    /// <param name="caller">Who sends; only they can attach it afterwards.</param>
    /// <param name="name">The name on the sender's machine.</param>
    public async Task<FileCard> Stage(Caller caller, Stream content, string name, CancellationToken ct)
    {
        StageFile.RequireSender(caller);
        Directory.CreateDirectory(_staging);
        var path = Path.Combine(_staging, Guid.CreateVersion7().ToString("N"));
        try
        {
            var (hash, size, type) = await Receive(content, path, name, ct);
            var card = await _gateway.Run(caller, new StageFile.Command(CleanName(name), type, size, hash), ct);
            await _content.WaitAsync(ct);
            try
            {
                await _store.Keep(hash, path, ct);
            }
            finally
            {
                _content.Release();
            }
            return card;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Removes what nobody wanted: contents first, then their rows, then what a crash left in the staging folder. Returns how many rows went.</summary>
    public async Task<int> Clear(CancellationToken ct)
    {
        var product = Caller.System("files", null);
        var doomed = (await _gateway.Ask(product, new DoomedFiles.Query(), ct)).Files;
        foreach (var file in doomed)
        {
            await _content.WaitAsync(ct);
            try
            {
                // Asked while nobody can keep content: a row made since then counts, and its content is kept after this.
                if (!(await _gateway.Ask(product, new ContentInUse.Query(file.Hash), ct)).Yes) await _store.Remove(file.Hash, ct);
            }
            finally
            {
                _content.Release();
            }
            await _gateway.Run(Caller.System("files", file.Company), new ForgetFile.Command(file.Id), ct);
        }
        if (Directory.Exists(_staging))
            foreach (var left in new DirectoryInfo(_staging).EnumerateFiles().Where(left => left.LastWriteTimeUtc < TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1))) left.Delete();
        return doomed.Count;
    }

    public void Dispose()
    {
        (_store as IDisposable)?.Dispose();
        _content.Dispose();
    }

    private async Task<(string Hash, long Size, string Type)> Receive(Stream content, string path, string name, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
            {
                if (file.Length + read > Limit) throw new Refusal("file.too-large", RefusalKind.TooLarge) { Arguments = [name, Limit >> 20] };
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        if (file.Length == 0) throw Refusal.Invalid("file.empty", "file", name);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        var type = await FileTypes.Of(file, ct) ?? throw Refusal.Invalid("file.type-not-taken", "file", name);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length, type);
    }

    // Only the last part, without what would confuse a header or a screen.
    private static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Where(letter => !char.IsControl(letter) && letter is not ('"' or '<' or '>' or '\u202E' or '\u202D'))]).Trim();
        return clean.Length switch { 0 => "file", > 200 => clean[^200..], _ => clean };
    }
}

/// <summary>Clears the room every ten minutes.</summary>
internal sealed partial class FileClearing(FileRoom room, IConfiguration configuration, ILogger<FileClearing> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration["Pumps"] is "off") return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMinutes(10), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await room.Clear(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                LogBroken(broken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files could not be cleared; tried again in ten minutes")]
    private partial void LogBroken(Exception broken);
}
