using Aftercare.Platform;
using SkiaSharp;
using UglyToad.PdfPig;

namespace Aftercare.Tests.Platform;

public sealed class PaperTests
{
    private static readonly DateTimeOffset Made = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Text_comes_back_as_it_was_written()
    {
        const string text = "工户二高 用户王小二报修：高温报警，已更换压缩机。Fault E4, replaced the fan.";
        using var paper = new Paper("维修报告 WO260302-0001", Made);
        paper.Title("维修报告", "WO260302-0001");
        paper.Text(text);

        using var pdf = PdfDocument.Open(paper.ToPdf());

        var read = string.Concat(pdf.GetPage(1).Letters.Select(letter => letter.Value));
        Assert.Contains("工户二高", read, StringComparison.Ordinal);
        Assert.Contains(text.Replace(" ", "", StringComparison.Ordinal), read.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("维修报告 WO260302-0001", pdf.Information.Title);
    }

    [Fact]
    public void Long_text_breaks_over_lines_and_pages_and_loses_nothing()
    {
        var text = string.Concat(Enumerable.Range(1, 400).Select(number => $"第{number}条更换高压二极管。"));
        using var paper = new Paper("长文", Made);
        paper.Text(text);

        using var pdf = PdfDocument.Open(paper.ToPdf());

        var lines = pdf.GetPages().SelectMany(page => page.Letters.GroupBy(letter => Math.Round(letter.StartBaseLine.Y)).Where(line => line.Key > 50));
        Assert.True(pdf.NumberOfPages > 1);
        Assert.Equal(text, string.Concat(lines.SelectMany(line => line).Select(letter => letter.Value)));
        Assert.All(pdf.GetPages().SelectMany(page => page.Letters), letter => Assert.InRange(letter.BoundingBox.Right, 0, 595 - 40));
    }

    [Fact]
    public void Pictures_are_in_the_document_and_the_same_input_gives_the_same_bytes()
    {
        byte[] Make()
        {
            using var paper = new Paper("签名", Made);
            paper.Pictures(60, (Drawing(), "客户"), (Drawing(), "技师"));
            paper.QrCode("https://example.org/w/abc", "扫码查看");
            return paper.ToPdf();
        }

        using var pdf = PdfDocument.Open(Make());

        Assert.Equal(2, pdf.GetPage(1).GetImages().Count());
        Assert.Equal(Make(), Make());
    }

    private static byte[] Drawing()
    {
        using var bitmap = new SKBitmap(200, 80);
        using var canvas = new SKCanvas(bitmap);
        using var pen = new SKPaint { Color = SKColors.Black, StrokeWidth = 3 };
        canvas.DrawLine(10, 70, 190, 10, pen);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        return data.ToArray();
    }
}
