using System.Text.Json;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Calendars;

/// <summary>Publish a new version of a calendar. Clocks that run on it are computed again when it takes effect.</summary>
internal static class PublishCalendarVersion
{
    /// <param name="Definition">The whole calendar as JSON; its own `version` is ignored.</param>
    /// <param name="EffectiveFrom">First day it counts; today when left out.</param>
    /// <param name="Version">The version of the record the editor saw.</param>
    [Needs("organisation.manage")]
    internal sealed record Command(JsonElement Definition, LocalDate? EffectiveFrom = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which calendar; over HTTP the address says it.</summary>
        public long Id { get; init; }
    }

    /// <param name="Number">The number of the new calendar version.</param>
    internal sealed record Response(int Number, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/calendars/{id:long}/versions", Post);

    /// <summary>Publishes a version; earlier ones stay readable for ever.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = id }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var calendar = await db.Load<Calendar>(command.Id, "calendar", ct);
            calendar.Expect(command.Version);
            var definition = Holidays.Checked(calendar.Name, command.Definition.GetRawText(), nameof(command.Definition));
            var newest = await db.All<CalendarVersion>().SingleAsync(row => row.CalendarId == calendar.Id && row.Number == calendar.Latest, ct);
            var papers = await db.All<HolidayPaper>().CountAsync(ct);

            var zone = DateTimeZoneProviders.Tzdb[definition.TimeZone];
            var today = db.Now.InZone(zone).Date;
            var from = command.EffectiveFrom ?? LocalDate.Max(today, newest.EffectiveFrom);
            if (from < today || from < newest.EffectiveFrom) throw Refusal.Invalid("calendar.starts-too-early", nameof(command.EffectiveFrom), LocalDate.Max(today, newest.EffectiveFrom));

            var version = calendar.Publish(WorkCalendarJson.ToJson(definition with { Version = calendar.Latest + 1 }), from, papers, db.Now);
            db.Add(version);
            if (from == today) db.Announce(new CalendarChanged(calendar.Name, version.Number, calendar.Key));
            else await db.SetTimer(TakeEffect.Timer, calendar.Key, zone.AtStartOfDay(from).ToInstant(), ct);
            await db.SaveChangesAsync(ct);
            return new(version.Number, calendar.Version);
        }
    }
}
