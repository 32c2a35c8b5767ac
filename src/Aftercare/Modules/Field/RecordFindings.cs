using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>Write down fault, cause, action, parts, hours and result (R408). May be done again until completion.</summary>
internal static class RecordFindings
{
    /// <param name="Parts">The parts used, one a line.</param>
    /// <param name="WorkMinutes">Working time on site.</param>
    [Needs("field.do")]
    internal sealed record Command(
        [property: StringLength(40)] string? FaultCode, [property: StringLength(2000)] string? FaultText,
        [property: StringLength(2000)] string? Cause, [property: StringLength(4000)] string? Action, [property: StringLength(1000)] string? Result,
        [property: StringLength(4000)] string? Parts, [property: Range(1, 2880)] int? WorkMinutes, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/work-orders/{id:long}/findings", Put);

    /// <summary>Write down what was found and done</summary>
    internal static async Task<Ok<Done>> Put(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);

            order.Record(caller, new(command.FaultCode, command.FaultText, command.Cause, command.Action, command.Result, command.Parts, command.WorkMinutes));

            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
