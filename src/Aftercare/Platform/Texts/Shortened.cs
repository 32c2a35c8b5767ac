namespace Aftercare.Platform;

/// <summary>Text that must fit somewhere.</summary>
public static class Shortened
{
    /// <summary>The text, or its beginning and `…`, at most so many characters.</summary>
    public static string Cut(this string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
