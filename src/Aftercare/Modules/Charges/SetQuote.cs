using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Charges;

/// <summary>
/// Write the quote of a work order, all its lines at once: visit fee, labour, parts. Prices and rules are those of the day the
/// order was made (R701, R702). While the customer has not agreed to what is to be paid, the order cannot be completed (R703).
/// </summary>
internal static class SetQuote
{
    /// <param name="Items">What is needed; an item that is left out is taken off.</param>
    /// <param name="Cause">Where the fault came from: a code of the charging rules.</param>
    /// <param name="Version">Of the quote, when there is one.</param>
    [Needs("charges.do")]
    internal sealed record Command([property: Required, MaxLength(100)] IReadOnlyList<ItemFields> Items, [property: StringLength(40)] string? Cause = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Of which order; over HTTP the address says it.</summary>
        public WorkOrderId Order { get; init; }
    }

    /// <param name="Quantity">Pieces, or minutes of what is priced by the hour.</param>
    internal sealed record ItemFields([property: Required, StringLength(40)] string Code, [property: Range(1, 100_000)] int Quantity = 1);

    internal sealed record Response(QuoteId Quote, int Version, QuoteState State, decimal Total, decimal Due);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/work-orders/{id:long}/quote", Put);

    /// <summary>Write the quote of a work order</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Order = new(id) }, ct));

    internal sealed class Handler(AppDb db, QuoteDesk desk, Pricing pricing) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await desk.Order(command.Order, ct);
            var quote = await desk.Of(order.Id, ct);
            quote?.Expect(command.Version);
            var prices = await pricing.Of(order, ct);
            if (command.Cause is { Length: > 0 } cause && prices.Book.Causes.All(known => known.Code != cause)) throw Refusal.Invalid("quote.cause-unknown", nameof(command.Cause), cause);
            if (command.Items.GroupBy(item => item.Code).FirstOrDefault(same => same.Count() > 1) is { } twice) throw Refusal.Invalid("quote.item-twice", nameof(command.Items), twice.Key);

            quote ??= await desk.Begin(order, ct);
            quote.Write(order, prices, string.IsNullOrEmpty(command.Cause) ? null : command.Cause, [.. command.Items.Select(item => (item.Code, item.Quantity))]);

            await desk.Hold(quote, ct);
            await db.SaveChangesAsync(ct);
            return new(quote.Id, quote.Version, quote.State, Yuan.Of(quote.Total), Yuan.Of(quote.Due));
        }
    }
}
