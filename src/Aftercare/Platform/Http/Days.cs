using NodaTime;
using NodaTime.Text;

namespace Aftercare.Platform;

/// <summary>Days as people write them in addresses and on the command line.</summary>
internal static class Days
{
    /// <summary>Reads `2026-04-01`; a refusal (`date.malformed`) for anything else.</summary>
    public static LocalDate Parse(string text, string field) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : throw Refusal.Invalid("date.malformed", field, text);
}
