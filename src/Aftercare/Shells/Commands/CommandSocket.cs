using System.Net.Sockets;
using System.Text;
using Aftercare.Platform;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Aftercare.Shells.Commands;

/// <summary>
/// How a command line reaches the running server: a Unix socket in a folder that only the owner may enter. The server
/// carries the command out with its own writer and sends back what it prints; the last line is the exit code.
/// </summary>
internal static class CommandSocket
{
    private const string Route = "/command-line";
    private const int LongestName = 100;
    private const string ExitCode = "\u0004";

    internal sealed record Request(string[] Args, string Folder);

    public static string FileIn(string dataFolder) => Path.Combine(dataFolder, "local", "command.sock");

    /// <summary>Lets the server listen there as well, where a socket can be had. Only the holder of the installation's lock may call.</summary>
    public static void Listen(WebApplication app)
    {
        var file = FileIn(PlatformModule.DataFolder(app.Configuration));
        if (OperatingSystem.IsWindows() || Encoding.UTF8.GetByteCount(file) > LongestName) return;
        if (app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>() is not { } server) return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Delete(file);
        // The host fills this list from its settings only while it is empty.
        foreach (var address in Settled(app.Configuration["urls"])) server.Addresses.Add(address);
        if (server.Addresses.Count == 0) foreach (var port in Settled(app.Configuration["http_ports"])) server.Addresses.Add($"http://*:{port}");
        server.Addresses.Add($"http://unix:{file}");
    }

    private static string[] Settled(string? setting) => (setting ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static void Map(WebApplication app) => app.MapPost(Route, Answer).ExcludeFromDescription().DisableAntiforgery();

    private static async Task Answer(HttpContext context, CancellationToken ct)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint is not UnixDomainSocketEndPoint)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var request = await context.Request.ReadFromJsonAsync<Request>(ct);
        context.Response.ContentType = "text/plain; charset=utf-8";
        await using var output = new StreamWriter(context.Response.Body, new UTF8Encoding(false)) { AutoFlush = false };
        var code = await CommandLine.Run(request!.Args, new InsideServer(context.RequestServices, request.Folder, TextWriter.Synchronized(output)));
        await output.WriteAsync($"{ExitCode}{code}");
        await output.FlushAsync(ct);
    }

    /// <summary>Sends the command to the server behind the socket and prints its answer as it comes.</summary>
    public static async Task<int> Send(string file, Request request, TextWriter output, TextWriter error, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => Connect(file, token) }) { Timeout = Timeout.InfiniteTimeSpan };
        HttpResponseMessage answer;
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, $"http://localhost{Route}") { Content = JsonContent.Create(request) };
            answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException)
        {
            throw new SetUpProblem("Another Aftercare process holds this database and takes no commands. Stop it, or wait until it has finished.");
        }
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            var end = line.IndexOf(ExitCode, StringComparison.Ordinal);
            if (end < 0) { await output.WriteLineAsync(line); continue; }
            var code = int.Parse(line.AsSpan(end + 1), System.Globalization.CultureInfo.InvariantCulture);
            if (end > 0) await output.WriteLineAsync(line[..end]);
            return code;
        }
        await error.WriteLineAsync("The server stopped before it had answered.");
        return CommandLine.Failed;
    }

    private static async ValueTask<Stream> Connect(string file, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(file), ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
