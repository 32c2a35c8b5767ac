using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Sign for the work, as customer or technician (R1519). The drawn signature was uploaded before; signing again replaces it.</summary>
internal static class Sign
{
    /// <param name="SignedAt">The device's time; now when left out.</param>
    [Needs("field.do")]
    internal sealed record Command(Signer Signer, [property: Required, StringLength(100)] string Name, FileId File, Instant? SignedAt = null, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/signatures", Post);

    /// <summary>Sign for the work</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IFiles files) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);

            order.Sign(caller, new() { Id = db.NewId<EvidenceId>(), OrderId = order.Id, Signer = command.Signer, Name = command.Name.Trim(), FileId = command.File, SignedAt = command.SignedAt ?? db.Now });

            await files.Attach(db, [command.File], "work-order", order.Id.Value, ct);
            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
