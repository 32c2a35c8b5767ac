using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Aftercare.Platform;

/// <summary>
/// Contents as objects of a bucket: `Files:S3:Endpoint` (host, and port if any), `Bucket`, `AccessKey`, `SecretKey`, and
/// if needed `Region`, `Tls=false`, and `PathStyle=false` where the bucket belongs into the host name. Three requests
/// are all it takes; they are signed with AWS Signature Version 4.
/// </summary>
internal sealed class S3Store : IFileStore, IDisposable
{
    private const string Nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromMinutes(2) };
    private readonly TimeProvider _time;
    private readonly Uri _bucket;
    private readonly string _accessKey, _secretKey, _region, _staging;

    public S3Store(IConfigurationSection settings, string staging, TimeProvider time)
    {
        string Need(string name) => settings[name] is { Length: > 0 } value ? value : throw new SetUpProblem($"Files:S3:Endpoint is set, so Files:S3:{name} must be, too.");
        var (scheme, endpoint, bucket) = (settings.GetValue("Tls", true) ? "https" : "http", Need("Endpoint"), Need("Bucket"));
        _bucket = new(settings.GetValue("PathStyle", true) ? $"{scheme}://{endpoint}/{bucket}/" : $"{scheme}://{bucket}.{endpoint}/");
        (_accessKey, _secretKey, _region, _staging, _time) = (Need("AccessKey"), Need("SecretKey"), settings["Region"] ?? "us-east-1", staging, time);
    }

    // The same bytes under the same name: putting them again changes nothing, and asking first is a journey of its own.
    public async Task Keep(string hash, string path, CancellationToken ct)
    {
        await using (var content = File.OpenRead(path))
        {
            using var put = Request(HttpMethod.Put, hash, hash);
            put.Content = new StreamContent(content) { Headers = { ContentLength = content.Length } };
            using var answer = await _http.SendAsync(put, ct);
            await RequireDone(answer, ct);
        }
        File.Delete(path);
    }

    // Through a local file, so that browsers can ask for a part of it.
    public async Task<Stream?> Open(string hash, CancellationToken ct)
    {
        using var get = Request(HttpMethod.Get, hash, Nothing);
        using var answer = await _http.SendAsync(get, HttpCompletionOption.ResponseHeadersRead, ct);
        if (answer.StatusCode is HttpStatusCode.NotFound) return null;
        await RequireDone(answer, ct);
        Directory.CreateDirectory(_staging);
        var local = new FileStream(Path.Combine(_staging, Guid.CreateVersion7().ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await answer.Content.CopyToAsync(local, ct);
            local.Position = 0;
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    public async Task Remove(string hash, CancellationToken ct)
    {
        using var delete = Request(HttpMethod.Delete, hash, Nothing);
        using var answer = await _http.SendAsync(delete, ct);
        if (answer.StatusCode is not HttpStatusCode.NotFound) await RequireDone(answer, ct);
    }

    public void Dispose() => _http.Dispose();

    private static async Task RequireDone(HttpResponseMessage answer, CancellationToken ct)
    {
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"The object store answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}", null, answer.StatusCode);
    }

    /// <param name="digest">SHA-256 of the body, which a content carries as its name.</param>
    private HttpRequestMessage Request(HttpMethod method, string hash, string digest)
    {
        var request = new HttpRequestMessage(method, new Uri(_bucket, $"{hash[..2]}/{hash}"));
        var now = _time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{now[..8]}/{_region}/s3/aws4_request";
        const string signed = "host;x-amz-content-sha256;x-amz-date";
        var canonical = $"{method}\n{request.RequestUri!.AbsolutePath}\n\nhost:{request.RequestUri.Authority}\nx-amz-content-sha256:{digest}\nx-amz-date:{now}\n\n{signed}\n{digest}";
        var toSign = $"AWS4-HMAC-SHA256\n{now}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + _secretKey), (secret, part) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part)));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.Add("x-amz-content-sha256", digest);
        request.Headers.Add("x-amz-date", now);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={_accessKey}/{scope}, SignedHeaders={signed}, Signature={signature}");
        return request;
    }
}
