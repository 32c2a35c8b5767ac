using System.Net;
using System.Text.RegularExpressions;

namespace Aftercare.Tests.Identity;

/// <summary>A browser without scripts: fills in the forms of a page and sends them.</summary>
internal static partial class HtmlForm
{
    public static async Task<string> Page(this HttpClient browser, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        var answer = await browser.SendAsync(request);
        return await answer.Text();
    }

    /// <summary>Opens the page, fills in the named form and sends it.</summary>
    public static async Task<HttpResponseMessage> Fill(this HttpClient browser, string path, string form, params (string Name, string Value)[] typed) =>
        await browser.Send(path, await browser.Page(path), form, typed);

    /// <summary>Sends the named form of a page that is open already.</summary>
    public static async Task<HttpResponseMessage> Send(this HttpClient browser, string path, string page, string form, params (string Name, string Value)[] typed)
    {
        var html = Forms().Matches(page).Select(match => match.Value).Single(html => html.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));
        var fields = Inputs().Matches(html).Select(match => match.Value)
            .Where(input => !input.Contains("type=\"checkbox\"", StringComparison.Ordinal) && Attribute(input, "name") is not null)
            .Select(input => (Name: Attribute(input, "name")!, Value: Attribute(input, "value") ?? "")).ToList();
        fields.AddRange(Selects().Matches(html).Select(match => (match.Groups[1].Value, Selected().Match(match.Value).Groups[1].Value)));
        var sent = fields.Where(field => !typed.Any(given => given.Name == field.Name)).Concat(typed).Select(field => KeyValuePair.Create(field.Name, field.Value));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(sent) };
        request.Headers.Add("Accept", "text/html");
        return await browser.SendAsync(request);
    }

    /// <summary>The page as it is read: Chinese arrives as character references.</summary>
    public static async Task<string> Text(this HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    /// <summary>Where a redirect leads, within this site.</summary>
    public static string? LeadsTo(this HttpResponseMessage answer) => answer.Headers.Location?.ToString().Replace("http://localhost", "", StringComparison.Ordinal);

    private static string? Attribute(string element, string name) =>
        Regex.Match(element, $"[ ]{name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<select[^>]* name=\"([^\"]*)\".*?</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex("<option value=\"([^\"]*)\" selected")]
    private static partial Regex Selected();
}
