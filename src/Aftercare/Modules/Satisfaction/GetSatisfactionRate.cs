using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// The satisfaction rate of a period: satisfied / rated, in all and by kind of work (R902, R903), against the target
/// of the period's last day. Ratings by link and by phone are told apart by asking for one channel.
/// </summary>
internal static class GetSatisfactionRate
{
    [Needs("satisfaction.read")]
    internal sealed record Query(
        LocalDate? From = null, LocalDate? To = null, UnitId? Unit = null, PersonId? Technician = null, [property: StringLength(40)] string? Kind = null, RatingChannel? Channel = null) : IQuery<Response>;

    /// <param name="Target">In percent.</param>
    /// <param name="Met">Null when nobody rated.</param>
    internal sealed record Response(Figure Total, IReadOnlyList<Figure> ByKind, decimal Target, bool? Met);

    /// <param name="Rate">In percent with one decimal, rounded half up; null when nobody rated.</param>
    internal sealed record Figure(string? Kind, int Rated, int Satisfied, decimal? Rate, decimal? AverageStars);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/ratings/rate", Get);

    /// <summary>The satisfaction rate of a period</summary>
    internal static async Task<Ok<Response>> Get(
        Door door, CancellationToken ct, DateOnly? from = null, DateOnly? to = null, long? unit = null, long? technician = null, string? kind = null, RatingChannel? channel = null) =>
        TypedResults.Ok(await door.Ask(new Query(ListRatings.Day(from), ListRatings.Day(to), unit is { } u ? new UnitId(u) : null, technician is { } p ? new PersonId(p) : null, kind, channel), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var counts = await ListRatings.Chosen(db, query.From, query.To, query.Unit, query.Technician, query.Kind, query.Channel)
                .GroupBy(rating => rating.Kind)
                .Select(group => new { group.Key, Rated = group.Count(), Satisfied = group.Count(rating => rating.Satisfied), Stars = group.Sum(rating => rating.Stars) }).ToListAsync(ct);
            var last = query.To ?? db.Now.InZone(await organisation.ZoneOf(null, ct)).Date;
            var policy = await SatisfactionPolicy.On(db, last, ct);

            var total = Of(null, counts.Sum(row => row.Rated), counts.Sum(row => row.Satisfied), counts.Sum(row => row.Stars));
            bool? met = total.Rated == 0 ? null : 10000L * total.Satisfied >= (long)policy.TargetBasisPoints * total.Rated;
            return new(total, [.. counts.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => Of(row.Key, row.Rated, row.Satisfied, row.Stars))], policy.TargetBasisPoints / 100m, met);
        }

        private static Figure Of(string? kind, int rated, int satisfied, int stars) => rated == 0
            ? new(kind, 0, 0, null, null)
            : new(kind, rated, satisfied, Math.Round(100m * satisfied / rated, 1, MidpointRounding.AwayFromZero), Math.Round((decimal)stars / rated, 1, MidpointRounding.AwayFromZero));
    }
}
