using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>Decide whether an order may be completed without the service code, for the reason the technician gave; never one's own (B07).</summary>
internal static class DecideCodeExcuse
{
    [Needs("field.manage")]
    internal sealed record Command(bool Approve, [property: StringLength(500)] string? Note = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }

        string? IReasoned.Reason => Note;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/completion-code/decide", Post);

    /// <summary>Decide whether an order may be completed without the service code</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, CompletionCodes codes) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            var code = await codes.Load(order, ct);

            code.Decide(order, command.Approve, command.Note, caller.RequirePerson(), db.Now);

            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
