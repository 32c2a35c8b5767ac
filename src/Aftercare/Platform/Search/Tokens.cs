using System.Globalization;
using System.Text;

namespace Aftercare.Platform;

/// <summary>
/// One tokenizer for both engines, in Chinese and English: NFKC, lower case; a run of letters and digits is a word;
/// a run of Chinese characters is its overlapping pairs and its last character, so that any part of it is found.
/// </summary>
public static class Tokens
{
    /// <summary>Stored with the index; a new version asks for `rebuild search`.</summary>
    public const int Version = 1;

    /// <summary>The tokens of a text, in order.</summary>
    public static List<string> Of(string text)
    {
        var tokens = new List<string>();
        foreach (var (run, chinese) in Runs(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant()))
        {
            if (!chinese) { tokens.Add(run); continue; }
            var runes = run.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
            for (var i = 0; i + 1 < runes.Length; i++) tokens.Add(runes[i] + runes[i + 1]);
            tokens.Add(runes[^1]);
        }
        return tokens;
    }

    /// <summary>The words of a query, each a phrase of tokens that must stand together. One Chinese character matches as the beginning of a pair.</summary>
    public static List<Phrase> Query(string text)
    {
        var phrases = new List<Phrase>();
        foreach (var (run, chinese) in Runs(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant()))
        {
            var runes = run.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
            if (!chinese) phrases.Add(new([run], Prefix: true));
            else if (runes.Length == 1) phrases.Add(new([run], Prefix: true));
            else phrases.Add(new([.. Enumerable.Range(0, runes.Length - 1).Select(i => runes[i] + runes[i + 1])], Prefix: false));
        }
        return phrases;
    }

    private static IEnumerable<(string Run, bool Chinese)> Runs(string text)
    {
        var run = new StringBuilder();
        var kind = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var now = IsChinese(rune) ? 2 : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark ? 1 : 0;
            if (now != kind && run.Length > 0)
            {
                if (kind != 0) yield return (run.ToString(), kind == 2);
                run.Clear();
            }
            kind = now;
            if (now != 0) run.Append(rune.ToString());
        }
        if (run.Length > 0 && kind != 0) yield return (run.ToString(), kind == 2);
    }

    private static bool IsChinese(Rune rune) => rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF) or (>= 0x3040 and <= 0x30FF);

    /// <param name="Parts">Tokens that follow each other.</param>
    /// <param name="Prefix">The last token may go on.</param>
    public sealed record Phrase(IReadOnlyList<string> Parts, bool Prefix);
}
