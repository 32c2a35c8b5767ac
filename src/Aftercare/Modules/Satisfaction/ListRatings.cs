using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Ratings the caller sees, the newest first.</summary>
internal static class ListRatings
{
    /// <param name="Low">Only those that are not satisfied.</param>
    [Needs("satisfaction.read")]
    internal sealed record Query(
        LocalDate? From = null, LocalDate? To = null, UnitId? Unit = null, PersonId? Technician = null, [property: StringLength(40)] string? Kind = null, RatingChannel? Channel = null,
        bool Low = false, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(
        RatingId Id, WorkOrderId Order, string OrderNumber, TicketId Ticket, string Kind, CustomerId Customer, string CustomerName, PersonId? Technician, string? TechnicianName, int Stars,
        bool Satisfied, string? Comment, RatingChannel Channel, Instant GivenAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/ratings", Get);

    /// <summary>A page of ratings, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(
        Door door, CancellationToken ct, DateOnly? from = null, DateOnly? to = null, long? unit = null, long? technician = null, string? kind = null, RatingChannel? channel = null, bool low = false,
        string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(Day(from), Day(to), unit is { } u ? new UnitId(u) : null, technician is { } p ? new PersonId(p) : null, kind, channel, low, after, size), ct));

    internal static IQueryable<Rating> Chosen(AppDb db, LocalDate? from, LocalDate? to, UnitId? unit, PersonId? technician, string? kind, RatingChannel? channel)
    {
        var ratings = db.Visible<Rating>();
        if (from is { } first) ratings = ratings.Where(rating => rating.Date >= first);
        if (to is { } last) ratings = ratings.Where(rating => rating.Date <= last);
        if (unit is { } unitId) ratings = ratings.Where(rating => rating.UnitId == unitId);
        if (technician is { } person) ratings = ratings.Where(rating => rating.TechnicianId == person);
        if (kind is { Length: > 0 }) ratings = ratings.Where(rating => rating.Kind == kind);
        if (channel is { } by) ratings = ratings.Where(rating => rating.Channel == by);
        return ratings;
    }

    internal static LocalDate? Day(DateOnly? date) => date is { } day ? LocalDate.FromDateOnly(day) : null;

    internal sealed class Handler(AppDb db, IOrganisation organisation, ICustomers customers) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var ratings = Chosen(db, query.From, query.To, query.Unit, query.Technician, query.Kind, query.Channel);
            if (query.Low) ratings = ratings.Where(rating => !rating.Satisfied);
            if (PageKey.Parse(query.After) is { } after) ratings = ratings.Where(rating => rating.GivenAt < after.At || (rating.GivenAt == after.At && rating.Id < new RatingId(after.Id)));
            var rows = await (from rating in ratings
                              join card in customers.Cards on rating.CustomerId equals card.Id
                              orderby rating.GivenAt descending, rating.Id descending
                              select new Row(rating.Id, rating.OrderId, rating.OrderNumber, rating.TicketId, rating.Kind, rating.CustomerId, card.Name, rating.TechnicianId, null, rating.Stars,
                                  rating.Satisfied, rating.Comment, rating.Channel, rating.GivenAt)).Take(query.Size + 1).ToListAsync(ct);
            var names = await organisation.Names(rows.Select(row => row.Technician), ct);
            return rows.ConvertAll(row => row.Technician is { } person ? row with { TechnicianName = names.GetValueOrDefault(person) } : row)
                .CutToPage(query.Size, row => new(row.GivenAt, row.Id.Value));
        }
    }
}
