using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Writes down what a customer said, and its figures, in the running command. Saves nothing.</summary>
internal sealed class Ratings(AppDb db, IOrganisation organisation)
{
    /// <returns>The rating, and whether it replaced an earlier one of the same channel.</returns>
    public async Task<(Rating Rating, bool Revised)> Say(WorkOrderCard order, RatingChannel channel, int stars, string? comment, CancellationToken ct)
    {
        if (await db.All<Rating>().SingleOrDefaultAsync(row => row.OrderId == order.Id && row.Channel == channel, ct) is { } earlier)
        {
            Count(earlier, -1);
            earlier.Revise(stars, comment, db.Now);
            Count(earlier, 1);
            return (earlier, true);
        }

        var day = db.Now.InZone((await organisation.Unit(order.Unit, ct)).Zone).Date;
        var policy = await SatisfactionPolicy.On(db, day, ct);
        var rating = db.Add(new Rating
        {
            Id = db.NewId<RatingId>(), OrderId = order.Id, OrderNumber = order.Number, TicketId = order.Ticket, CustomerId = order.Customer, UnitId = order.Unit, TechnicianId = order.Technician,
            Kind = order.Kind, Channel = channel, GivenAt = db.Now, Date = day, SatisfiedFrom = policy.SatisfiedFrom,
        }).Entity;
        rating.Say(stars, comment);
        Count(rating, 1);
        return (rating, false);
    }

    private void Count(Rating rating, int sign)
    {
        foreach (var measure in rating.Measures(sign)) db.Count(measure);
    }
}
