using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Customers who should have been called or visited by now (R905): those never visited first, then the longest overdue.</summary>
internal static class ListOverdueCare
{
    /// <param name="On">Overdue on that day; today when left out.</param>
    [Needs("satisfaction.read")]
    internal sealed record Query(LocalDate? On = null, CustomerClass? Class = null, [property: Range(1, 200)] int Size = 100) : IQuery<Response>;

    /// <param name="More">True when there are more than were asked for.</param>
    internal sealed record Response(IReadOnlyList<Row> Items, bool More);

    /// <param name="Due">The day by which the visit was due; null when there was none yet.</param>
    internal sealed record Row(CustomerId Customer, string Name, CustomerClass Class, string? Phone, LocalDate? Last, LocalDate? Due);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/care-visits/overdue", Get);

    /// <summary>Customers whose regular call or visit is overdue</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, DateOnly? on = null, CustomerClass? level = null, int size = 100) => TypedResults.Ok(await door.Ask(new Query(ListRatings.Day(on), level, size), ct));

    internal sealed class Handler(AppDb db, ICustomers customers, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var day = query.On ?? db.Now.InZone(await organisation.ZoneOf(null, ct)).Date;
            var policy = await CallbackPolicy.On(db, day, ct);
            var overdue = new List<Row>();
            foreach (var level in Enum.GetValues<CustomerClass>().Where(level => policy.MonthsOf(level) > 0 && (query.Class is not { } only || only == level)))
                overdue.AddRange(await Of(caller, level, policy.MonthsOf(level), day, query.Size + 1, ct));
            var rows = overdue.OrderBy(row => row.Due ?? LocalDate.MinIsoValue).ThenBy(row => row.Customer.Value).Take(query.Size + 1).ToList();
            return new([.. rows.Take(query.Size)], rows.Count > query.Size);
        }

        // Visited on the 1st of January every three months: due until the 1st of April, overdue from the 2nd.
        private async Task<List<Row>> Of(Caller caller, CustomerClass level, int months, LocalDate day, int size, CancellationToken ct)
        {
            var since = day.PlusMonths(-months);
            var cards = CareVisit.CustomersOf(caller, customers.Cards).Where(card => card.Class == level);
            var visited = db.Visible<CareVisit>().Where(visit => visit.Date <= day);
            var rows = await cards.Where(card => !visited.Any(visit => visit.CustomerId == card.Id && visit.Date >= since))
                .Select(card => new { card.Id, card.Name, card.Phone, Last = visited.Where(visit => visit.CustomerId == card.Id).OrderByDescending(visit => visit.Date).Select(visit => (LocalDate?)visit.Date).FirstOrDefault() })
                .OrderBy(row => row.Last == null ? 0 : 1).ThenBy(row => row.Last).ThenBy(row => row.Id).Take(size).ToListAsync(ct);
            return rows.ConvertAll(row => new Row(row.Id, row.Name, level, row.Phone, row.Last, row.Last?.PlusMonths(months)));
        }
    }
}
