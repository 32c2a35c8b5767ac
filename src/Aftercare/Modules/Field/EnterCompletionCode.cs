using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>Enter the service code the customer gave (B07). A wrong one uses up a try, so the command succeeds and its answer says no; over HTTP that is `completion-code.wrong`.</summary>
internal static class EnterCompletionCode
{
    [Needs("field.do")]
    internal sealed record Command([property: Required, RegularExpression("[0-9]{6}")] string Code) : ICommand<Response>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal sealed record Response(bool Right, int TriesLeft)
    {
        /// <summary>What to say once the try is counted.</summary>
        public Refusal? WhyNot() => Right ? null : new("completion-code.wrong") { Field = "Code", Arguments = [TriesLeft] };
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/completion-code/enter", Post);

    /// <summary>Enter the service code the customer gave</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct)
    {
        var answer = await door.Run(command with { Id = new(id) }, ct);
        return answer.WhyNot() is { } refusal ? throw refusal : TypedResults.Ok(answer);
    }

    internal sealed class Handler(AppDb db, CompletionCodes codes, CompletionSeals seals) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            if (order.WhyNotRecord(caller) is { } refusal) throw refusal;
            var code = await codes.Load(order, ct);

            var right = code.Enter(order, seals.DigestOf(order.Id, command.Code), db.Now);

            await db.SaveChangesAsync(ct);
            return new(right, code.TriesLeft);
        }
    }
}
