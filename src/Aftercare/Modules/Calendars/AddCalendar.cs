using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Calendars;

/// <summary>Add a working calendar, ready-made or of the company's own (R309).</summary>
internal static class AddCalendar
{
    /// <summary>What to begin with when no definition is given.</summary>
    internal enum Start { ChineseStandard, AlwaysOpen }

    /// <param name="Name">Unique within the company and never changed; `standard` is taken by the product.</param>
    /// <param name="Definition">The calendar as JSON: time zone, week, holidays, make-up days, `cn` for China's statutory holidays.</param>
    /// <param name="CompanyDefault">Whether every unit without a calendar of its own works by it.</param>
    [Needs("organisation.manage")]
    internal sealed record Command([property: Required, StringLength(100)] string Name, JsonElement? Definition = null, Start Start = Start.ChineseStandard, bool CompanyDefault = false) : ICommand<Response>;

    internal sealed record Response(long Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/calendars", Post);

    /// <summary>Adds a calendar with its first version.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, Kept<Shelf> shelves, CalendarMoves moves) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var name = command.Name.Trim();
            if (name == Standard.Name || await db.All<Calendar>().AnyAsync(row => row.Name == name, ct)) throw Refusal.Invalid("calendar.name-taken", nameof(command.Name), name);
            var definition = Holidays.Checked(name, Json(command), nameof(command.Definition));
            var papers = await db.All<HolidayPaper>().CountAsync(ct);

            var calendar = new Calendar { Id = db.NewId<CalendarId>(), Name = name };
            db.Add(calendar);
            var today = db.Now.InZone(DateTimeZoneProviders.Tzdb[definition.TimeZone]).Date;
            var first = db.Add(calendar.Publish(WorkCalendarJson.ToJson(definition with { Version = 1 }), today, papers, db.Now)).Entity;
            if (command.CompanyDefault)
            {
                await MakeDefault(calendar, ct);
                await moves.Tell(null, (await shelves.Of(db, ct)).With(null, calendar, first), ct);
            }
            await db.SaveChangesAsync(ct);
            return new(calendar.Id.Value);
        }

        private static string Json(Command command) => command switch
        {
            { Definition: { } own } => own.GetRawText(),
            { Start: Start.AlwaysOpen } => WorkCalendarJson.ToJson(WorkCalendar.AlwaysOpen("Asia/Shanghai")),
            _ => Standard.Definition,
        };

        private async Task MakeDefault(Calendar calendar, CancellationToken ct)
        {
            if (await db.All<UnitCalendar>().SingleOrDefaultAsync(row => row.UnitId == null, ct) is { } assigned) assigned.CalendarId = calendar.Id;
            else db.Add(new UnitCalendar { Id = db.NewId<UnitCalendarId>(), CalendarId = calendar.Id });
        }
    }
}
