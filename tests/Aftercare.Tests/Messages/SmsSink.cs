using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Aftercare.Tests.Messages;

/// <summary>An SMS gateway on the loopback: keeps what it is sent, and can be told to fail.</summary>
internal sealed class SmsSink : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public SmsSink()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _loop = Task.Run(Loop);
    }

    public string Url { get; }

    /// <summary>Answers the next so many requests with 503.</summary>
    public int Failures { get; set; }

    public ConcurrentQueue<(string? Key, string? Authorization, JsonElement Body)> Requests { get; } = [];

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
                Requests.Enqueue((context.Request.Headers["Idempotency-Key"], context.Request.Headers["Authorization"], await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.InputStream)));
                context.Response.StatusCode = Failures-- > 0 ? 503 : 202;
                await context.Response.OutputStream.WriteAsync("taken"u8.ToArray());
                context.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
            // The test is done.
        }
    }
}
