using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aftercare.Tests.Platform.Files;

/// <summary>An S3 service on loopback that keeps objects in memory and lets nobody in whose signature (AWS Signature Version 4) is not right.</summary>
internal sealed class S3StandIn : IAsyncDisposable
{
    public const string AccessKey = "AKIDEXAMPLE", SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Bucket = "aftercare";

    private readonly WebApplication _server;

    public S3StandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(Answer);
        _server.StartAsync().GetAwaiter().GetResult();
        Endpoint = new Uri(_server.Urls.Single()).Authority;
    }

    public string Endpoint { get; }

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    public int Refused { get; private set; }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (!IsSigned(context.Request, body.ToArray()))
        {
            Refused++;
            await Error(context, 403, "SignatureDoesNotMatch");
            return;
        }
        var key = context.Request.Path.Value!;
        switch (context.Request.Method)
        {
            case "PUT":
                Objects[key] = body.ToArray();
                context.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body.ToArray()))[..32]}\"";
                return;
            case "DELETE":
                Objects.TryRemove(key, out _);
                context.Response.StatusCode = 204;
                return;
            case "GET" or "HEAD" when Objects.TryGetValue(key, out var content):
                context.Response.ContentLength = content.Length;
                context.Response.Headers.ETag = "\"0123456789abcdef0123456789abcdef\"";
                context.Response.Headers.LastModified = "Mon, 02 Mar 2026 08:00:00 GMT";
                context.Response.ContentType = "application/octet-stream";
                if (context.Request.Method == "GET") await context.Response.Body.WriteAsync(content);
                return;
            default:
                await Error(context, 404, "NoSuchKey");
                return;
        }
    }

    private static async Task Error(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        if (context.Request.Method != "HEAD") await context.Response.WriteAsync($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>");
    }

    // The four steps of "Signature Version 4 signing process", from the request as it came in.
    private static bool IsSigned(HttpRequest request, byte[] body)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal)) return false;
        var parts = authorization[17..].Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        if (parts["Credential"].Split('/') is not [AccessKey, var date, var region, "s3", "aws4_request"]) return false;
        var digest = request.Headers["x-amz-content-sha256"].ToString();
        if (digest != Hex(SHA256.HashData(body))) return false;

        var signed = parts["SignedHeaders"].Split(';');
        if (!signed.Contains("host") || !signed.Contains("x-amz-content-sha256") || !signed.Contains("x-amz-date")) return false;
        var query = string.Join('&', request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}"));
        var headers = string.Concat(signed.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}:{request.Headers[name].ToString().Trim()}\n")));
        var canonical = $"{request.Method}\n{request.Path}\n{query}\n{headers}\n{parts["SignedHeaders"]}\n{digest}";
        var toSign = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{date}/{region}/s3/aws4_request\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = new[] { date, region, "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + SecretKey), (secret, part) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part)));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))) == parts["Signature"];
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
