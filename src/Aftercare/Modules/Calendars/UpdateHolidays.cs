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
/// Bring in a year of China's statutory holidays (R309, B19): the standard calendar and every one that follows them get a
/// new version, and the clocks of open tickets are computed again. Bringing it in twice changes nothing.
/// </summary>
internal static class UpdateHolidays
{
    /// <param name="Year">A `{year}.json` of NateScarlet/holiday-cn.</param>
    [Needs("organisation.manage")]
    internal sealed record Command(JsonElement Year) : ICommand<Response>;

    /// <param name="Days">Off-days and make-up workdays of the year.</param>
    /// <param name="Calendars">The names of the calendars that got a new version; none when they knew the year as it is.</param>
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
            var papers = await db.All<HolidayPaper>().OrderBy(paper => paper.Number).ToListAsync(ct);
            var calendars = await db.All<Calendar>().OrderBy(calendar => calendar.Name).ToListAsync(ct);
            var versions = (await db.All<CalendarVersion>().ToListAsync(ct)).ToLookup(version => version.CalendarId);

            var renewed = new List<string>();
            if (!Holidays.Of(Holidays.LastShippedYear, papers).Knows(year))
            {
                var paper = new HolidayPaper { Id = db.NewId<HolidayPaperId>(), Number = papers.Count + 1, Year = year.Year, Document = document, At = db.Now };
                db.Add(paper);
                papers.Add(paper);
                renewed.Add(Standard.Name);
            }
            foreach (var calendar in calendars)
            {
                var latest = Holidays.Read(calendar.Name, versions[calendar.Id].Single(version => version.Number == calendar.Latest), papers);
                if (latest.Statutory?.Knows(year) is not false) continue;
                Renew(calendar, [.. versions[calendar.Id]], latest.TimeZone, papers.Count);
                renewed.Add(calendar.Name);
            }
            // Also when it knew the year from the product itself: tickets may run on it as it was before an update.
            db.Announce(new CalendarChanged(Standard.Name, StandardVersion.Of(Holidays.LastShippedYear, papers.Count), caller.RequireCompany().Value));
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
