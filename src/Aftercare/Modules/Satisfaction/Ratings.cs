using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// Writes down what a customer said, with its figures and what follows: nobody is asked on the other channel any more, and a
/// customer who is not satisfied gets somebody to put it right (R909). In the running command; saves nothing.
/// </summary>
internal sealed class Ratings(AppDb db, Callbacks callbacks, FollowUps followUps)
{
    /// <returns>The rating, and whether it replaced an earlier one of the same channel.</returns>
    public async Task<(Rating Rating, bool Revised)> Say(WorkOrderCard order, RatingChannel channel, int stars, string? comment, CancellationToken ct)
    {
        if (await db.All<Rating>().SingleOrDefaultAsync(row => row.OrderId == order.Id && row.Channel == channel, ct) is { } earlier)
        {
            Count(earlier, -1);
            earlier.Revise(stars, comment, db.Now);
            Count(earlier, 1);
            await FollowUp(order, earlier, ct);
            return (earlier, true);
        }

        var day = await callbacks.Today(order.Unit, ct);
        var policy = await SatisfactionPolicy.On(db, day, ct);
        var rating = db.Add(new Rating
        {
            Id = db.NewId<RatingId>(), OrderId = order.Id, OrderNumber = order.Number, TicketId = order.Ticket, CustomerId = order.Customer, UnitId = order.Unit, TechnicianId = order.Technician,
            Kind = order.Kind, Channel = channel, GivenAt = db.Now, Date = day, SatisfiedFrom = policy.SatisfiedFrom,
        }).Entity;
        rating.Say(stars, comment);
        Count(rating, 1);
        await (channel is RatingChannel.Link ? RatedByLink(order, ct) : RatedByPhone(order, rating, ct));
        await FollowUp(order, rating, ct);
        return (rating, false);
    }

    private async Task RatedByLink(WorkOrderCard order, CancellationToken ct)
    {
        var policy = await CallbackPolicy.On(db, await callbacks.Today(order.Unit, ct), ct);
        var check = policy.DrawsToCheck(order.Id.Value);
        if (await callbacks.OpenFor(order.Id, ct) is { } open)
        {
            callbacks.Count(open, "due", -1);
            if (open.RatedByLink(check, db.Now)) callbacks.Count(open, "due", 1);
        }
        else if (check && !await db.All<Callback>().AnyAsync(row => row.OrderId == order.Id, ct)) await callbacks.Add(Served.Of(order), db.Now, policy, CallbackPurpose.Check, ct);
    }

    private async Task RatedByPhone(WorkOrderCard order, Rating rating, CancellationToken ct)
    {
        if (await db.All<RatingLink>().SingleOrDefaultAsync(link => link.OrderId == order.Id, ct) is { UsedAt: null } unused) unused.ToldByPhone(db.Now);
        // A call-back that is being answered has said so by now; any other one is answered by this.
        if (await callbacks.OpenFor(order.Id, ct) is not { IsOpen: true } open) return;
        open.RatedByPhone(CallAttempt.Of(db, open.Id, CallResult.Reached), rating.Stars, rating.Satisfied, rating.Comment);
        callbacks.Count(open, "reached", 1);
    }

    private async Task FollowUp(WorkOrderCard order, Rating rating, CancellationToken ct)
    {
        if (!rating.Satisfied) await followUps.Open(FollowUpKind.LowRating, Served.Of(order), rating.Comment, null, ct);
    }

    private void Count(Rating rating, int sign)
    {
        foreach (var measure in rating.Measures(sign)) db.Count(measure);
    }
}
