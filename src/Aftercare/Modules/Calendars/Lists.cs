using Aftercare.Platform;

namespace Aftercare.Modules.Calendars;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Calendars { get; } = ListExport.Whole<ListCalendars.Response, ListCalendars.Row>("calendars", "calendars.title", _ => new ListCalendars.Query(), answer => answer.Calendars,
        ("calendars.name", row => row.Name), ("calendars.version", row => row.Latest), ("calendars.effective", row => row.EffectiveFrom), ("calendars.company", row => row.CompanyDefault), ("calendars.used-by", row => string.Join(" · ", row.Units)));
}
