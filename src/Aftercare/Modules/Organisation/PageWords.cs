using System.Globalization;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>Words and dates of the organisation's pages.</summary>
internal static class PageWords
{
    /// <summary>The word for a kind of unit; a company's own kind as it is.</summary>
    public static string UnitKind(this Texts texts, string kind) => texts.Has($"organisation.kind.{kind}") ? texts[$"organisation.kind.{kind}"] : kind;

    /// <summary>A date in the reader's way; nothing for none.</summary>
    public static string? Day(this Texts _, LocalDate? day) => day?.ToString("d", CultureInfo.CurrentCulture);

    public static LocalDate? ToLocal(this DateOnly? date) => date is { } day ? LocalDate.FromDateOnly(day) : null;
}
