using System.Text.Json;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Platform;
using Aftercare.Rules;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Calendars;

/// <summary>
/// Bring in a year of China's statutory holidays (R309, B19): every calendar that follows them gets a new version, and
/// the due times that were provisional are computed again.
/// </summary>
internal static class UpdateHolidays
{
    /// <param name="Year">A `{year}.json` of NateScarlet/holiday-cn.</param>
    [Needs("organisation.manage")]
    internal sealed record Command(JsonElement Year) : ICommand<Response>;

    /// <param name="Calendars">The names of the calendars that got a new version.</param>
    internal sealed record Response(int Year, int Days, IReadOnlyList<string> Calendars);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/calendars/holidays", Post);

    /// <summary>Takes in a year of statutory holidays and make-up workdays.</summary>
    internal static async Task<Ok<Response>> Post(JsonElement year, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(year), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var document = command.Year.GetRawText();
            var year = Parse(document);
            var papers = await db.All<HolidayPaper>().CountAsync(ct);
            var calendars = await db.All<Calendar>().OrderBy(calendar => calendar.Name).ToListAsync(ct);
            var versions = (await db.All<CalendarVersion>().ToListAsync(ct)).ToLookup(version => version.CalendarId);

            db.Add(new HolidayPaper { Id = db.NewId<HolidayPaperId>(), Number = papers + 1, Year = year.Year, Document = document, At = db.Now });
            var renewed = new List<string>();
            foreach (var calendar in calendars)
            {
                var definition = WorkCalendarJson.Parse(calendar.Name, versions[calendar.Id].Single(version => version.Number == calendar.Latest).Definition);
                if (definition.Statutory is null) continue;
                Renew(calendar, [.. versions[calendar.Id]], definition.TimeZone, papers + 1);
                renewed.Add(calendar.Name);
            }
            await db.SaveChangesAsync(ct);
            return new(year.Year, year.Days.Count, renewed);
        }

        private static ChineseYear Parse(string document)
        {
            try
            {
                return ChineseCalendar.ParseYear(document) is { IsPublished: true } year ? year : throw Refusal.Invalid("holidays.not-published", "Year");
            }
            catch (RuleRefusal wrong)
            {
                throw Refusal.Invalid(wrong.Code, "Year", wrong.Message);
            }
        }

        // Versions that have yet to begin are renewed too, and still begin on their day.
        private void Renew(Calendar calendar, CalendarVersion[] versions, string zone, int papers)
        {
            var today = db.Now.InZone(DateTimeZoneProviders.Tzdb[zone]).Date;
            var current = InEffect.On(today, versions);
            foreach (var old in versions.Where(version => version.Number >= current.Number).OrderBy(version => version.Number))
            {
                var version = calendar.Publish(old.Definition, LocalDate.Max(today, old.EffectiveFrom), papers, db.Now);
                db.Add(version);
                if (old == current) db.Announce(new CalendarChanged(calendar.Name, version.Number, calendar.Key));
            }
        }
    }
}
