using Aftercare.Platform;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Modules.Workforce;

/// <summary>Dates in addresses: `2026-03-02`.</summary>
internal static class Days
{
    /// <summary>The date, null for nothing, or a refusal (`field.invalid`).</summary>
    public static LocalDate? Parse(string? text, string field)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var parsed = LocalDatePattern.Iso.Parse(text);
        return parsed.Success ? parsed.Value : throw Refusal.Invalid("field.invalid", field);
    }
}
