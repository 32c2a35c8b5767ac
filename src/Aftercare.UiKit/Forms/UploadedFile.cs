namespace Aftercare.UiKit;

/// <summary>A file a form already holds.</summary>
public sealed record UploadedFile(string Id, string Name, string? Thumbnail = null);

/// <summary>Reads what <see cref="FileField"/> and <see cref="SignatureField"/> post: ids separated by commas.</summary>
public static class FileIds
{
    /// <summary>The ids in order, without repeats.</summary>
    public static IReadOnlyList<string> Parse(string? posted) =>
        [.. (posted ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
