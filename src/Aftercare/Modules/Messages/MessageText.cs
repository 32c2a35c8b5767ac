using System.Text.RegularExpressions;

namespace Aftercare.Modules.Messages;

/// <summary>A message's text cut where links begin and end, so that a page can make them clickable.</summary>
internal static partial class MessageText
{
    public static IEnumerable<(string Text, bool IsLink)> Parts(string body)
    {
        var at = 0;
        foreach (Match link in Link().Matches(body))
        {
            if (link.Index > at) yield return (body[at..link.Index], false);
            yield return (link.Value, true);
            at = link.Index + link.Length;
        }
        if (at < body.Length) yield return (body[at..], false);
    }

    [GeneratedRegex(@"https?://[^\s，。；]+")]
    private static partial Regex Link();
}
