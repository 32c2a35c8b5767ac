using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>What the closed tickets of a month were caused by (R314), counted from the tickets themselves.</summary>
internal static class SummariseCauses
{
    /// <param name="Month">`2026-03`; the present month when left out.</param>
    [Needs("desk.read")]
    internal sealed record Query(string? Month = null) : IQuery<Response>;

    internal sealed record Response(string Month, int Closed, IReadOnlyList<Group> Groups);

    /// <param name="Cause">Cause code; null for tickets closed without one.</param>
    /// <param name="Late">Solved after the promised time.</param>
    /// <param name="Remote">Solved by phone or online.</param>
    /// <param name="Reopened">Opened again at least once.</param>
    internal sealed record Group(string? Cause, int Closed, int Late, int Remote, int Reopened);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/desk/causes", Get);

    /// <summary>The closed tickets of a month, grouped by cause.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, string? month = null) => TypedResults.Ok(await door.Ask(new Query(month), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var month = query.Month is null ? db.Now.InZone(zone).Date.ToYearMonth()
                : NodaTime.Text.YearMonthPattern.Iso.Parse(query.Month) is { Success: true, Value: var asked } ? asked : throw Refusal.Invalid("desk.month-malformed", nameof(query.Month), query.Month);
            var (from, to) = (month.OnDayOfMonth(1).AtStartOfDayInZone(zone).ToInstant(), month.PlusMonths(1).OnDayOfMonth(1).AtStartOfDayInZone(zone).ToInstant());

            var closed = db.Visible<Ticket>().Where(ticket => ticket.Status == TicketStatus.Closed && ticket.ClosedAt >= from && ticket.ClosedAt < to);
            var groups = await closed
                .Select(ticket => new { ticket.Cause, Late = ticket.Clocks.Any(clock => clock.Kind == ClockKind.Solve && clock.Met == false), ticket.SolvedRemotely, Reopened = ticket.Reopenings > 0 })
                .GroupBy(ticket => ticket.Cause)
                .Select(group => new Group(group.Key, group.Count(), group.Sum(ticket => ticket.Late ? 1 : 0), group.Sum(ticket => ticket.SolvedRemotely ? 1 : 0), group.Sum(ticket => ticket.Reopened ? 1 : 0)))
                .ToListAsync(ct);
            return new(NodaTime.Text.YearMonthPattern.Iso.Format(month), groups.Sum(group => group.Closed), [.. groups.OrderByDescending(group => group.Closed).ThenBy(group => group.Cause)]);
        }
    }
}
