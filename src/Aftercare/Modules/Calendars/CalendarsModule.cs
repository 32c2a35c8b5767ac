using Aftercare.Modules.Calendars.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Calendars;

/// <summary>Working calendars with their versions, statutory holidays, and who works by which calendar.</summary>
public static class CalendarsModule
{
    public static IServiceCollection AddCalendarsModule(this IServiceCollection services) => services.AddModule("Calendars", calendars =>
    {
        calendars.Slices(typeof(AddCalendar), typeof(PublishCalendarVersion), typeof(TakeEffect), typeof(AssignCalendar), typeof(FollowMovedUnit), typeof(UpdateHolidays));
        calendars.Slices(typeof(ListCalendars), typeof(GetCalendar));
        calendars.Services.AddSingleton(new Kept<Shelf>(Shelf.Read));
        calendars.Services.AddScoped<CalendarMoves>();
        calendars.Face<ICalendars, CalendarsFace>();
        calendars.Contribute(Lists.Calendars);
        calendars.Contribute(new NavEntry("nav.organisation", "calendars.title", "/calendars", "calendar", "organisation.read", 820));
    });
}
