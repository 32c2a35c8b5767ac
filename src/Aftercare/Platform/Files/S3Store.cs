using Minio;
using Minio.DataModel.Args;
using Minio.Exceptions;

namespace Aftercare.Platform;

/// <summary>Contents as objects of a bucket: `Files:S3:Endpoint`, `Bucket`, `AccessKey`, `SecretKey`, and if needed `Region` and `Tls=false`.</summary>
internal sealed class S3Store : IFileStore, IDisposable
{
    private readonly IMinioClient _client;
    private readonly string _bucket;
    private readonly string _staging;

    public S3Store(IConfigurationSection settings, string staging)
    {
        string Need(string name) => settings[name] is { Length: > 0 } value ? value : throw new SetUpProblem($"Files:S3:Endpoint is set, so Files:S3:{name} must be, too.");
        _bucket = Need("Bucket");
        _staging = staging;
        _client = new MinioClient().WithEndpoint(Need("Endpoint")).WithCredentials(Need("AccessKey"), Need("SecretKey")).WithRegion(settings["Region"] ?? "us-east-1").WithSSL(settings["Tls"] is not "false").Build();
    }

    public async Task Keep(string hash, string path, CancellationToken ct)
    {
        if (!await Has(hash, ct))
        {
            await using var content = File.OpenRead(path);
            await _client.PutObjectAsync(new PutObjectArgs().WithBucket(_bucket).WithObject(KeyOf(hash)).WithStreamData(content).WithObjectSize(content.Length).WithContentType("application/octet-stream"), ct);
        }
        File.Delete(path);
    }

    // Through a local file, so that browsers can ask for a part of it.
    public async Task<Stream?> Open(string hash, CancellationToken ct)
    {
        var local = new FileStream(Path.Combine(_staging, Guid.CreateVersion7().ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await _client.GetObjectAsync(new GetObjectArgs().WithBucket(_bucket).WithObject(KeyOf(hash)).WithCallbackStream((stream, token) => stream.CopyToAsync(local, token)), ct);
            local.Position = 0;
            return local;
        }
        catch (ObjectNotFoundException)
        {
            await local.DisposeAsync();
            return null;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    public Task Remove(string hash, CancellationToken ct) => _client.RemoveObjectAsync(new RemoveObjectArgs().WithBucket(_bucket).WithObject(KeyOf(hash)), ct);

    public void Dispose() => _client.Dispose();

    private async Task<bool> Has(string hash, CancellationToken ct)
    {
        try
        {
            await _client.StatObjectAsync(new StatObjectArgs().WithBucket(_bucket).WithObject(KeyOf(hash)), ct);
            return true;
        }
        catch (ObjectNotFoundException)
        {
            return false;
        }
    }

    private static string KeyOf(string hash) => $"{hash[..2]}/{hash}";
}
