using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Charges;

/// <summary>Decide otherwise than the charging rules for one line, with a reason (R702): free although paid, or paid although free.</summary>
internal static class OverrideCharge
{
    [Needs("charges.manage")]
    internal sealed record Command([property: Required, StringLength(40)] string Code, bool Free, [property: Required, StringLength(500)] string Reason, int? Version = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Of which order; over HTTP the address says it.</summary>
        public WorkOrderId Order { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/quote/override", Post);

    /// <summary>Decide otherwise than the charging rules</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Order = new(id) }, ct));

    internal sealed class Handler(AppDb db, QuoteDesk desk) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (order, quote) = await desk.Editing(command.Order, command.Version, ct);

            quote.Override(order, command.Code, command.Free, command.Reason.Trim());

            await desk.Hold(quote, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
