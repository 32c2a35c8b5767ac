using System.Text.Json;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Calendars;

/// <summary>A calendar: its definition, its versions, and every day of a year as it falls out.</summary>
internal static class GetCalendar
{
    /// <param name="Year">The year to spell out; this year when left out.</param>
    /// <param name="Number">The calendar version; the newest when left out.</param>
    [Needs("organisation.read")]
    internal sealed record Query(long Id, int? Year = null, int? Number = null) : IQuery<Response>;

    /// <param name="Version">The version of the record, for the next change.</param>
    /// <param name="Number">The calendar version shown.</param>
    internal sealed record Response(long Id, int Version, string Name, int Number, LocalDate EffectiveFrom, JsonElement Definition, IReadOnlyList<Published> Versions, int Year, IReadOnlyList<Day> Days);

    internal sealed record Published(int Number, LocalDate EffectiveFrom, Instant PublishedAt);

    /// <param name="Rule">Which rule decides the day.</param>
    /// <param name="Windows">`09:00-12:00`…; empty on a closed day.</param>
    /// <param name="Holiday">The name of the statutory holiday the day belongs to, or null.</param>
    /// <param name="Provisional">True when the holidays of that day are not published yet (B19).</param>
    internal sealed record Day(LocalDate Date, DayRule Rule, IReadOnlyList<string> Windows, string? Holiday, bool Provisional);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/calendars/{id:long}", Get);

    /// <summary>A calendar with every day of a year: open hours, holidays, make-up workdays, and what is still provisional.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct, int? year = null, int? number = null) =>
        TypedResults.Ok(await door.Ask(new Query(id, year, number), ct));

    internal sealed class Handler(AppDb db, Kept<Shelf> shelves) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var calendar = await db.Load<Calendar>(query.Id, "calendar", ct);
            var versions = await db.All<CalendarVersion>().Where(row => row.CalendarId == calendar.Id).OrderByDescending(row => row.Number).ToListAsync(ct);
            var shown = versions.Find(row => row.Number == (query.Number ?? calendar.Latest)) ?? throw Refusal.NotFound("calendar", $"{calendar.Name} v{query.Number}");
            var definition = (await shelves.Of(db, ct)).Take(calendar.Name, shown);

            var year = query.Year ?? db.Now.InZone(DateTimeZoneProviders.Tzdb[definition.TimeZone]).Year;
            if (year is < 1900 or > 2299) throw Refusal.Invalid("field.out-of-range", nameof(query.Year), 1900, 2299);
            using var json = JsonDocument.Parse(shown.Definition);
            return new(
                calendar.Id.Value, calendar.Version, calendar.Name, shown.Number, shown.EffectiveFrom, json.RootElement.Clone(),
                versions.ConvertAll(row => new Published(row.Number, row.EffectiveFrom, row.PublishedAt)), year, [.. DaysOf(definition, year)]);
        }

        private static IEnumerable<Day> DaysOf(WorkCalendar calendar, int year)
        {
            for (var date = new LocalDate(year, 1, 1); date.Year == year; date = date.PlusDays(1))
                yield return new(date, calendar.RuleOn(date), [.. calendar.WindowsOn(date).Select(window => window.ToString())], calendar.Statutory?.Find(date)?.Name, !calendar.IsPublished(date));
        }
    }
}
