using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Aftercare.Tests;

/// <summary>Watches one window while somebody works in it: nothing broke, nothing is cut off, nobody is kept out, no text is missing.</summary>
internal sealed class PageWatch
{
    private readonly IPage _page;
    private readonly List<string> _errors = [];

    public PageWatch(IPage page)
    {
        _page = page;
        page.Console += (_, message) => { if (message.Type == "error") _errors.Add($"{page.Url}: {message.Text}"); };
        page.PageError += (_, message) => _errors.Add($"{page.Url}: {message}");
    }

    /// <summary>Looks at the page as it stands. WALK_SHOTS names a folder for people who want to look, too.</summary>
    public async Task Look(string name)
    {
        // The address changes before the page does: the skip link names the page it stands on.
        await _page.EvaluateAsync("async () => { for (let i = 0; i < 60; i++) { const skip = document.querySelector('.ui-skip'); if (!skip || new URL(skip.href).pathname === location.pathname) return; await new Promise(then => setTimeout(then, 50)); } }");
        if (Environment.GetEnvironmentVariable("WALK_SHOTS") is { } folder) await _page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        Assert.DoesNotMatch(@"\b(desk|field|organisation|workforce|calendars|dispatch|charges|quality|satisfaction|messages|integrations|refusal|performance|platform|customers|assets)\.[a-z]", await _page.InnerTextAsync("main"));
        Assert.True(await _page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{name}: {_page.Url} is wider than the window");
        var axe = await _page.RunAxe();
        Assert.True(axe.Violations.Length == 0, $"{name}: {_page.Url}: {string.Join("; ", axe.Violations.Select(violation => $"{violation.Id} {violation.Nodes[0].Html}"))}");
        Assert.True(_errors.Count == 0, string.Join("; ", _errors));
    }
}

internal static class Forms
{
    /// <summary>The form with this name, whatever its button says in which language.</summary>
    public static ILocator FormNamed(this IPage page, string name) => page.Locator($"form:has(input[name='_handler'][value='{name}'])");

    /// <summary>Presses the form's own button.</summary>
    public static Task Send(this ILocator form) => form.Locator("button[type=submit]").Last.ClickAsync();

    /// <summary>A finger on a signature field; returns once the picture is kept.</summary>
    public static async Task Sign(this ILocator form)
    {
        var canvas = form.Locator("canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        await form.Page.Mouse.MoveAsync(box.X + 30, box.Y + 90);
        await form.Page.Mouse.DownAsync();
        await form.Page.Mouse.MoveAsync(box.X + 120, box.Y + 40, new() { Steps = 8 });
        await form.Page.Mouse.MoveAsync(box.X + 200, box.Y + 100, new() { Steps = 8 });
        await form.Page.Mouse.UpAsync();
        await Assertions.Expect(form.Locator("[data-ids]")).Not.ToHaveValueAsync("", new() { Timeout = 20_000 });
    }
}
