using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aftercare.Tests.Messages;

/// <summary>
/// The three messengers on the loopback, as their manuals say: `/cgi-bin/webhook/send?key=` (WeCom), `/robot/send?access_token=`
/// (DingTalk, signed in the address) and `/open-apis/bot/v2/hook/` (Feishu, signed in the body). All answer 200; the code says what came of it.
/// </summary>
internal sealed class RobotSink : IAsyncDisposable
{
    public const string Secret = "SECdemo";

    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public RobotSink()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Authority = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        _listener.Prefixes.Add($"http://{Authority}/");
        _listener.Start();
        _loop = Task.Run(Loop);
    }

    public string Authority { get; }

    /// <summary>What the groups were told, by the key of their robot.</summary>
    public ConcurrentQueue<(string Key, string Text)> Told { get; } = [];

    public string WeCom(string key) => $"http://{Authority}/cgi-bin/webhook/send?key={key}";

    public string DingTalk(string key) => $"http://{Authority}/robot/send?access_token={key}";

    public string Feishu(string key) => $"http://{Authority}/open-apis/bot/v2/hook/{key}";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        ((IDisposable)_listener).Dispose();
    }

    private async Task Loop()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var answer = Answer(context.Request, await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.InputStream));
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                context.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
            // The test is done.
        }
    }

    private string Answer(HttpListenerRequest request, JsonElement body)
    {
        var (path, query) = (request.Url!.AbsolutePath, request.QueryString);
        if (path == "/cgi-bin/webhook/send")
        {
            if (body.GetProperty("msgtype").GetString() != "text") return """{"errcode":40008,"errmsg":"invalid message type"}""";
            Told.Enqueue((query["key"]!, body.GetProperty("text").GetProperty("content").GetString()!));
            return """{"errcode":0,"errmsg":"ok"}""";
        }
        if (path == "/robot/send")
        {
            if (query["sign"] != Hmac(Secret, $"{query["timestamp"]}\n{Secret}")) return """{"errcode":310000,"errmsg":"sign not match"}""";
            Told.Enqueue((query["access_token"]!, body.GetProperty("text").GetProperty("content").GetString()!));
            return """{"errcode":0,"errmsg":"ok"}""";
        }
        if (body.TryGetProperty("sign", out var sign) && sign.GetString() != Hmac($"{body.GetProperty("timestamp").GetString()}\n{Secret}", "")) return """{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}""";
        Told.Enqueue((path.Split('/')[^1], body.GetProperty("content").GetProperty("text").GetString()!));
        return string.Create(CultureInfo.InvariantCulture, $$"""{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}""");
    }

    private static string Hmac(string key, string data) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(data)));
}
