using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Aftercare.Tests;

/// <summary>The real application on a port, and a real Chromium that opens it as any caller.</summary>
public class BrowserApp : TestApp
{
    private static readonly string[] Sandbox = ["--no-sandbox"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public BrowserApp() => UseKestrel(0);

    internal string Origin => Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public override async ValueTask InitializeAsync()
    {
        StartServer();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium-headless-shell", Args = Sandbox });
    }

    /// <summary>A new window of somebody's: their language, their screen, light or dark.</summary>
    internal async Task<IPage> Open(Caller caller, string path, string language = "en", int width = 1440, bool dark = false)
    {
        var name = NameOf(caller);
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Origin, Locale = language, ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce, // a button half-way between two colours has neither one's contrast
            ExtraHTTPHeaders = new Dictionary<string, string> { ["Test-Caller"] = name, ["Accept-Language"] = language },
        });
        await context.AddCookiesAsync([new() { Name = "Test-Caller", Value = name, Url = Origin }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
