using System.Globalization;
using System.Text;

namespace Aftercare.Platform;

/// <summary>
/// One tokenizer for both engines, in Chinese and English: NFKC, lower case, no accents; a run of letters and digits is
/// a word; a run of Chinese characters is its overlapping pairs and its last character, so that any part of it is found.
/// Words with digits are found by their ends, too: by the last four digits of a telephone or serial number.
/// </summary>
public static class Tokens
{
    /// <summary>Stored with the index; a new version asks for `rebuild search`.</summary>
    public const int Version = 2;

    /// <summary>A longer word is cut: nobody types it, and PostgreSQL takes 2 kB.</summary>
    private const int LongestWord = 100;

    /// <summary>The shortest end of a number that is found, and the longest that is stored.</summary>
    private const int ShortestEnd = 4, LongestEnd = 16;

    /// <summary>The tokens of a text, in order.</summary>
    public static List<string> Of(string text)
    {
        var (tokens, ends) = (new List<string>(), new List<string>());
        foreach (var (run, chinese) in Runs(text))
        {
            if (!chinese)
            {
                tokens.Add(run);
                ends.AddRange(EndsOf(run));
                continue;
            }
            var runes = run.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
            for (var i = 0; i + 1 < runes.Length; i++) tokens.Add(runes[i] + runes[i + 1]);
            tokens.Add(runes[^1]);
        }
        tokens.AddRange(ends.Distinct());
        return tokens;
    }

    /// <summary>
    /// The words of a query, each a phrase of tokens that must stand together. A word may be only begun, unless another one
    /// follows it without a blank: of `SR260302-0187` the day is whole. One Chinese character matches as the beginning of a pair.
    /// </summary>
    public static List<Phrase> Query(string text)
    {
        var phrases = new List<Phrase>();
        foreach (var typed in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var runs = Runs(typed).ToList();
            foreach (var (place, (run, chinese)) in runs.Index())
            {
                var runes = run.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
                if (!chinese) phrases.Add(new([run], Prefix: place + 1 == runs.Count || runs[place + 1].Chinese));
                else if (runes.Length == 1) phrases.Add(new([run], Prefix: true));
                else phrases.Add(new([.. Enumerable.Range(0, runes.Length - 1).Select(i => runes[i] + runes[i + 1])], Prefix: false));
            }
        }
        return phrases;
    }

    // Where the last four are digits; an end is a beginning for the query, so each length is stored once.
    private static IEnumerable<string> EndsOf(string word)
    {
        if (word.Length <= ShortestEnd || !word[^ShortestEnd..].All(char.IsAsciiDigit)) yield break;
        for (var length = ShortestEnd; length < Math.Min(word.Length, LongestEnd + 1); length++) yield return word[^length..];
    }

    private static IEnumerable<(string Run, bool Chinese)> Runs(string text)
    {
        var run = new StringBuilder();
        var kind = 0;
        foreach (var rune in Plain(text).EnumerateRunes())
        {
            var now = IsChinese(rune) ? 2 : Rune.IsLetterOrDigit(rune) ? 1 : 0;
            if (now != kind && run.Length > 0)
            {
                yield return (Cut(run, kind), kind == 2);
                run.Clear();
            }
            kind = now;
            if (now != 0) run.Append(rune.ToString());
        }
        if (run.Length > 0) yield return (Cut(run, kind), kind == 2);
    }

    private static string Cut(StringBuilder run, int kind) => kind == 1 && run.Length > LongestWord ? run.ToString(0, LongestWord) : run.ToString();

    // Decomposed first, so that the accents stand alone and can be left out; what is half a surrogate pair is no text.
    private static string Plain(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune != Rune.ReplacementChar) whole.Append(rune.ToString());
        var plain = new StringBuilder(whole.Length);
        foreach (var rune in whole.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark) plain.Append(rune.ToString());
        return plain.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    private static bool IsChinese(Rune rune) => rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF) or (>= 0x3040 and <= 0x30FF);

    /// <param name="Parts">Tokens that follow each other.</param>
    /// <param name="Prefix">The last token may go on.</param>
    public sealed record Phrase(IReadOnlyList<string> Parts, bool Prefix);
}
