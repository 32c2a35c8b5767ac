using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Calendars;

/// <summary>The company's calendars and who works by them.</summary>
internal static class ListCalendars
{
    [Needs("organisation.read")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Calendars);

    /// <param name="CompanyDefault">Every unit without a calendar of its own, or above it, works by this one.</param>
    /// <param name="Units">The units it is assigned to.</param>
    internal sealed record Row(long Id, string Name, int Latest, LocalDate EffectiveFrom, bool CompanyDefault, IReadOnlyList<string> Units);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/calendars", Get);

    /// <summary>All calendars by name.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var names = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
            var assigned = (await db.All<UnitCalendar>().ToListAsync(ct)).ToLookup(row => row.CalendarId, row => row.UnitId);
            var rows = await (from calendar in db.Visible<Calendar>()
                              join version in db.All<CalendarVersion>() on new { calendar.Id, Number = calendar.Latest } equals new { Id = version.CalendarId, version.Number }
                              orderby calendar.Name
                              select new { calendar.Id, calendar.Name, calendar.Latest, version.EffectiveFrom }).ToListAsync(ct);
            return new(rows.ConvertAll(row => new Row(
                row.Id.Value, row.Name, row.Latest, row.EffectiveFrom, assigned[row.Id].Any(unit => unit is null),
                [.. assigned[row.Id].OfType<UnitId>().Select(unit => names.GetValueOrDefault(unit, "")).Order()])));
        }
    }
}
