using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Visited customers of all customers in a period (R906), in all and by class; a customer visited twice counts once.</summary>
internal static class GetVisitRatio
{
    [Needs("satisfaction.read")]
    internal sealed record Query(LocalDate From, LocalDate To) : IQuery<Response>;

    internal sealed record Response(Figure Total, IReadOnlyList<Figure> ByClass);

    /// <param name="Rate">In percent with one decimal; null when there is no customer.</param>
    internal sealed record Figure(CustomerClass? Class, int Customers, int Visited, decimal? Rate);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/care-visits/ratio", Get);

    /// <summary>The share of customers visited in a period</summary>
    internal static async Task<Ok<Response>> Get(DateOnly from, DateOnly to, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(LocalDate.FromDateOnly(from), LocalDate.FromDateOnly(to)), ct));

    internal sealed class Handler(AppDb db, ICustomers customers) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var cards = CareVisit.CustomersOf(caller, customers.Cards);
            var visits = db.Visible<CareVisit>().Where(visit => visit.Date >= query.From && visit.Date <= query.To);
            var all = await cards.GroupBy(card => card.Class).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
            var visited = await cards.Where(card => visits.Any(visit => visit.CustomerId == card.Id)).GroupBy(card => card.Class).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
            return new(Of(null, all.Values.Sum(), visited.Values.Sum()), [.. all.Keys.OrderDescending().Select(level => Of(level, all[level], visited.GetValueOrDefault(level)))]);
        }

        private static Figure Of(CustomerClass? level, int all, int visited) => new(level, all, visited, all == 0 ? null : Math.Round(100m * visited / all, 1, MidpointRounding.AwayFromZero));
    }
}
