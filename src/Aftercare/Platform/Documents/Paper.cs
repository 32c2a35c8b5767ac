using QRCoder;
using SkiaSharp;

namespace Aftercare.Platform;

/// <summary>
/// A PDF document written from top to bottom on A4 pages: headings, pairs, text, tables, pictures, a QR code. It breaks
/// lines and pages by itself; its text can be searched and copied. Rendering waits for nothing but takes its time:
/// do it outside commands.
/// </summary>
/// <param name="title">In the reader's window title and the footer.</param>
/// <param name="made">The time in the document's properties; the same input gives the same bytes.</param>
public sealed class Paper(string title, DateTimeOffset made) : IDisposable
{
    private const float Width = 595, Height = 842, Margin = 48, Bottom = Height - 56, Inner = Width - (2 * Margin);
    private const float Body = 10, Line = 15;
    private static readonly SKColor Ink = new(0x1a, 0x1f, 0x29), Pale = new(0x5b, 0x65, 0x73), Rule = new(0xd5, 0xda, 0xe1);

    private readonly MemoryStream _bytes = new();
    private SKDocument? _document;
    private SKCanvas? _page;
    private int _pages;
    private float _y;

    /// <summary>The document's name in big letters, with a word at the right edge.</summary>
    public void Title(string text, string right)
    {
        Need(44);
        Draw(text, Margin, _y + 22, 20, Ink);
        DrawRight(right, _y + 22, 12, Pale);
        _y += 32;
        Separate();
    }

    /// <summary>A section's name.</summary>
    public void Heading(string text)
    {
        Need(50);
        _y += 10;
        Draw(text, Margin, _y + 12, 12, Ink);
        _y += 18;
        Separate();
    }

    /// <summary>Names and values, two pairs a row; a long value takes its row alone.</summary>
    public void Pairs(params IReadOnlyList<(string Name, string? Value)> pairs)
    {
        const float half = Inner / 2, name = 84;
        var left = true;
        foreach (var (key, value) in pairs)
        {
            if (string.IsNullOrWhiteSpace(value)) continue;
            var isLong = Measure(value, Body) > half - name - 8 || value.Contains('\n', StringComparison.Ordinal);
            if (isLong && !left) (left, _y) = (true, _y + Line);
            var x = left ? Margin : Margin + half;
            if (left) Need(Line);
            Draw(key, x, _y + 11, Body, Pale);
            if (isLong)
            {
                Write(value, x + name, Inner - name);
                continue;
            }
            Draw(value, x + name, _y + 11, Body, Ink);
            if (!left) _y += Line;
            left = !left;
        }
        if (!left) _y += Line;
    }

    /// <summary>Running text; line breaks stay.</summary>
    public void Text(string text) => Write(text, Margin, Inner);

    /// <summary>A table with a head row that is repeated on each page.</summary>
    /// <param name="shares">How the width is shared among the columns.</param>
    public void Table(IReadOnlyList<string> head, IReadOnlyList<float> shares, IEnumerable<IReadOnlyList<string>> rows)
    {
        var total = shares.Sum();
        float[] widths = [.. shares.Select(share => Inner * share / total)];
        Row(head, widths, Pale);
        foreach (var row in rows)
        {
            var pages = _pages;
            Need(Line);
            if (_pages != pages) Row(head, widths, Pale);
            Row(row, widths, Ink);
        }
    }

    /// <summary>Pictures side by side with a line of text under each, as for signatures.</summary>
    /// <param name="pictures">PNG or JPEG bytes, or null for an empty box.</param>
    public void Pictures(float height, params IReadOnlyList<(byte[]? Picture, string Caption)> pictures)
    {
        Need(height + 26);
        var width = Inner / pictures.Count;
        for (var i = 0; i < pictures.Count; i++)
        {
            var box = new SKRect(Margin + (i * width), _y + 4, Margin + ((i + 1) * width) - 12, _y + 4 + height);
            using var frame = new SKPaint { Color = Rule, Style = SKPaintStyle.Stroke, StrokeWidth = 0.75f };
            Page.DrawRect(box, frame);
            if (pictures[i].Picture is { } bytes && SKImage.FromEncodedData(bytes) is { } image)
            {
                using (image) Page.DrawImage(image, Fit(image, box), new SKSamplingOptions(SKCubicResampler.Mitchell));
            }
            Draw(pictures[i].Caption, box.Left, box.Bottom + 13, 9, Pale);
        }
        _y += height + 26;
    }

    /// <summary>A QR code with a caption beside it.</summary>
    public void QrCode(string content, string caption)
    {
        const float size = 84;
        Need(size + 12);
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var unit = size / modules.Count;
        using var dark = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        using var path = new SKPath();
        for (var row = 0; row < modules.Count; row++)
            for (var column = 0; column < modules.Count; column++)
                if (modules[row][column]) path.AddRect(SKRect.Create(Margin + (column * unit), _y + 6 + (row * unit), unit, unit));
        Page.DrawPath(path, dark);
        var start = _y;
        _y += 30;
        Write(caption, Margin + size + 14, Inner - size - 14);
        Write(content, Margin + size + 14, Inner - size - 14, Pale);
        _y = Math.Max(_y, start + size + 12);
    }

    /// <summary>Ends the document.</summary>
    public byte[] ToPdf()
    {
        _ = Page;
        EndPage();
        _document!.Close();
        return _bytes.ToArray();
    }

    public void Dispose()
    {
        _document?.Dispose();
        _bytes.Dispose();
    }

    private SKCanvas Page => _page ?? NewPage();

    private SKCanvas NewPage()
    {
        _document ??= SKDocument.CreatePdf(_bytes, new SKDocumentPdfMetadata { Title = title, Creator = "Aftercare", Producer = "Aftercare", Creation = made.UtcDateTime, Modified = made.UtcDateTime, RasterDpi = 144, EncodingQuality = 90 });
        (_page, _y, _pages) = (_document.BeginPage(Width, Height), Margin, _pages + 1);
        return _page;
    }

    private void EndPage()
    {
        Draw(title, Margin, Height - 28, 8, Pale);
        DrawRight(_pages.ToString(System.Globalization.CultureInfo.InvariantCulture), Height - 28, 8, Pale);
        _document!.EndPage();
        _page = null;
    }

    private void Need(float height)
    {
        if (_page is null) NewPage();
        else if (_y + height > Bottom)
        {
            EndPage();
            NewPage();
        }
    }

    private void Separate()
    {
        using var pen = new SKPaint { Color = Rule, StrokeWidth = 0.75f };
        Page.DrawLine(Margin, _y, Width - Margin, _y, pen);
        _y += 6;
    }

    private void Row(IReadOnlyList<string> cells, float[] widths, SKColor color)
    {
        var lines = cells.Select((cell, i) => Break(cell, widths[i] - 8).ToList()).ToList();
        var height = Math.Max(1, lines.Max(cell => cell.Count)) * Line;
        Need(height);
        var x = Margin;
        for (var i = 0; i < lines.Count; i++)
        {
            for (var n = 0; n < lines[i].Count; n++) Draw(lines[i][n], x, _y + 11 + (n * Line), Body, color);
            x += widths[i];
        }
        _y += height;
    }

    private void Write(string text, float x, float width, SKColor? color = null)
    {
        foreach (var line in Break(text, width))
        {
            Need(Line);
            Draw(line, x, _y + 11, Body, color ?? Ink);
            _y += Line;
        }
    }

    /// <summary>Breaks between Chinese characters and at blanks; a Latin word or number stays whole unless it is wider than the line.</summary>
    private static IEnumerable<string> Break(string text, float width)
    {
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = "";
            foreach (var piece in Pieces(paragraph))
            {
                if (line.Length > 0 && Measure(line + piece.TrimEnd(), Body) > width)
                {
                    yield return line.TrimEnd();
                    line = "";
                }
                line += line.Length == 0 ? piece.TrimStart() : piece;
                while (Measure(line, Body) > width && line.Length > 1)
                {
                    var fit = line.Length - 1;
                    while (fit > 1 && Measure(line[..fit], Body) > width) fit--;
                    yield return line[..fit];
                    line = line[fit..];
                }
            }
            yield return line.TrimEnd();
        }
    }

    // A closing sign never begins a line: it stays with the character before it.
    private static IEnumerable<string> Pieces(string paragraph)
    {
        const string closing = "，。、；：？！）】》”’,.;:?!)";
        var start = 0;
        for (var i = 1; i <= paragraph.Length; i++)
        {
            var ends = i == paragraph.Length || (!closing.Contains(paragraph[i], StringComparison.Ordinal) && !char.IsLowSurrogate(paragraph[i])
                && (paragraph[i - 1] == ' ' || IsWide(paragraph[i]) || IsWide(paragraph[i - 1])));
            if (!ends) continue;
            yield return paragraph[start..i];
            start = i;
        }
    }

    private static bool IsWide(char character) => character >= 0x2e80;

    private static SKRect Fit(SKImage image, SKRect box)
    {
        var scale = Math.Min((box.Width - 8) / image.Width, (box.Height - 8) / image.Height);
        var (width, height) = (image.Width * scale, image.Height * scale);
        return SKRect.Create(box.MidX - (width / 2), box.MidY - (height / 2), width, height);
    }

    private static float Measure(string text, float size)
    {
        using var font = DocumentFont.Of(size);
        return font.MeasureText(text);
    }

    private void DrawRight(string text, float y, float size, SKColor color) => Draw(text, Width - Margin - Measure(text, size), y, size, color);

    private void Draw(string text, float x, float y, float size, SKColor color)
    {
        if (text.Length == 0) return;
        using var font = DocumentFont.Of(size);
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        Page.DrawText(text, x, y, font, paint);
    }
}
