using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Agree the day by which a work order is to be done, or another one with the reason (R411). Measure `field.plan.due`, on that day, by the kind of work.</summary>
internal static class SetPlannedDate
{
    /// <param name="Reason">Why the day agreed before is left; needed when there was one.</param>
    [Needs("field.manage")]
    internal sealed record Command(LocalDate Day, [property: StringLength(500)] string? Reason = null, int? Version = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/work-orders/{id:long}/planned-date", Put);

    /// <summary>Agree the day by which a work order is to be done</summary>
    internal static async Task<Ok<Done>> Put(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);

            order.Plan(db, command.Day, command.Reason);

            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
