using System.Globalization;
using Aftercare.Platform;
using Aftercare.UiKit;

namespace Aftercare.Modules.Quality;

/// <summary>How customers are told, how they answer, and what they hand in; screens name the ways `quality.way.{code}`.</summary>
internal static class ComplaintWays
{
    public static IReadOnlyList<string> Told { get; } = ["phone", "message", "email", "letter", "visit"];

    /// <summary>Also the customer who was told and said nothing.</summary>
    public static IReadOnlyList<string> Settled { get; } = [.. Told, "no-objection"];

    /// <summary>The files a form posted; refused (`file.not-found`) when one of the names is none.</summary>
    public static IReadOnlyList<FileId> Files(string? posted) =>
        [.. FileIds.Parse(posted).Select(id => long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? new FileId(number) : throw Refusal.NotFound("file", id))];
}
