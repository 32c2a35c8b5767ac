using Aftercare.Modules.Calendars.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Calendars;

/// <summary>The first day of a calendar version has come: tell the clocks that run on the calendar.</summary>
internal static class TakeEffect
{
    [Needs("organisation.manage")]
    internal sealed record Command(long Calendar) : ICommand<Done>;

    internal const string Timer = "calendars.take-effect";

    internal static Command At(DueTimer timer) => new(timer.Record);

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var calendar = await db.Load<Calendar>(command.Calendar, "calendar", ct);
            var versions = await db.All<CalendarVersion>().Where(row => row.CalendarId == calendar.Id).ToListAsync(ct);
            var zone = DateTimeZoneProviders.Tzdb[WorkCalendarJson.Parse(calendar.Name, versions[^1].Definition).TimeZone];
            var today = db.Now.InZone(zone).Date;

            db.Announce(new CalendarChanged(calendar.Name, InEffect.On(today, versions).Number, calendar.Key));
            if (versions.Where(version => version.EffectiveFrom > today).MinBy(version => version.EffectiveFrom) is { } next)
                await db.SetTimer(Timer, calendar.Key, zone.AtStartOfDay(next.EffectiveFrom).ToInstant(), ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
