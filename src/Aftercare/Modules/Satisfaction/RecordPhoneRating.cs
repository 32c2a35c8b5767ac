using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Satisfaction;

/// <summary>An agent called and writes down what the customer said (回访). Kept apart from what customers said by link.</summary>
internal static class RecordPhoneRating
{
    [Needs("satisfaction.do")]
    internal sealed record Command([property: Range(1, 5)] int Stars, [property: StringLength(1000)] string? Comment = null) : ICommand<Done>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/phone-rating", Post);

    /// <summary>Write down a rating given on the phone</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IField field, IDesk desk, Ratings ratings) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (!await field.Sees(command.Id, ct)) throw Refusal.NotFound("work-order", command.Id);
            var order = await field.WorkOrder(command.Id, ct);
            if (order.Status is not WorkOrderStatus.Completed) throw new Refusal("rating.not-completed");
            if (order.Technician == caller.Person) throw new Refusal("rating.own-work", RefusalKind.Forbidden);

            var (rating, _) = await ratings.Say(order, RatingChannel.Phone, command.Stars, command.Comment, ct);

            if (rating.Satisfied) await desk.ConfirmedByCustomer(order.Ticket, "phone", db.Now, ct);
            db.Announce(new RatingGiven(order.Id, rating.Id, rating.Stars, rating.Satisfied, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
