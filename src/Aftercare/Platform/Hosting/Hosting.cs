using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace Aftercare.Platform;

/// <summary>How the product stands in its process: settings, logs, telemetry, keys, headers, health.</summary>
internal static class Hosting
{
    /// <summary>A builder whose settings come from: defaults, `settings.json` in the data folder, the environment, the command line; the later wins.</summary>
    public static WebApplicationBuilder NewBuilder(string[] settings)
    {
        var published = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) && !settings.Any(setting => setting.StartsWith("--contentRoot=", StringComparison.OrdinalIgnoreCase));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = published ? AppContext.BaseDirectory : null });
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults(builder.Environment) });
        var own = new Microsoft.Extensions.Configuration.Json.JsonConfigurationSource { Path = Path.Combine(PlatformModule.DataFolder(builder.Configuration), "settings.json"), Optional = true };
        own.ResolveFileProvider();
        sources.Insert(1, own);
        return builder;
    }

    /// <param name="serving">False for commands that only borrow the services.</param>
    public static void AddHosting(this WebApplicationBuilder builder, bool serving)
    {
        var (services, settings) = (builder.Services, builder.Configuration);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = FileRoom.LimitOf(settings) + (1 << 20);
        });
        if (serving && settings["urls"] is null && settings["http_ports"] is null && settings["https_ports"] is null) builder.WebHost.UseUrls("http://localhost:5080");
        services.AddDataProtection().SetApplicationName("Aftercare").PersistKeysToFileSystem(new(Path.Combine(PlatformModule.DataFolder(settings), "keys")));
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.AddSingleton<InstallationLock>();
        services.AddHealth();
        services.TrustProxies(settings["Proxy:Trusted"]);
        builder.AddTelemetry();
    }

    public static void UseHosting(this WebApplication app)
    {
        // First of all: whoever asks, and whether over HTTPS, is what the proxy says, if it is one of ours.
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.MapHealth();
    }

    // Nobody else's word counts: an address made up by a stranger would get round every limit by address.
    private static void TrustProxies(this IServiceCollection services, string? trusted)
    {
        var (proxies, networks) = (new List<IPAddress>(), new List<System.Net.IPNetwork>());
        foreach (var name in trusted?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (IPAddress.TryParse(name, out var address)) proxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(name, out var network)) networks.Add(network);
            else throw new SetUpProblem($"Proxy:Trusted holds '{name}'; write addresses and networks such as 127.0.0.1,10.0.0.0/8.");
        }
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            var any = proxies.Count + networks.Count > 0;
            forwarded.ForwardedHeaders = any ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost : ForwardedHeaders.None;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in proxies) forwarded.KnownProxies.Add(proxy);
            foreach (var network in networks) forwarded.KnownIPNetworks.Add(network);
        });
    }

    private static Dictionary<string, string?> Defaults(IHostEnvironment environment) => new()
    {
        ["Logging:LogLevel:Default"] = environment.IsEnvironment("Testing") ? "Error" : "Information",
        ["Logging:LogLevel:Microsoft"] = environment.IsEnvironment("Testing") ? "Error" : "Warning",
        ["Logging:LogLevel:System"] = "Warning",
        // Keys lie in the data folder, which only the owner may read; a warning at each start says no more.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        ["Logging:Console:FormatterName"] = environment.IsProduction() ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple,
        ["Logging:Console:FormatterOptions:IncludeScopes"] = environment.IsProduction() ? "true" : "false",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = environment.IsProduction() ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "HH:mm:ss ",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
    };
}
