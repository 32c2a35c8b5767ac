using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Set the appointment at which the client accepts the work: only when the crew's own check has passed in every item, or what is still wrong is listed (R420). Setting it again moves it.</summary>
internal static class SetAcceptance
{
    /// <param name="At">When the client comes.</param>
    /// <param name="Defects">What is known to be wrong, one a line; needed while the self-inspection has not passed.</param>
    [Needs("field.do")]
    internal sealed record Command(Instant At, [property: StringLength(2000)] string? Defects = null, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/work-orders/{id:long}/acceptance", Put);

    /// <summary>Set the appointment at which the client accepts the work</summary>
    internal static async Task<Ok<Done>> Put(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);

            order.InviteToAcceptance(command.At, command.Defects, db.Now);

            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
