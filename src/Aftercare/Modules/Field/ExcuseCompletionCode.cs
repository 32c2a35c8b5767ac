using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>Say why the customer gives no service code; somebody else decides whether the order may be completed without it (B07).</summary>
internal static class ExcuseCompletionCode
{
    [Needs("field.do")]
    internal sealed record Command([property: Required, StringLength(500)] string Reason) : ICommand<Done>, IReasoned
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/completion-code/excuse", Post);

    /// <summary>Say why the customer gives no service code</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, CompletionCodes codes) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            if (order.WhyNotRecord(caller) is { } refusal) throw refusal;
            var code = await codes.Load(order, ct);

            code.Ask(command.Reason, caller.RequirePerson(), db.Now);

            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
