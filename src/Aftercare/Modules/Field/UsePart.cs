using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Record a part put in on site, with the serial numbers of the new and the old one, and whether the old one is to come back (R408, B15).</summary>
internal static class UsePart
{
    /// <param name="OldDue">The old part goes back to the store; the technician owes it from now on.</param>
    /// <param name="At">The device's time; now when left out.</param>
    [Needs("field.do")]
    internal sealed record Command(
        [property: Required, StringLength(200)] string Name, [property: Range(1, 10000)] int Quantity = 1, [property: StringLength(60)] string? PartNumber = null, [property: StringLength(100)] string? NewSerial = null,
        [property: StringLength(100)] string? OldSerial = null, bool OldDue = false, Instant? At = null) : ICommand<Response>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal sealed record Response(UsedPartId Part);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/parts", Post);

    /// <summary>Record a part put in on site</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            if (order.WhyNotRecord(caller) is { } refusal) throw refusal;
            var (fresh, old) = (Text(command.NewSerial), Text(command.OldSerial));
            if (fresh is not null && string.Equals(fresh, old, StringComparison.OrdinalIgnoreCase)) throw Refusal.Invalid("used-part.same-serial", nameof(command.OldSerial));

            var part = db.Add(new UsedPart
            {
                Id = db.NewId<UsedPartId>(), OrderId = order.Id, OrderNumber = order.Number, UnitId = order.UnitId, TechnicianId = order.Visit!.TechnicianId, PartNumber = Text(command.PartNumber), Name = command.Name.Trim(),
                Quantity = command.Quantity, NewSerial = fresh, OldSerial = old, OldDue = command.OldDue, UsedAt = command.At ?? db.Now,
            }).Entity;

            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return new(part.Id);
        }

        private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
