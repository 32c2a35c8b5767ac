using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Record who took part in training or a demonstration on site, with signature, content and what they wish next (R412, R413).</summary>
internal static class AttendSession
{
    /// <param name="Content">What was taught or shown; what was written before stays when left out.</param>
    /// <param name="Signature">The drawn signature, uploaded before; needed for training.</param>
    /// <param name="At">The device's time; now when left out.</param>
    [Needs("field.do")]
    internal sealed record Command(
        SiteSessionId Session, [property: Required, StringLength(100)] string Name, [property: StringLength(100)] string? Role = null, [property: StringLength(4000)] string? Content = null,
        FileId? Signature = null, [property: StringLength(1000)] string? Wish = null, Instant? At = null) : ICommand<Done>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/attendees", Post);

    /// <summary>Record a participant of training or a demonstration</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IFiles files) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            if (order.WhyNotRecord(caller) is { } refusal) throw refusal;
            var session = await db.All<SiteSession>().SingleOrDefaultAsync(session => session.Id == command.Session && session.OrderId == order.Id, ct) ?? throw Refusal.NotFound("site-session", command.Session);

            session.Attend(order, new()
            {
                Id = db.NewId<AttendeeId>(), SessionId = session.Id, Name = command.Name.Trim(), Role = command.Role?.Trim(), SignatureId = command.Signature, Wish = command.Wish?.Trim(), At = command.At ?? db.Now,
            }, command.Content, caller.Person);

            if (command.Signature is { } signature) await files.Attach(db, [signature], "work-order", order.Id.Value, ct);
            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
