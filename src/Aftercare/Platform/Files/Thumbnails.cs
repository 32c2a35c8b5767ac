using Microsoft.Extensions.Caching.Memory;
using SkiaSharp;

namespace Aftercare.Platform;

/// <summary>Small pictures of pictures, drawn when first asked for and kept in memory for a while.</summary>
internal sealed class Thumbnails : IDisposable
{
    public const string MediaType = "image/webp";
    private const int Edge = 320;

    /// <summary>More pixels than any camera takes: a picture that promises more is a trap for the memory.</summary>
    private const long MostPixels = 120_000_000;

    private readonly MemoryCache _drawn = new(new MemoryCacheOptions { SizeLimit = 64 << 20 });
    private readonly SemaphoreSlim _pens = new(2);

    public static bool Draws(string mediaType) => mediaType is "image/png" or "image/jpeg" or "image/webp" or "image/gif";

    /// <summary>The thumbnail as WebP; null when the content is gone or no picture after all.</summary>
    public async Task<byte[]?> Of(string hash, IFileStore store, CancellationToken ct)
    {
        if (_drawn.TryGetValue(hash, out byte[]? known)) return known;
        await _pens.WaitAsync(ct);
        try
        {
            await using var content = await store.Open(hash, ct);
            if (content is null || Draw(content) is not { } picture) return null;
            return _drawn.Set(hash, picture, new MemoryCacheEntryOptions { Size = picture.Length, SlidingExpiration = TimeSpan.FromHours(1) });
        }
        finally
        {
            _pens.Release();
        }
    }

    public void Dispose()
    {
        _drawn.Dispose();
        _pens.Dispose();
    }

    internal static byte[]? Draw(Stream content)
    {
        using var codec = SKCodec.Create(content);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MostPixels) return null;
        // A JPEG can be read at an eighth of its size; the rest of the way is drawn.
        var wanted = Math.Min(1f, 2f * Edge / Math.Max(codec.Info.Width, codec.Info.Height));
        var size = codec.GetScaledDimensions(wanted);
        using var read = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(read.Info, read.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput)) return null;

        var lies = codec.EncodedOrigin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var scale = Math.Min(1f, (float)Edge / Math.Max(read.Width, read.Height));
        var (width, height) = (Math.Max(1, (int)MathF.Round(read.Width * scale)), Math.Max(1, (int)MathF.Round(read.Height * scale)));
        using var surface = SKSurface.Create(new SKImageInfo(lies ? height : width, lies ? width : height));
        surface.Canvas.Concat(Upright(codec.EncodedOrigin, width, height));
        using var image = SKImage.FromBitmap(read);
        surface.Canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        return drawn.Encode(SKEncodedImageFormat.Webp, 80).ToArray();
    }

    /// <summary>From the camera's way of holding it to upright; width and height are those before the turn.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
