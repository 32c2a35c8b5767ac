using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Keep a picture of the work. The file was uploaded before; sending the same one twice keeps one.</summary>
internal static class AddPhoto
{
    /// <param name="TakenAt">The device's time; now when left out.</param>
    [Needs("field.do")]
    internal sealed record Command(FileId File, [property: StringLength(200)] string? Caption = null, Instant? TakenAt = null, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/photos", Post);

    /// <summary>Add a photo to a work order</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IFiles files) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);

            order.Photograph(caller, new() { Id = db.NewId<EvidenceId>(), OrderId = order.Id, FileId = command.File, Caption = command.Caption, TakenAt = command.TakenAt ?? db.Now });

            await files.Attach(db, [command.File], "work-order", order.Id.Value, ct);
            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
