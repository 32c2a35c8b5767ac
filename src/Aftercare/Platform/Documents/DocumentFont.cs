using System.IO.Compression;
using SkiaSharp;

namespace Aftercare.Platform;

/// <summary>
/// The one font of printed documents: Noto Sans SC cut to GBK, shipped with the program, so that documents look the
/// same on every machine and their text can be copied. `tools/font` makes it. Its scripts (Han, Latin, Greek, Cyrillic)
/// need no shaping, and a ligature would be lost when text is copied: glyphs are placed one by one.
/// </summary>
internal static class DocumentFont
{
    private static readonly Lazy<SKTypeface> Face = new(Load);

    public static SKTypeface Typeface => Face.Value;

    /// <summary>A font of a size in points; pixels are not snapped to, because paper has none.</summary>
    public static SKFont Of(float size) => new(Typeface, size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };

    private static SKTypeface Load()
    {
        using var packed = typeof(DocumentFont).Assembly.GetManifestResourceStream("NotoSansSC.ttf.gz") ?? throw new InvalidOperationException("The document font is not in the program.");
        using var font = new GZipStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        font.CopyTo(bytes);
        return SKTypeface.FromData(SKData.CreateCopy(bytes.ToArray()));
    }
}
