using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>Send the customer a new service code; the one before is good no more (B07). At most one a minute, five in all.</summary>
internal static class SendCompletionCode
{
    [Needs("field.do")]
    internal sealed record Command : ICommand<Response>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    /// <param name="SentTo">The number, the middle hidden.</param>
    internal sealed record Response(string SentTo, int TriesLeft);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/completion-code", Post);

    /// <summary>Send the customer a new service code</summary>
    internal static async Task<Ok<Response>> Post(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, CompletionCodes codes) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            if (order.WhyNotRecord(caller) is { } refusal) throw refusal;
            var code = await codes.Load(order, ct);

            await codes.Send(order, code, ct);

            await db.SaveChangesAsync(ct);
            return new(code.SentTo!, code.TriesLeft);
        }
    }
}
