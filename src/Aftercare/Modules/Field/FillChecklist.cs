using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Answer items of an order's checklists on site. Some now and the rest later is fine; answering again replaces, until completion.</summary>
internal static class FillChecklist
{
    /// <param name="At">When it was answered on the device; now when left out.</param>
    [Needs("field.do")]
    internal sealed record Command([property: Required, MinLength(1), MaxLength(400)] IReadOnlyList<Answer> Answers, Instant? At = null, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    /// <param name="Checklist">Its code.</param>
    /// <param name="Value">`yes` or `no`, a number with a point, a text, or one of the choices; nothing takes the answer back.</param>
    /// <param name="Note">Why it does not apply, or what was noticed.</param>
    /// <param name="Photos">Files uploaded before.</param>
    internal sealed record Answer(
        [property: Required] string Checklist, [property: Required] string Item, [property: StringLength(2000)] string? Value = null, bool NotApplicable = false, [property: StringLength(500)] string? Note = null,
        [property: MaxLength(10)] IReadOnlyList<FileId>? Photos = null);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/work-orders/{id:long}/checklists", Put);

    /// <summary>Answer items of a work order's checklists</summary>
    internal static async Task<Ok<Done>> Put(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IFiles files, OrderChecklists checklists) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);

            foreach (var (answer, index) in command.Answers.Select((answer, index) => (answer, index)))
                order.Answer(caller, answer.Checklist, new(answer.Item, answer.Value?.Trim(), answer.NotApplicable, answer.Note?.Trim(), answer.Photos ?? [], command.At ?? db.Now), $"Answers[{index}].Value", db.Now);

            await files.Attach(db, [.. command.Answers.SelectMany(answer => answer.Photos ?? [])], "work-order", order.Id.Value, ct);
            await checklists.Settle(order, ct);
            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
