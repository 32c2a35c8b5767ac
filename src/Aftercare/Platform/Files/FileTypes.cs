using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Aftercare.Platform;

/// <summary>What a file is, told by its bytes. Names and what a browser claims are not asked.</summary>
internal static class FileTypes
{
    private const int Enough = 4096;
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Document = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The media type, or null for what the product does not take: programs, pages, scripts, archives and everything unknown.</summary>
    public static async Task<string?> Of(Stream content, CancellationToken ct)
    {
        var head = new byte[Enough];
        var length = await content.ReadAtLeastAsync(head, Enough, throwOnEndOfStream: false, ct);
        content.Position = 0;
        return Of(head.AsSpan(0, length)) switch { "application/zip" => OfficeType(content), var type => type };
    }

    /// <summary>Browsers may show these in place; everything else is handed over as a download.</summary>
    public static bool ShownInPlace(string mediaType) => mediaType is "image/png" or "image/jpeg" or "image/webp" or "image/gif" or "application/pdf" or "video/mp4" or "audio/mpeg" or "audio/wav";

    private static string? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2, ..] => "audio/mpeg",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        [(byte)'P', (byte)'K', 3, 4, ..] => "application/zip",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] => Brand(Encoding.ASCII.GetString(head[8..12])),
        _ => IsText(head) ? "text/plain" : null,
    };

    private static string? Brand(string brand) => brand switch
    {
        "heic" or "heix" or "hevc" or "heim" or "heis" or "mif1" or "msf1" => "image/heic",
        "isom" or "iso2" or "iso4" or "iso5" or "iso6" or "mp41" or "mp42" or "avc1" or "M4V " or "dash" or "qt  " or "3gp4" or "3gp5" or "3gp6" => "video/mp4",
        _ => null,
    };

    // Text that a browser could take for a page or a picture with scripts is not taken as text.
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.ContainsAny<byte>(0, 0x1B)) return false;
        var start = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return !start.StartsWith('<') && !start.StartsWith("#!", StringComparison.Ordinal) && (IsUtf8(head) || IsChinese(head));
    }

    // GB18030, in which spreadsheets on Chinese desks save their CSV: nothing but what a Chinese text is made of.
    private static bool IsChinese(ReadOnlySpan<byte> head)
    {
        for (var cut = 0; cut < Math.Min(4, head.Length); cut++)
            if (Gb18030.GetString(head[..^cut]).All(letter => letter is '\t' or '\r' or '\n' or (>= ' ' and <= '~') or '\u00B7' or '\u00D7' or '\u00B0' or (>= '\u2010' and <= '\u2312') or (>= '\u2460' and <= '\u249B') or (>= '\u3000' and <= '\u303F') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uFF01' and <= '\uFF5E') or '\uFFE5')) return true;
        return false;
    }

    // The head may end in the middle of a character.
    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        for (var cut = 0; cut < Math.Min(4, head.Length); cut++)
            if (Utf8.IsValid(head[..^cut])) return true;
        return false;
    }

    private static string? OfficeType(Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var names = zip.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
            if (!names.Contains("[Content_Types].xml") || names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return null;
            return names.Contains("xl/workbook.xml") ? Spreadsheet : names.Contains("word/document.xml") ? Document : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            content.Position = 0;
        }
    }
}
