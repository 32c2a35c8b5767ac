using System.IO.Compression;
using System.Security.Cryptography;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// Writes a backup while the product works: the database as of one moment, then the contents that its rows name, the
/// exported seals of the audit trail, and last the manifest. Keys only when asked: whoever has them can forge the trail.
/// </summary>
internal sealed class BackupWriter(Engine engine, FileRoom room, IConfiguration configuration, IClock clock)
{
    private const int BufferSize = 128 << 10;

    private readonly string _folder = PlatformModule.DataFolder(configuration);

    /// <summary>What keys an installation has in its data folder.</summary>
    public static IEnumerable<string> KeysIn(string folder) =>
        new[] { Path.Combine(folder, "audit.key") }.Where(File.Exists).Concat(Directory.Exists(Path.Combine(folder, "keys")) ? Directory.EnumerateFiles(Path.Combine(folder, "keys")) : []);

    /// <summary>Writes the archive; it has its name only when it is whole, and is readable by the owner only.</summary>
    public async Task<BackupManifest> Write(string path, bool withKeys, CancellationToken ct)
    {
        if (File.Exists(path)) throw new SetUpProblem($"{path} exists already.");
        var (part, copy) = (path + ".part", path + ".database");
        File.Delete(copy);
        try
        {
            var database = DatabaseCopy.Of(engine);
            var snapshot = await database.Write(copy, ct);
            await using var output = NewPrivateFile(part);
            var manifest = await Pack(output, database.Member, copy, snapshot, withKeys, ct);
            output.Flush(flushToDisk: true);
            File.Move(part, path);
            return manifest;
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new SetUpProblem(missing.Message);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(part);
        }
    }

    private async Task<BackupManifest> Pack(Stream output, string databaseMember, string copy, DatabaseSnapshot snapshot, bool withKeys, CancellationToken ct)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var (members, missing) = (new List<BackupMember>(), new List<string>());
        await using (var database = File.OpenRead(copy)) members.Add(await Add(zip, databaseMember, database, CompressionLevel.Fastest, ct));
        foreach (var (hash, needed) in snapshot.Files)
        {
            // What nobody had attached may have been swept since the moment of the copy.
            await using var content = await room.Store.Open(hash, ct);
            if (content is not null) members.Add(await Add(zip, $"files/{hash}", content, CompressionLevel.NoCompression, ct));
            else if (needed) missing.Add(hash);
        }
        var others = new[] { Path.Combine(_folder, "audit", "seals.jsonl") }.Where(File.Exists).Concat(withKeys ? KeysIn(_folder) : []);
        foreach (var file in others)
        {
            await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            members.Add(await Add(zip, Path.GetRelativePath(_folder, file).Replace('\\', '/'), content, CompressionLevel.Fastest, ct));
        }
        var version = typeof(BackupWriter).Assembly.GetName().Version!.ToString(3);
        var manifest = new BackupManifest(version, engine.Name, snapshot.Migration, clock.GetCurrentInstant(), withKeys, snapshot.Rows, members, missing);
        await using var json = zip.CreateEntry(BackupManifest.Name).Open();
        await json.WriteAsync(manifest.ToJson(), ct);
        return manifest;
    }

    private static async Task<BackupMember> Add(ZipArchive zip, string name, Stream content, CompressionLevel compression, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = zip.CreateEntry(name, compression).Open();
        var (buffer, size) = (new byte[BufferSize], 0L);
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0; size += read)
        {
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        return new(name, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static FileStream NewPrivateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
